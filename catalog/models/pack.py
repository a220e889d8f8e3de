"""Packs: what can be bought. Commercial, not clinical, so live at once and on a page of their own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import saving
from catalog.models.clock import Change, Clock
from catalog.models.listing import Listing
from catalog.models.permission import require
from catalog.refusals import EditConflict
from pharmacy import markets

EDITED = gettext_lazy("Somebody else saved this pack while you were editing it.")


def check_gtin(gtin: str):
    """GS1 General Specifications: 8, 12, 13 or 14 figures, the last a check digit modulo 10."""
    if not (gtin.isascii() and gtin.isdigit() and len(gtin) in (8, 12, 13, 14)):
        raise ValidationError(_("A GTIN has 8, 12, 13 or 14 figures."))
    weighted = sum(int(figure) * (3, 1)[place % 2] for place, figure in enumerate(reversed(gtin[:-1])))
    if (weighted + int(gtin[-1])) % 10:
        raise ValidationError(_("The last figure does not fit the others: check the GTIN for a slip."))


@dataclass
class Repricing:
    """What is to change of the pack with this SKU: of price, currency and availability those that are named.

    `seen_version` is the version that was read, None where nobody cares. Afterwards it has the `pack` as it is now,
    or the `problem`: Pack.DoesNotExist, EditConflict or ValidationError.
    """

    sku: str
    values: dict[str, Any]
    seen_version: int | None = None
    pack: "Pack | None" = field(default=None, init=False)
    problem: Exception | None = field(default=None, init=False)


class PackQuerySet(models.QuerySet):
    def of_listing(self, listing):
        """The public's packs, in one query."""
        return self.of_listing_of(listing.product_id)

    def reprice(self, rows: Iterable[Repricing], *, by):
        """Change prices and availability of many packs at once; a row that does not fit takes no other along.

        Public at once where their products are listed, with one move of the clock. Raises PermissionDenied.
        """
        require(by, "catalog.change_pack")
        rows = list(rows)
        with transaction.atomic():
            packs = self.locked_by_sku([row.sku for row in rows])
            before = {sku: pack.version for sku, pack in packs.items()}
            for row in rows:
                row.pack = packs.get(row.sku)
                row.problem = row.pack.repriced(row) if row.pack else Pack.DoesNotExist()
            changed = [pack for sku, pack in packs.items() if pack.version != before[sku]]
            Pack.objects.bulk_update(changed, ["price", "currency", "availability", "version"])
            tell({pack.product_id for pack in changed})

    def locked_by_sku(self, skus: list[str]) -> "dict[str, Pack]":
        """SKU → pack with its product, locked as every verb does: products first, by ascending key."""
        wanted = Pack.objects.filter(sku__in=[sku for sku in skus if "\x00" not in sku])
        products = Pack._meta.get_field("product").related_model._base_manager
        keys = products.filter(packs__in=wanted).order_by("pk").values_list("pk", flat=True)
        list(products.select_for_update(no_key=True, of=("self",)).filter(pk__in=list(keys)).order_by("pk"))
        locked = wanted.select_for_update(no_key=True, of=("self",)).select_related("product").order_by("pk")
        return {pack.sku: pack for pack in locked}

    def of_listing_of(self, product):
        """The same of a product, by its key or by a reference to one."""
        return self.filter(product=product).exclude(availability=Pack.Availability.DISCONTINUED)


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
                raise EditConflict(EDITED, seen=seen_version, current=current.version)
            self.version = (current.version if current else 0) + 1
            saving.save(self)
            tell([self.product_id])

    def remove(self, *, by):
        """Delete a pack; its line leaves the page at once."""
        require(by, "catalog.delete_pack")
        with transaction.atomic():
            self.product.locked()
            self.delete()
            tell([self.product_id])

    def repriced(self, row: Repricing) -> Exception | None:
        """Take a row's values on; the pack stays as it was where that is refused, and the reason is returned."""
        if row.seen_version is not None and row.seen_version != self.version:
            return EditConflict(EDITED, seen=row.seen_version, current=self.version)
        earlier = {name: getattr(self, name) for name in ("price", "currency", "availability")}
        try:
            for name, value in row.values.items():
                setattr(self, name, value)
            self.clean()
            self.clean_fields(exclude=["product"])  # it is there: it was read with the pack
        except ValidationError as error:
            for name, value in earlier.items():
                setattr(self, name, value)
            return error
        self.version += earlier != {name: getattr(self, name) for name in earlier}
        return None


def tell(products: Iterable[int]):
    """Move the clock where the public sees packs of these products."""
    listed = Listing.objects.select_for_update(no_key=True, of=("self",)).filter(product__in=products)
    if seen := list(listed.order_by("pk").values_list("product_id", flat=True)):
        Clock.move(*((product, Change.Kind.PACK) for product in seen))
