"""What is typed about a webhook. The verb checks it; its faults come back beside their fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Change
from webhooks.addresses import LONGEST


class WebhookForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Who is told."))
    address = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        help_text=_("Begins with https:// and is open to the internet. Messages are sent there by POST."),
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "url", "autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it is told"), choices=Change.Kind, widget=forms.CheckboxSelectMultiple
    )

    def take(self, faults: dict[str, list[str]]):
        """The faults that a verb found, each beside its field."""
        for field, sentences in faults.items():
            for sentence in sentences:
                self.add_error(field if field in self.fields else None, sentence)
