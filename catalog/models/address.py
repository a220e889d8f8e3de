"""Every slug that was ever public, and where it leads now. Only the verbs write it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AddressQuerySet(models.QuerySet):
    def lead_to(self, listing):
        """Make the listing's slug its page, and every earlier address of the product a way to it."""
        self.filter(product=listing.product_id).exclude(slug=listing.slug).update(
            kind=Address.Kind.MOVED, listing=listing, public_note=""
        )
        self.update_or_create(
            slug=listing.slug,
            defaults={
                "product_id": listing.product_id,
                "kind": Address.Kind.PAGE,
                "listing": listing,
                "public_note": "",
            },
        )

    def close(self, listing, public_note):
        """Every address of a withdrawn listing says that it is gone, and why. That of the page changed last."""
        said = {
            "kind": Address.Kind.GONE,
            "listing": None,
            "public_note": public_note,
            "name": listing.name,
            "market": listing.market,
        }
        ours = self.filter(product=listing.product_id)
        ours.exclude(kind=Address.Kind.PAGE).update(**said)
        ours.filter(kind=Address.Kind.PAGE).update(**said, changed_at=timezone.now())


class Address(models.Model):
    """A slug that was public once, and where it leads now."""

    class Kind(models.TextChoices):
        PAGE = "page", _("the page")
        MOVED = "moved", _("moved")
        GONE = "gone", _("gone")

    slug = models.SlugField(max_length=120, unique=True)
    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=5, choices=Kind)
    listing = models.ForeignKey("catalog.Listing", models.PROTECT, null=True, related_name="addresses")
    name = models.CharField(max_length=160, blank=True)
    market = models.CharField(max_length=2, blank=True)
    public_note = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = AddressQuerySet.as_manager()
    RESERVED = frozenset({"suggestions"})  # what stands where a product's page would: see catalog/urls.py

    class Meta:
        constraints = [
            models.UniqueConstraint("product", condition=Q(kind="page"), name="catalog_address_one_page_per_product"),
            models.CheckConstraint(
                condition=Q(kind="gone", listing=None) & ~Q(public_note="")
                | Q(kind__in=["page", "moved"], listing__isnull=False),
                name="catalog_address_leads_somewhere_or_says_why_not",
            ),
        ]

    def __str__(self):
        return self.slug
