"""What readers send about somebody else's review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.forms import PlainField
from reviews.models import Complaint

NOTE = Complaint._meta.get_field("note")


class ComplaintForm(forms.Form):
    why = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Complaint.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    note = PlainField(
        label=_("What should the moderator know?"),
        required=False,
        max_length=NOTE.max_length,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Only our staff read this. Leave out names and addresses."),
    )
