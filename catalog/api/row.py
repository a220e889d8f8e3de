"""A listing as a row of a list: what a card shows, and a little more."""

from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When

from api.answers import at, money, whole
from catalog import ucum
from catalog.api.public import page_of, product_of
from catalog.imaging.addresses import image_facts
from catalog.models import Pack, Rating
from catalog.models.listing import strengths_in
from pharmacy import markets

COLUMNS: tuple[str, ...] = (
    "product_id",
    "slug",
    "name",
    "brand_name",
    "market",
    "language",
    "dosage_form",
    "route",
    "legal_status",
)
COLUMNS += ("atc_code", "ingredients", "summary_text", "boxed_titles", "first_image", "demonstration")
COLUMNS += ("signed_at", "reviews_open", "manufacturer__name", "manufacturer__slug")
ALWAYS = ("id", "slug", "boxed_warnings")  # no answer on a medicine goes without them
IN_MARKET = Case(
    *(When(product__listing__market=one.code, then=Value(one.currency)) for one in markets.MARKETS.values()),
    output_field=CharField(),
)


def with_rows(listings, *more: str):
    """What `row` reads, and more columns, in one query."""
    prices = Pack.objects.of_listing_of(OuterRef("product")).filter(price__isnull=False, currency=IN_MARKET)
    stars = {f"stars_{column}": F(f"product__rating__{column}") for column in Rating.COLUMNS}
    return (
        listings.select_related("manufacturer")
        .only(*COLUMNS, *more)
        .annotate(
            version=F("publication__number"),
            price_from=Subquery(prices.order_by("price").values("price")[:1]),
            **stars,
        )
    )


def row(listing) -> dict[str, Any]:
    return {
        "id": listing.product_id,
        "slug": listing.slug,
        "boxed_warnings": listing.boxed_titles,
        "name": listing.name,
        "brand_name": listing.brand_name,
        "url": page_of(listing.slug),
        "api": product_of(listing.slug),
        "market": listing.market,
        "language": listing.language,
        "dosage_form": listing.dosage_form,
        "route": listing.route,
        "legal_status": listing.legal_status,
        "atc_code": listing.atc_code,
        "ingredients": [ingredient(one, listing.language) for one in listing.ingredients],
        "manufacturer": term(listing.manufacturer),
        "summary": listing.summary_text,
        "image": image(listing.first_image),
        "rating": rating(listing),
        "price_from": price_from(listing),
        "demonstration": listing.demonstration,
        "version": listing.version,
        "signed_at": at(listing.signed_at),
    }


def ingredient(one: dict, language: str) -> dict:
    spelled = ((one["strength"], one["unit"], one.get("per")),)
    strength = {"value": one["strength"], "unit": ucum.unit_of(one), "text": strengths_in(language, spelled)}
    return {"substance": named(one["substance"]), "strength": strength}


def named(value: dict | None) -> dict | None:
    """A term of a content: its name and slug; None for none."""
    return {"name": value["name"], "slug": value["slug"]} if value else None


def term(noun) -> dict | None:
    return noun and {"name": noun.name, "slug": noun.slug}


def image(one: dict | None) -> dict | None:
    if not one:
        return None
    return {
        "url": whole(image_facts(one)["url"]),
        "alt": one.get("alt", ""),
        "width": one["width"],
        "height": one["height"],
    }


def rating(listing) -> dict | None:
    """None where the market hides stars, and before the first review."""
    return told_rating(listing, listing.rating)


def told_rating(listing, counted: Rating | None) -> dict | None:
    """As `rating`, where the counters were read apart."""
    if counted is None or not listing.shows_stars or not counted.count:
        return None
    stars = {str(number): count for number, count in enumerate(counted.counts, start=1)}
    return {"average": counted.average, "count": counted.count, "stars": stars}


def price_from(listing) -> dict | None:
    """The lowest price of a pack, where its market lets prices be shown."""
    if listing.price_from is None or not listing.shows_prices:
        return None
    return money(listing.price_from, markets.MARKETS[listing.market].currency)
