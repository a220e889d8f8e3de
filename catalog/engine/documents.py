"""Listings as documents of the index, many at once: six queries for a chunk, whatever its size."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

from django.utils import translation
from tantivy import Document

from catalog.engine.schema import NAME_PARTS, schema, text_field
from catalog.engine.words import LONE_GREEK, atc_forms, code_key, code_keys, fold, folded, plain, spelled, stems
from catalog.models import (
    Listing,
    ListingCategory,
    ListingCondition,
    ListingSubstance,
    Pack,
    Rating,
)
from catalog.models.facts import Identity
from pharmacy import markets

log = logging.getLogger("pharmacy.search")
# Sort keys are numbers of their own for each product: the value above, the product below.
PRODUCT_BITS = 30
NO_PRICE = 2**33 - 1
PART_BYTES = 8
# Names of salts say nothing that people type: "metformin" is metformin hydrochloride.
SALT_WORDS = """
acetate besilate besylate bromide calcium carbonate chloride citrate dihydrate disodium fumarate gluconate hydrobromide
hydrochloride hyclate magnesium maleate medoxomil mesilate mesylate monohydrate nitrate phosphate potassium sodium
succinate sulfate sulphate tartrate tosylate trihydrate zinc
"""
SALTS = frozenset(SALT_WORDS.split())
COLUMNS: tuple[str, ...] = ("id", "product_id", "name", "brand_name", "market", "language", "dosage_form")
COLUMNS += ("legal_status", "letter", "atc_code", "ingredients", "texts", "signed_at", "reviews_open")
COLUMNS += ("manufacturer__slug", "manufacturer__name")
PACK_COLUMNS = ("product_id", "sku", "gtin", "national_code", "price")
THROUGH: dict[str, Any] = {"substance": ListingSubstance, "condition": ListingCondition, "category": ListingCategory}


def documents(**which) -> Iterator[tuple[int, Document]]:
    """(product id, document) of each listing of `which`, such as `product__in=[…]`: lookups of listings and packs."""
    found = Around(which)
    # Rows, not objects: at a million, making those takes half a minute. From A to Z: so stand those that fit equally.
    for listing in Listing.objects.filter(**which).order_by("name_key", "id").values_list(*COLUMNS, named=True):
        try:
            document = Document.from_dict(fields(listing, found), schema())
        except Exception:  # whatever it is: one listing must not keep all others from being found
            log.exception("The listing of product %s cannot be indexed.", listing.product_id)
            continue
        yield listing.product_id, document


class Around:
    """What stands around listings in other tables: terms, packs, stars."""

    def __init__(self, which: dict[str, Any]):
        self.terms = {kind: terms_of(kind, which) for kind in THROUGH}
        self.prices: dict[int, Decimal] = {}
        self.codes: dict[int, list[str]] = defaultdict(list)
        packs = Pack.objects.filter(**which).exclude(availability=Pack.Availability.DISCONTINUED).order_by()
        for product, sku, gtin, national, price in packs.values_list(*PACK_COLUMNS):
            self.codes[product] += [*filter(None, map(code_key, (sku, gtin))), *code_keys(national)]
            if price is not None:
                self.prices[product] = min(price, self.prices.get(product, price))
        self.ratings = {rating.product_id: rating for rating in Rating.objects.filter(**which)}


def terms_of(kind: str, which: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    """Listing → (slug, name) of its terms of a kind."""
    of_listing = {f"listing__{lookup}": value for lookup, value in which.items()}
    rows = THROUGH[kind].objects.filter(**of_listing).order_by("listing_id", "id")
    found = defaultdict(list)
    for listing, slug, name in rows.values_list("listing_id", f"{kind}__slug", f"{kind}__name"):
        found[listing].append((slug, name))
    return found


def fields(listing, around: Around) -> dict[str, Any]:
    """Field → value or values; `listing` is a row of COLUMNS. What is not there is no field."""
    terms = {kind: found[listing.id] for kind, found in around.terms.items() if listing.id in found}
    slugs = {kind: [slug for slug, _name in found] for kind, found in terms.items()}
    name = name_key(listing.name)
    found = {
        "product": listing.product_id,
        "names": " ".join(name_words(listing, terms)),
        "terms": " ".join(term_words(listing, terms)),
        text_field(listing.language): spelled_text(listing.texts),
        "exact": exact(listing, terms),
        "codes": around.codes.get(listing.product_id, []),
        "ways": ways(terms),
        **slugs,
        "manufacturer": [listing.manufacturer__slug] if listing.manufacturer__slug else [],
        "form": listing.dosage_form,
        "status": listing.legal_status,
        "market": listing.market,
        "letter": listing.letter,
        "language": listing.language,
        "name": listing.name,
        "name_order": f"{name}\0{listing.product_id:010x}",
    }
    found |= zip(NAME_PARTS, name_parts(name), strict=True)
    found |= numbers(listing, around)
    return {key: value for key, value in found.items() if value not in ("", [])}


def name_words(listing, terms) -> Iterable[str]:
    """What the medicine is called, and its strengths in every spelling."""
    language = listing.language
    names = [said(name, language) for _slug, name in terms.get("substance", [])]
    names += [said(listing.brand_name, language), said(strengths_text(listing.ingredients), "en")]
    return dict.fromkeys(chain(with_stems(spelled(listing.name), language), *names))


def strengths_text(ingredients: list[dict]) -> str:
    """As `measures` reads it; the spelling of the pack stands in the name."""
    found = [(one["strength"], one["unit"], one.get("per")) for one in ingredients]
    return " · ".join(f"{strength} {unit}{f'/{per}' if per else ''}" for strength, unit, per in found)


def term_words(listing, terms) -> Iterable[str]:
    """What else stands on the first lines of its page."""
    others = [name for kind in ("condition", "category") for _slug, name in terms.get(kind, [])]
    others += [listing.manufacturer__name] if listing.manufacturer__name else []
    others += labels(listing.dosage_form, listing.legal_status, listing.language)
    words = [said(name, listing.language) for name in others]
    return dict.fromkeys(chain(*words, atc_forms(listing.atc_code)))


@lru_cache(maxsize=2000)
def labels(form: str, status: str, language: str) -> list[str]:
    """The dosage form and the legal status in words: those of the listing's language, and English ones."""
    found = []
    for spoken in dict.fromkeys([language, "en"]):
        with translation.override(spoken):
            found += [str(Identity.DosageForm(form).label)] if form else []
            found += [str(Identity.LegalStatus(status).label)] if status else []
    return found


@lru_cache(maxsize=50_000)
def said(name: str, language: str) -> list[str]:
    """The words of a name that many listings share."""
    return with_stems(spelled(name), language)


def with_stems(words: list[str], language: str) -> list[str]:
    """Each word once, and the stem of each behind a "~", so that it is never taken for a word."""
    letters = [word for word in dict.fromkeys(words) if word.isalpha()]
    return list(dict.fromkeys([*words, *(f"~{stem}" for stem in stems(letters, language))]))


def spelled_text(texts: str) -> str:
    """A lone Greek letter is written out; the rest of folding is the engine's (schema.text_analyzer)."""
    if texts.isascii() or not may_be_greek(texts) or not LONE_GREEK.search(texts.casefold()):
        return texts
    return fold(texts)


# How in UTF-8 begins whatever is folded to a Greek letter: micro, an iota below, Greek, polytonic Greek, ohm.
GREEK_BYTES = (b"\xc2\xb5", b"\xcd\x85", b"\xce", b"\xcf", b"\xe1\xbd", b"\xe1\xbe", b"\xe1\xbf", b"\xe2\x84\xa6")


def may_be_greek(text: str) -> bool:
    """Whether a letter of it may be Greek, at the cost of eight looks into a long label."""
    written = text.encode(errors="replace")
    return any(start in written for start in GREEK_BYTES)


def exact(listing, terms) -> list[str]:
    """Whole names: who types one of them wants this medicine before every other."""
    substances = [name for _slug, name in terms.get("substance", [])]
    joined = shared_plain(" ".join(substances))
    found = [plain(listing.name), shared_plain(listing.brand_name), joined, without_salts(joined)]
    return [name for name in dict.fromkeys(found) if name]


shared_plain = lru_cache(maxsize=50_000)(plain)


def without_salts(name: str) -> str:
    return " ".join(word for word in name.split() if word not in SALTS)


def ways(terms) -> list[str]:
    """ "substance\\tlenalidomide\\tlenalidomide": kind, name from one of its words on, slug. Found by beginnings."""
    found = []
    for kind in ("substance", "condition"):
        for slug, name in terms.get(kind, []):
            words = shared_plain(name).split()
            found += [f"{kind}\t{' '.join(words[start:])}\t{slug}" for start in range(min(len(words), 4))]
    return found


def numbers(listing, around: Around) -> dict[str, int]:
    found = {"by_newest": newest_key(listing.signed_at, listing.product_id)}
    standing = listing.market, listing.legal_status  # see also Listing.shows_prices, Listing.shows_stars
    price = around.prices.get(listing.product_id) if markets.may_show_prices(*standing) else None
    minor = NO_PRICE if price is None else minor_units(price)
    found["by_price"] = price_key(minor, listing.product_id)
    has_stars = listing.reviews_open and markets.may_show_stars(*standing)
    rating = around.ratings.get(listing.product_id) if has_stars else None
    stars, count = (tenths(rating), rating.count) if rating else (0, 0)
    found["by_rating"] = rating_key(stars, count, listing.product_id)
    # Without a price or stars there is no field: a range never takes such a listing in.
    return found | ({"price": minor} if price is not None else {}) | ({"rating": stars} if stars else {})


def tenths(rating: Rating) -> int:
    """The average in tenths of a star, never rounded up: 3.95 is not "4 stars and more" (`rated_at_least`)."""
    total = sum(stars * number for stars, number in enumerate(rating.counts, start=1))
    return total * 10 // rating.count if rating.count else 0


def minor_units(price: Decimal) -> int:
    return min(int(price * 100), NO_PRICE - 1)


def newest_key(at: datetime, product: int) -> int:
    return max(int(at.timestamp()), 0) << PRODUCT_BITS | product


def price_key(minor: int, product: int) -> int:
    return minor << PRODUCT_BITS | product


def rating_key(stars: int, count: int, product: int) -> int:
    """Stars in tenths, then how many gave them (up to two million), then the product."""
    return (stars << 21 | min(count, 2**21 - 1)) << PRODUCT_BITS | product


def name_key(name: str) -> str:
    """What the order from A to Z goes by, as long as the numbers of its keyset reach."""
    return folded(name).encode()[: PART_BYTES * len(NAME_PARTS)].decode(errors="ignore")


def name_parts(key: str) -> list[int]:
    """The bytes of a name's key as numbers that sort as the key does."""
    size = PART_BYTES * len(NAME_PARTS)
    padded = key.encode().ljust(size, b"\0")
    return [int.from_bytes(padded[start : start + PART_BYTES], "big") for start in range(0, size, PART_BYTES)]
