"""A product whole: the signed content part by part, each text as it was written and as the page shows it."""

import json
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from api.answers import at, money, whole
from catalog.api.public import page_of
from catalog.api.row import image, ingredient, named, rating
from catalog.models import Listing, Pack, Publication, Section
from catalog.page import GROUPED_TEXTS, PART_TEXTS
from pharmacy import markets

PACK = ("id", "sku", "gtin", "national_code", "size", "unit", "price", "currency", "availability")


class JSONRows(Aggregate):
    """Rows of a subquery as one value: a list of objects, in no order."""

    output_field = JSONField()
    function = "JSON_GROUP_ARRAY"

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def whole_listing(slug: str) -> Listing:
    """The listing with its publication, stars and packs in one query. Raises Listing.DoesNotExist."""
    first = Publication.objects.filter(product=OuterRef("product"), number=1).values("signed_at")
    packs = Pack.objects.of_listing_of(OuterRef("product")).order_by().values("product")
    rows = packs.annotate(rows=JSONRows(JSONObject(**{name: name for name in PACK}))).values("rows")
    listings = Listing.objects.for_page().defer(None).defer("texts")
    return listings.annotate(first_signed_at=Subquery(first), packs=Subquery(rows)).get(slug=slug)


def product(listing) -> dict[str, Any]:
    publication = listing.publication
    found = parts(publication.content, listing.page)
    boxed = [note for note in found["safety_notes"] if note["severity"] == "boxed"]
    others = [note for note in found["safety_notes"] if note["severity"] != "boxed"]
    return {
        "id": listing.product_id,
        "slug": listing.slug,
        "boxed_warnings": boxed,
        "url": page_of(listing.slug),
        **found,
        "safety_notes": others,
        "packs": packs(listing),
        "rating": rating(listing),
        "takes_reviews": listing.shows_reviews,
        "side_effects": side_effects(listing.market),
        **signature(publication, listing.slug),
        "first_signed_at": at(listing.first_signed_at),
        "publications": whole(reverse("api:publications", args=[listing.slug])),
    }


def signature(publication: Publication, slug: str) -> dict[str, Any]:
    """What was signed, when, and by whom as far as the public learns it. docs/domain.md: how to check it by hand."""
    return {
        "version": publication.number,
        "format": publication.format,
        "digest": publication.digest,
        "seal": publication.seal,
        "previous_seal": publication.previous_seal,
        "signed_at": at(publication.signed_at),
        "signed_by": {"role": publication.role},
        "four_eyes": publication.four_eyes,
        "publication": whole(reverse("api:publication", args=[slug, publication.number])),
    }


def parts(source: dict, rendered: dict) -> dict[str, Any]:
    """The parts of a content. `source` has the texts as they were signed, `rendered` as HTML: see catalog/page.py."""
    plain = ("name", "brand_name", "market", "language", "dosage_form", "route", "legal_status", "atc_code")
    found: dict[str, Any] = {name: source[name] for name in plain}
    found |= {name: text(source[name], rendered[name]) for name in ("summary", "description", "excipients")}
    found["demonstration"] = source["demonstration"]
    found["manufacturer"] = named(source["manufacturer"])
    found["categories"] = [named(one) for one in source["categories"]]
    found["ingredients"] = [ingredient(one, source["language"]) for one in source["ingredients"]]
    for group, keys in GROUPED_TEXTS.items():
        texts = {key: text(source[group][key], rendered[group][key]) for key in keys}
        found[group] = source[group] | texts
    for name in PART_TEXTS:
        pairs = zip(source[name], rendered[name], strict=True)
        found[name] = [one | {"text": text(one["text"], other["text"])} for one, other in pairs]
    found["indications"] = [one | {"condition": named(one["condition"])} for one in found["indications"]]
    found["sections"] = [one | {"loinc": Section.LOINC[one["kind"]]} for one in found["sections"]]
    found["source"] = source["source"] | {"date": source["source"]["date"] or None}
    found["storage"] |= {key: found["storage"][key] or None for key in ("minimum_celsius", "maximum_celsius")}
    found["programme"] = found["programme"] if source["programme"]["name"] else None
    found["images"] = [image(one) for one in source["images"]]
    return found


def text(source: str, html: str) -> dict[str, str]:
    return {"source": source, "html": html}


def packs(listing) -> list[dict]:
    """As far as the page tells of them: no price where the market hides it, no stock of a restricted programme."""
    currency = markets.MARKETS[listing.market].currency
    shows_stock = not listing.page["programme"]["name"]
    found = []
    for one in packs_of(listing):
        shows_price = listing.shows_prices and one.currency == currency
        known = {name: getattr(one, name) for name in ("sku", "gtin", "national_code", "size", "unit")}
        known["price"] = money(one.price, currency) if shows_price and one.price is not None else None
        found.append(known | {"availability": one.availability if shows_stock else None})
    return found


def packs_of(listing) -> list[Pack]:
    """The packs that came with `whole_listing`, in the order of the page: see also Pack.Meta."""
    rows = json.loads(listing.packs) if isinstance(listing.packs, str) else listing.packs or []
    found = [Pack(**row | {"price": decimal(row["price"]), "product_id": listing.product_id}) for row in rows]
    return sorted(found, key=lambda pack: (pack.size, pack.pk))


def decimal(price: float | None) -> Decimal | None:
    """JSON has no decimals; a price has two places and fewer figures than a float is exact to."""
    return None if price is None else Decimal(f"{price:.2f}")


def side_effects(market: str) -> dict[str, str]:
    """Where a patient reports one."""
    report = markets.MARKETS[market].report
    return {"name": str(report.name), "url": report.url, "telephone": report.telephone}
