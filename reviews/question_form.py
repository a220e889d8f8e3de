"""What a customer answers to a private question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import SafetyQuestion
from reviews.words_field import WordsField


class AnswerForm(forms.Form):
    text = WordsField(
        label=_("Your answer"),
        max_length=SafetyQuestion._meta.get_field("answer").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Only those at the pharmacy who follow up side effects read it. "
            "Write what you remember, and leave out what you do not want to say."
        ),
        error_messages={"required": _("Write your answer first.")},
    )
