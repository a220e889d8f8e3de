"""A moderator's decision on the text that they have read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import Review, ReviewText


class Approval(forms.Form):
    """`read` is the id of the text that stood on the page; the verb compares it with what waits."""

    read = forms.IntegerField(widget=forms.HiddenInput, max_value=2**63 - 1)
    done = _("Published: “%s”.")

    def decide(self, review: Review, *, by) -> ReviewText:
        """Call the verb. Raises Refused and PermissionDenied as it does."""
        return review.approve(by=by, text=self.text_read())

    def text_read(self) -> ReviewText:
        return ReviewText(pk=self.cleaned_data["read"])


class Rejection(Approval):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", "—"), *ReviewText.Reason.choices],
        error_messages={"required": _("Choose a reason: the author sees it.")},
    )
    note = forms.CharField(
        label=_("Note to the author"),
        max_length=ReviewText._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("The author reads it in their account and by e-mail."),
    )
    done = _("Not published: “%s”.")

    def decide(self, review: Review, *, by) -> ReviewText:
        reason, note = self.cleaned_data["reason"], self.cleaned_data["note"]
        return review.reject(by=by, text=self.text_read(), reason=reason, note=note)
