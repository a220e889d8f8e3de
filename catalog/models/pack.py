"""Packs: what can be bought. Commercial, not clinical, so live at once and on a page of their own."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models.clock import Change, Clock
from catalog.models.listing import Listing
from catalog.models.permission import require
from catalog.refusals import EditConflict
from pharmacy import markets


def check_gtin(gtin: str):
    """GS1 General Specifications: 8, 12, 13 or 14 figures, the last a check digit modulo 10."""
    if not (gtin.isascii() and gtin.isdigit() and len(gtin) in (8, 12, 13, 14)):
        raise ValidationError(_("A GTIN has 8, 12, 13 or 14 figures."))
    weighted = sum(int(figure) * (3, 1)[place % 2] for place, figure in enumerate(reversed(gtin[:-1])))
    if (weighted + int(gtin[-1])) % 10:
        raise ValidationError(_("The last figure does not fit the others: check the GTIN for a slip."))


class PackQuerySet(models.QuerySet):
    def of_listing(self, listing):
        """The public's packs, in one query."""
        return self.filter(product=listing.product_id).exclude(availability=Pack.Availability.DISCONTINUED)


class Pack(models.Model):
    class Availability(models.TextChoices):
        IN_STOCK = "in_stock", gettext_lazy("In stock")
        LOW_STOCK = "low_stock", gettext_lazy("Few left")
        OUT_OF_STOCK = "out_of_stock", gettext_lazy("Out of stock")
        DISCONTINUED = "discontinued", gettext_lazy("Discontinued")

    product = models.ForeignKey(
        "catalog.Product", models.CASCADE, related_name="packs", verbose_name=gettext_lazy("product")
    )
    sku = models.CharField(
        "SKU",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", gettext_lazy("Letters, figures, . _ / - only."))],
    )
    gtin = models.CharField("GTIN", max_length=14, blank=True, validators=[check_gtin])
    national_code = models.CharField(gettext_lazy("national code"), max_length=40, blank=True)
    size = models.PositiveIntegerField(gettext_lazy("size"), validators=[MinValueValidator(1)])
    unit = models.CharField(gettext_lazy("of what"), max_length=40, help_text=gettext_lazy("capsules, g, doses …"))
    price = models.DecimalField(
        gettext_lazy("price"),
        max_digits=10,
        decimal_places=2,
        blank=True,
        null=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    currency = models.CharField(
        gettext_lazy("currency"), max_length=3, blank=True, help_text=gettext_lazy("Empty: that of the market.")
    )
    availability = models.CharField(
        gettext_lazy("availability"), max_length=12, choices=Availability, default=Availability.IN_STOCK
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = PackQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("pack")
        verbose_name_plural = gettext_lazy("packs")
        ordering = ["product", "size", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price__isnull=True) | ~Q(currency=""), name="catalog_pack_price_in_a_currency"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="catalog_pack_holds_something"),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0), name="catalog_pack_price_positive"
            ),
            models.UniqueConstraint("gtin", condition=~Q(gtin=""), name="catalog_pack_gtin_once"),
        ]

    def __str__(self):
        return self.sku

    @property
    def availability_label(self):
        return self.get_availability_display()

    def get_size_display(self) -> str:
        return f"{self.size} {self.unit}"

    def clean(self):
        market = markets.MARKETS.get(self.product.market) if self.product_id else None
        if not market:
            return
        self.currency = self.currency or market.currency
        if self.currency != market.currency:
            raise ValidationError(
                {"currency": _("Prices in this market are in %(currency)s.") % {"currency": market.currency}}
            )

    def keep(self, *, by, seen_version: int | None = None):
        """Save a new or a changed pack; it is public at once where its product is listed.

        Raises PermissionDenied, ValidationError where a value does not fit, or EditConflict where somebody saved
        this pack since `seen_version`.
        """
        require(by, "catalog.change_pack" if self.pk else "catalog.add_pack")
        with transaction.atomic():
            self.product.locked()
            current = Pack.objects.select_for_update(no_key=True).filter(pk=self.pk).first() if self.pk else None
            if current and seen_version is not None and current.version != seen_version:
                raise EditConflict(
                    _("Somebody else saved this pack while you were editing it."),
                    seen=seen_version,
                    current=current.version,
                )
            self.version = (current.version if current else 0) + 1
            self.full_clean()
            self.save()
            self.tell()

    def remove(self, *, by):
        """Delete a pack; its line leaves the page at once."""
        require(by, "catalog.delete_pack")
        with transaction.atomic():
            self.product.locked()
            self.delete()
            self.tell()

    def tell(self):
        """Move the clock where the public sees this pack."""
        if Listing.objects.select_for_update(no_key=True).filter(product=self.product_id).first():
            Clock.move((self.product_id, Change.Kind.PACK))
