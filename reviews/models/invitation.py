"""Invitation: the pharmacy knows that a medicine was dispensed, and asks for a review that counts as verified."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.refusals import Refused


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Not used, not cancelled, not over."""
        return self.filter(used_at=None, cancelled_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """For one dispensing. Its link is signed, works once and ends; the order is known by a keyed hash alone."""

    class Through(models.TextChoices):
        ADMIN = "admin", _("by hand")
        CSV = "csv", _("from a file")
        API = "api", _("by the pharmacy's own system")

    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="invitations")
    order_hash = models.CharField(_("hash of the order"), max_length=64, editable=False)
    through = models.CharField(_("how"), max_length=5, choices=Through)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)
    used_at = models.DateTimeField(_("used"), null=True)
    # Cut where the author leaves or deletes: the link stays used up.
    review = models.OneToOneField("reviews.Review", models.SET_NULL, null=True, related_name="invitation")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        permissions = [("issue_invitation", _("Can issue invitations to review"))]
        constraints = [
            models.UniqueConstraint(fields=["product", "order_hash"], name="reviews_invitation_once_an_order"),
            models.CheckConstraint(
                condition=Q(review=None) | Q(used_at__isnull=False),
                name="reviews_invitation_with_review_is_used",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="reviews_invitation_lasts"),
        ]

    def __str__(self):
        return f"{self.product} · {self.pk}"

    def redeem(self, review):
        """Use the invitation up for a review of its medicine, in the verb that takes the review in.

        Raises Refused where it is used, cancelled, over, or for another medicine.
        """
        locked = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk)
        open_one = locked.filter(used_at=None, cancelled_at=None, expires_at__gt=timezone.now()).first()
        if open_one is None:
            raise Refused(gettext("This invitation is used up or has ended. You can review without it."))
        if open_one.product_id != review.product_id:
            raise Refused(gettext("This invitation is for another medicine."))
        open_one.used_at = timezone.now()
        if not type(self).objects.filter(review=review).exists():
            open_one.review = review
        open_one.save(update_fields=["used_at", "review"])
