"""What the public sees now. Only the verbs write these tables; public code starts from them."""

from functools import lru_cache

from django.db import models
from django.db.models import F, Q, Subquery, Value
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.faces import Face, Labelled
from catalog.models.facts import Identity
from catalog.models.parts import Ingredient
from pharmacy import markets


class ListingQuerySet(models.QuerySet):
    def for_cards(self):
        """What a card shows; the rendered page stays in the database."""
        return self.defer("page", "texts")

    def for_page(self):
        """With its publication and its stars, in one query."""
        stars = {f"stars_{column}": F(f"product__rating__{column}") for column in Rating.COLUMNS}
        return self.select_related("publication").defer("texts", "publication__canonical").annotate(**stars)

    def stamped(self):
        """For cards, each with the `stamp` of the clock, read in the same query: (tick, shape, epoch)."""
        clock = self.model._meta.apps.get_model("catalog", "Clock").objects.filter(id=1)
        columns = {f"clock_{name}": Subquery(clock.values(name)) for name in ("tick", "shape", "epoch")}
        return self.for_cards().annotate(**columns)

    def recent(self):
        return self.order_by("-signed_at", "-id")

    def on_home(self):
        """Only what its market lets stand on a home page."""
        allowed = [market.code for market in markets.MARKETS.values() if market.prescription_on_home]
        return self.filter(Q(market__in=allowed) | ~Q(legal_status__in=markets.PRESCRIPTION))

    def rated_at_least(self, stars: int):
        """Those whose approved reviews average so many stars, where the market lets stars be shown."""
        allowed = [market.code for market in markets.MARKETS.values() if market.prescription_stars]
        shown = self.filter(Q(market__in=allowed) | ~Q(legal_status__in=markets.PRESCRIPTION), reviews_open=True)
        columns = [F(f"product__rating__{column}") for column in Rating.COLUMNS]
        surplus = sum((column * (number - stars) for number, column in enumerate(columns, start=1)), start=Value(0))
        return shown.annotate(star_surplus=surplus, star_count=sum(columns, start=Value(0))).filter(
            star_surplus__gte=0, star_count__gt=0
        )

    def related_to(self, listing):
        """Others with the same substance or condition, the nearest first. One query."""
        shared = Q(substances__listings=listing) | Q(conditions__listings=listing)
        nearness = models.Case(models.When(substances__listings=listing, then=2), default=1)
        return (
            self.filter(shared, market=listing.market)
            .exclude(pk=listing.pk)
            .annotate(nearness=models.Max(nearness))
            .order_by("-nearness", "name_key", "id")
        )


class Listing(Labelled, models.Model):
    """One row per visible product: the page as rendered at signing, and what browsing needs as columns."""

    product = models.OneToOneField("catalog.Product", models.PROTECT, related_name="listing")
    publication = models.OneToOneField("catalog.Publication", models.PROTECT, related_name="listing")
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)
    letter = models.CharField(max_length=1, db_index=True)
    brand_name = models.CharField(max_length=120, blank=True)
    market = models.CharField(max_length=2, choices=markets.CHOICES)
    language = models.CharField(max_length=10)
    dosage_form = models.CharField(max_length=20, choices=Identity.DosageForm)
    route = models.CharField(max_length=20, choices=Identity.Route)
    legal_status = models.CharField(max_length=24, choices=Identity.LegalStatus)
    manufacturer = models.ForeignKey("catalog.Manufacturer", models.PROTECT, null=True, related_name="listings")
    substances = models.ManyToManyField("catalog.Substance", through="ListingSubstance", related_name="listings")
    conditions = models.ManyToManyField("catalog.Condition", through="ListingCondition", related_name="listings")
    categories = models.ManyToManyField("catalog.Category", through="ListingCategory", related_name="listings")
    ingredients = models.JSONField(default=list)
    summary_text = models.TextField(blank=True)
    boxed_titles = models.JSONField(default=list)
    first_image = models.JSONField(null=True)
    atc_code = models.CharField(max_length=7, blank=True)
    texts = models.TextField(blank=True)
    page = models.JSONField()
    demonstration = models.BooleanField(default=False)
    reviews_open = models.BooleanField(default=True)
    signed_at = models.DateTimeField()
    tick = models.PositiveBigIntegerField(default=0)

    objects = ListingQuerySet.as_manager()
    why_says_summary = False  # True where a search found it for just that

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(fields=["name_key", "product"], name="catalog_listing_by_name"),
            models.Index(fields=["signed_at", "product"], name="catalog_listing_by_signing"),
        ]

    def __str__(self):
        return self.name

    @property
    def substance_names(self) -> str:
        return " + ".join(ingredient["substance"]["name"] for ingredient in self.ingredients)

    @property
    def strength_text(self) -> str:
        """As the pack spells it, in the language of the text; see also Page.ingredients."""
        spelled = tuple((one["strength"], one["unit"], one.get("per")) for one in self.ingredients)
        return strengths_in(self.language, spelled)

    @property
    def face(self) -> Face:
        """What a card shows of it."""
        return Face.of(self)

    @property
    def stamp(self) -> tuple:
        """The clock's, as `stamped` read it."""
        return self.clock_tick, self.clock_shape, self.clock_epoch  # type: ignore[attr-defined]

    @property
    def rating(self) -> "Rating":
        """The stars as `for_page` read them; no product has a rating before its first review."""
        counts = {column: getattr(self, f"stars_{column}") or 0 for column in Rating.COLUMNS}
        return Rating(product_id=self.product_id, **counts)

    @property
    def shows_reviews(self) -> bool:
        return self.reviews_open and self.market_shows_reviews

    @property
    def market_shows_reviews(self) -> bool:
        return markets.may_show_reviews(self.market, self.legal_status)

    @property
    def shows_stars(self) -> bool:
        return self.reviews_open and markets.may_show_stars(self.market, self.legal_status)

    @property
    def tells_machines_its_stars(self) -> bool:
        """Whether its structured data may carry ratings and reviews."""
        return self.shows_reviews and self.shows_stars and markets.may_mark_up_stars(self.market, self.legal_status)

    @property
    def shows_prices(self) -> bool:
        return markets.may_show_prices(self.market, self.legal_status)


class ListingTerm(models.Model):
    """PROTECT on both sides: a term that the public sees cannot be deleted behind a listing's back."""

    listing = models.ForeignKey(Listing, models.CASCADE)

    class Meta:
        abstract = True


class ListingSubstance(ListingTerm):
    substance = models.ForeignKey("catalog.Substance", models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "substance"], name="catalog_listingsubstance_once")]


class ListingCondition(ListingTerm):
    condition = models.ForeignKey("catalog.Condition", models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "condition"], name="catalog_listingcondition_once")]


class ListingCategory(ListingTerm):
    category = models.ForeignKey("catalog.Category", models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "category"], name="catalog_listingcategory_once")]


class ListingPicture(models.Model):
    """The pictures that a listing shows: the only ones that have a public address."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="pictures")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "sha256"], name="catalog_listingpicture_once")]


class Rating(models.Model):
    """Per product, how many approved reviews gave how many stars. The verbs of `reviews` write it."""

    product = models.OneToOneField("catalog.Product", models.PROTECT, related_name="rating")
    one = models.PositiveIntegerField(default=0)
    two = models.PositiveIntegerField(default=0)
    three = models.PositiveIntegerField(default=0)
    four = models.PositiveIntegerField(default=0)
    five = models.PositiveIntegerField(default=0)

    COLUMNS = ("one", "two", "three", "four", "five")

    def __str__(self):
        return f"{self.product_id}: {self.average or '–'}"

    @property
    def counts(self) -> list[int]:
        """How many gave one star, two stars, … five stars."""
        return [getattr(self, column) for column in self.COLUMNS]

    @property
    def count(self) -> int:
        return sum(self.counts)

    @property
    def average(self) -> float | None:
        """Mean stars to one decimal; None without a review."""
        total = sum(stars * number for stars, number in enumerate(self.counts, start=1))
        return round(total / self.count, 1) if self.count else None


@lru_cache(maxsize=4096)
def strengths_in(language: str, spelled: tuple[tuple[str, str, str | None], ...]) -> str:
    """Of (strength, unit, per). Many listings share one; changing the language for it costs more than all the rest."""
    with translation.override(language):
        return strengths([{"strength": number, "unit": unit, "per": per} for number, unit, per in spelled])


def strengths(ingredients: list[dict]) -> str:
    """ "4 mg", "100 units/mL", "160 + 4.5 micrograms/dose" out of a content's ingredients."""
    return " + ".join(strength(ingredient) for ingredient in ingredients)


def strength(ingredient: dict) -> str:
    unit = Ingredient.Unit(ingredient["unit"])
    figure = (
        f"{ingredient['strength']}%" if unit == Ingredient.Unit.PERCENT else f"{ingredient['strength']} {unit.label}"
    )
    per = ingredient.get("per")
    return f"{figure}/{Ingredient.Per(per).label}" if per else figure
