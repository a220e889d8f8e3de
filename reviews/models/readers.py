"""What readers do to a published review: find it helpful, complain about it. And what the pharmacy answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models.fields import LimitedTextField


class Vote(models.Model):
    """One customer found one review helpful. `Review.vote` makes it, `Review.take_vote_back` takes it away."""

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_votes")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["review", "voter"], name="reviews_vote_once")]


class ComplaintQuerySet(models.QuerySet):
    def open(self):
        """Nobody has settled them."""
        return self.filter(settled_at=None)

    def telling_of_harm(self):
        """Somebody may have to act on a side effect, of the writer or of the reader. See also `tells_of_harm`."""
        return self.filter(Q(why=Complaint.Why.SIDE_EFFECT) | Q(tells_of_reaction=True) | Q(tells_of_pregnancy=True))


class Complaint(models.Model):
    """One customer says why a published review should not stand. A moderator settles it."""

    class Why(models.TextChoices):
        PERSONAL_INFORMATION = "personal_information", _("It tells who somebody is")
        MEDICAL_ADVICE = "medical_advice", _("It gives advice on doses or treatment")
        ADVERTISING = "advertising", _("It advertises, or promises a cure")
        ABUSIVE = "abusive", _("It insults or threatens")
        OFF_TOPIC = "off_topic", _("It is about something other than this medicine")
        FAKE = "fake", _("I do not believe that a customer wrote it")
        SIDE_EFFECT = "side_effect", _("It tells of harm that somebody should follow up")
        OTHER = "other", _("Something else")

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="complaints")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="review_complaints")
    why = models.CharField(_("why"), max_length=20, choices=Why)
    note = LimitedTextField(_("note"), max_length=500, blank=True)
    # What screening found in the note when it was sent: a reader may tell of harm under any reason.
    tells_of_reaction = models.BooleanField(default=False, editable=False)
    tells_of_pregnancy = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "by"], condition=Q(settled_at=None, by__isnull=False), name="reviews_complaint_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="reviews_complaint_settled_by_whom_and_when",
            ),
            # That somebody complained stays counted; what they wrote goes with their account.
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(note=""), name="reviews_complaint_note_leaves_with_its_author"
            ),
        ]

    @property
    def tells_of_harm(self) -> bool:
        return self.why == self.Why.SIDE_EFFECT or self.tells_of_reaction or self.tells_of_pregnancy


class Reply(models.Model):
    """The pharmacy's public answer to a review, one at most. `Review.answer` writes it."""

    review = models.OneToOneField("reviews.Review", models.CASCADE, related_name="reply")
    text = LimitedTextField(_("answer"), max_length=2000)
    language = models.CharField(_("language"), max_length=10, default=get_language)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("public answer")
        verbose_name_plural = _("public answers")
