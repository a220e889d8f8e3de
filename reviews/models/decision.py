"""Decision: the record of what became of every text. It only grows; the texts live where erasure reaches them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.text import ReviewText


class Decision(models.Model):
    """Who, when, from, to, why, and a keyed hash of the words. Reviews and texts are numbers: they may be erased.

    `by` is staff: customers leave no name here, so that their account can go without a trace. Triggers refuse
    UPDATE, DELETE and TRUNCATE (reviews/guards.py).
    """

    class Act(models.TextChoices):
        SENT = "sent", _("sent by the author")
        APPROVED = "approved", _("published")
        REJECTED = "rejected", _("not published")
        TAKEN_DOWN = "taken_down", _("taken down")
        CHANGE_ASKED = "change_asked", _("sent back for a change")
        MASKED = "masked", _("a part was masked")
        KEPT = "kept", _("complaints looked at, left as it is")
        REPLIED = "replied", _("answered in public")
        REPLY_REMOVED = "reply_removed", _("public answer removed")
        UNDONE = "undone", _("the last decision was undone")
        DELETED = "deleted", _("deleted by the author")

    at = models.DateTimeField(_("at"), default=timezone.now)
    act = models.CharField(_("what"), max_length=13, choices=Act)
    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="+")
    review_number = models.BigIntegerField(_("review"), db_index=True)
    text_number = models.BigIntegerField(_("text"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    from_state = models.CharField(_("from"), max_length=12, choices=ReviewText.State, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=ReviewText.State, blank=True)
    reason = models.CharField(_("why"), max_length=24, choices=ReviewText.Reason, blank=True)
    digest = models.CharField(_("hash of the text"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["act", "reason", "from_state", "to_state", "at"], name="reviews_decision_counts"),
            models.Index(fields=["at"], name="reviews_decision_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=["sent", "deleted"], by=None)
                | ~Q(act__in=["sent", "deleted"]) & Q(by__isnull=False),
                name="reviews_decision_by_staff_unless_the_authors",
            ),
        ]

    def __str__(self):
        return self.get_act_display()

    @classmethod
    def note(cls, act: str, text: ReviewText, *, by=None, at=None, from_state="", reason="") -> "Decision":
        """Write down what was just done to a text; its state is what it is now, or none where it goes."""
        return cls.objects.create(
            act=act,
            at=at or timezone.now(),
            product_id=text.product_id,
            review_number=text.review_id,
            text_number=text.pk,
            by=by,
            from_state=from_state,
            to_state="" if act == cls.Act.DELETED else text.state,
            reason=reason,
            digest=text.digest,
        )
