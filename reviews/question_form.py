"""What a customer answers to a private question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import SafetyQuestion
from reviews.plain_text import plain


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=SafetyQuestion._meta.get_field("answer").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only the pharmacy's safety officers read it. Write what you remember; leave out what you do not want to say."),
        error_messages={"required": _("Write your answer first.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # As it is kept, before it is measured: a line break is one character, as the browser counts.
        self.fields["text"].to_python = lambda value: plain(value or "")
