"""Invitation: the pharmacy knows that a medicine was dispensed, and asks for a review that counts as verified."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import Listing
from catalog.refusals import Refused
from pharmacy.keyed_hash import keyed_hash
from reviews.plain_text import one_line

DAYS, MOST_DAYS = 60, 365
LONGEST_ORDER = 100  # characters
SALT = "reviews.invitation"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Not used, not cancelled, not over."""
        return self.filter(used_at=None, cancelled_at=None, expires_at__gt=timezone.now())

    def locked(self):
        return self.select_for_update(no_key=True)


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

    @classmethod
    def issue(cls, *, by, product, order: str, through: str, days: int = DAYS) -> "tuple[Invitation, str]":
        """(invitation, its link) for one dispensing: `order` is the pharmacy's own number, kept as a keyed hash alone.

        The same order and product give the same invitation and link while it is open, and a new link once it has
        ended or was cancelled. Raises PermissionDenied; Refused where it was used, where the medicine takes no
        reviews, and for an order or a number of days (1 to 365) that is none.
        """
        listing = Listing.objects.for_cards().filter(product=product).first()
        return cls.issue_for(listing, by=by, order=order, through=through, days=days)

    @classmethod
    def issue_for(cls, listing: Listing | None, *, by, order: str, through: str, days: int = DAYS):
        """As `issue`, where the listing is at hand; None where the medicine is not listed."""
        require_issuer(by)
        order_hash = hash_of(order)
        if not 1 <= days <= MOST_DAYS:
            raise Refused(gettext("An invitation lasts from 1 to %(most)d days.") % {"most": MOST_DAYS})
        if listing is None or not listing.shows_reviews:
            raise Refused(gettext("This medicine takes no reviews."))
        fresh = {"through": through, "issued_by": by, "expires_at": timezone.now() + timedelta(days=days)}
        with transaction.atomic():
            found, is_new = cls.objects.locked().get_or_create(
                product_id=listing.product_id, order_hash=order_hash, defaults=fresh
            )
            if not is_new:
                found.open_again(fresh)
        return found, found.link(listing.language)

    def open_again(self, fresh: dict):
        """What was asked for once more: nothing changes while it is open; under lock."""
        if self.used_at:
            raise Refused(gettext("A review was written for this order already."))
        if self.cancelled_at or self.expires_at <= timezone.now():
            for name, value in fresh.items():
                setattr(self, name, value)
            self.cancelled_at, self.issued_at = None, timezone.now()
            self.save()

    def cancel(self, *, by):
        """The link stops working. Refused where a review was written through it."""
        require_issuer(by)
        with transaction.atomic():
            locked = type(self).objects.locked().get(pk=self.pk)
            if locked.used_at:
                raise Refused(gettext("A review was written for this order already."))
            if locked.cancelled_at is None:
                locked.cancelled_at = timezone.now()
                locked.save(update_fields=["cancelled_at"])
        self.cancelled_at = locked.cancelled_at

    def link(self, language: str) -> str:
        """The whole address, in a language of the site."""
        known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(known):
            return settings.SITE_URL + reverse("reviews:invitation", args=[self.token])

    @property
    def token(self) -> str:
        """Its number, and a signature of that and of its end: opened anew, it has another link."""
        return self.token_under(settings.SECRET_KEY)

    def token_under(self, key: str) -> str:
        return f"{self.pk}.{Signer(key=key, salt=SALT).signature(f'{self.pk} {self.expires_at.timestamp()}')}"

    def has_token(self, token: str) -> bool:
        """Whether we signed it so, with today's key or an earlier one: links outlive a change of the key."""
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return any(constant_time_compare(token, self.token_under(key)) for key in keys)

    @classmethod
    def of_token(cls, token: str) -> "Invitation | None":
        """The invitation of a link, used up or not; None where we signed no such link."""
        number = token.partition(".")[0]
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        found = cls.objects.select_related("product__listing").filter(pk=int(number)).first()
        return found if found and found.has_token(token) else None

    @property
    def listing(self) -> Listing | None:
        return getattr(self.product, "listing", None)

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.cancelled_at is None and self.expires_at > timezone.now()

    def holds_for(self, product_id: int, customer) -> bool:
        """Whether this customer can use it now for a review of this product."""
        return self.is_open and self.product_id == product_id and self.issued_by_id != customer.pk

    def redeem(self, review):
        """Use the invitation up for a review of its medicine, in the verb that takes the review in.

        Raises Refused where it is used, cancelled, over, for another medicine, or issued by the author.
        """
        open_one = type(self).objects.locked().filter(pk=self.pk).first()
        if open_one is None or not open_one.is_open:
            raise Refused(gettext("This invitation is used up or has ended. You can review without it."))
        if open_one.product_id != review.product_id:
            raise Refused(gettext("This invitation is for another medicine."))
        if open_one.issued_by_id == review.author_id:
            raise Refused(gettext("You issued this invitation yourself. You can review without it."))
        open_one.used_at = timezone.now()
        if not type(self).objects.filter(review=review).exists():
            open_one.review = review
        open_one.save(update_fields=["used_at", "review"])


def require_issuer(by):
    if not (by.is_active and by.has_perm("reviews.issue_invitation")):
        raise PermissionDenied(gettext("You may not issue invitations."))


def hash_of(order: str) -> str:
    """The same for an order number in other case or spacing. Raises Refused where it is none."""
    number = one_line(order)
    if not 0 < len(number) <= LONGEST_ORDER:
        raise Refused(gettext("An order number has from 1 to %(most)d characters.") % {"most": LONGEST_ORDER})
    return keyed_hash(number.casefold(), purpose="order")
