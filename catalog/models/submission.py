"""Submission: a draft that waits for a signature, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import saving
from catalog.models.fields import LimitedTextField


class SubmissionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Submission.State.WAITING)


class Submission(models.Model):
    """`digest` is that of the draft as it was submitted; any edit after it cancels the submission."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for signature")
        SIGNED = "signed", _("signed")
        SENT_BACK = "sent_back", _("sent back")
        CANCELLED = "cancelled", _("cancelled by a later edit")

    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="submissions")
    digest = models.CharField(max_length=64)
    note = LimitedTextField(_("what changed and why"), max_length=2000)
    acknowledged = models.JSONField(_("acknowledged warnings"), default=list)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = LimitedTextField(_("reason"), blank=True, max_length=2000)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                "product", condition=Q(state="waiting"), name="catalog_submission_one_waits_per_product"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(state="cancelled", decided_at__isnull=False)
                | Q(state__in=["signed", "sent_back"], decided_at__isnull=False, decided_by__isnull=False),
                name="catalog_submission_decided_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(reason=""), name="catalog_submission_sent_back_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.product} · {self.get_state_display()}"

    def decide(self, state, *, by, reason=""):
        """`by` may be None where an edit without an account (an import) cancels."""
        self.state, self.decided_by, self.decided_at, self.reason = state, by, timezone.now(), reason
        saving.check(self, exclude=["acknowledged", "decided_by"])
        self.save(update_fields=["state", "decided_by", "decided_at", "reason"])
