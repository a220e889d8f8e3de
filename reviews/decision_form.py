"""A moderator's decision on the text that they have read."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.refusals import NotWhatWasRead
from reviews.models import ReviewText

APPROVE, REJECT = "approve", "reject"


class DecisionForm(forms.Form):
    """`read` is the id of the text that stood on the page."""

    read = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[(APPROVE, APPROVE), (REJECT, REJECT)], widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=[("", "—"), *ReviewText.Reason.choices], required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the author"),
        max_length=ReviewText._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("The author reads it in their account and by e-mail."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == REJECT and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason: the author sees it."))
        return cleaned

    @property
    def approves(self) -> bool:
        return self.cleaned_data["decision"] == APPROVE

    def decide(self, text: ReviewText, *, by):
        """Call the verb. Raises Refused and PermissionDenied as it does."""
        if self.cleaned_data["read"] != text.pk:
            raise NotWhatWasRead(_("This is not the text that you have read. Read it again."))
        if self.approves:
            text.review.approve(by=by, text=text)
        else:
            text.review.reject(by=by, text=text, reason=self.cleaned_data["reason"], note=self.cleaned_data["note"])
