"""Suggestions while somebody types: the same bytes for everybody who types the same, so that any cache holds them."""

import json
import unicodedata
from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog import ready
from catalog.models import Clock, Listing
from catalog.search.criteria import tidy
from catalog.search.names import names_of
from catalog.views.searched import searched

LONGEST, SHORTEST = 80, 2  # characters
MOST = 8
KINDS = ("substance", "condition")


@require_safe
@searched
def suggestion_list(request, reader):
    """{"q": as it was understood, "suggestions": [{kind, text, note, url, lang}]}, best first, 8 at most."""
    stamp = Clock.stamp()
    q = folded(request.GET.get("q", ""))
    return ready.answer(
        request,
        name=f"{request.path}?q={q}",
        stamp=ready.with_index(stamp, reader),
        build=lambda: json.dumps({"q": q, "suggestions": suggestions(reader, q, stamp)}, ensure_ascii=False).encode(),
        keep=False,
        content_type="application/json",
    )


def folded(text: str) -> str:
    """Equal for all ways of typing the same: in any case, with any space, composed or not. "" where it is too short."""
    folded = tidy(unicodedata.normalize("NFKC", text[:LONGEST]).casefold())[:LONGEST].strip()
    return folded if len(folded) >= SHORTEST else ""


def suggestions(reader, q: str, stamp: tuple | None = None) -> list[dict]:
    """What the index names, as far as the public may see it. Two queries: products, and terms."""
    if reader is None or not q:
        return []
    found = reader.suggest(q)
    known = products([key for kind, key in found if kind == "product"]) | terms(found, stamp)
    return [known[one] for one in found if one in known][:MOST]


def products(keys: list[int]) -> dict[tuple, dict]:
    """In the order of the keys. Where several have one name, it is said who makes each.

    Of those that look alike even so, the first is suggested.
    """
    columns = ("product_id", "slug", "name", "brand_name", "dosage_form", "language", "manufacturer__name")
    rows = Listing.objects.filter(product__in=keys).select_related("manufacturer").only(*columns) if keys else ()
    by_product = {one.product_id: one for one in rows}
    listings = [by_product[key] for key in dict.fromkeys(keys) if key in by_product]
    times = Counter(one.name.casefold() for one in listings)
    shown: dict[tuple, dict] = {}
    seen = set()
    for one in listings:
        name = one.name.casefold()
        note = note_of(one, with_maker=times[name] > 1)
        if (name, note) not in seen:
            seen.add((name, note))
            shown["product", one.product_id] = suggestion(one, note)
    return shown


def note_of(listing, *, with_maker: bool) -> str:
    maker = listing.manufacturer.name if with_maker and listing.manufacturer else ""
    return " · ".join(filter(None, [listing.brand_name, str(listing.dosage_form_label), maker]))


def suggestion(listing, note: str) -> dict:
    return {
        "kind": "product",
        "text": listing.name,
        "note": note,
        "url": reverse("catalog:product_detail", args=[listing.slug]),
        "lang": listing.language,
    }


def terms(found, stamp) -> dict[tuple, dict]:
    """The substances and conditions among what was found. The shop names them in its own language."""
    names = names_of(((kind, key) for kind, key in found if kind in KINDS), stamp)
    return {
        (kind, slug): {
            "kind": kind,
            "text": name,
            "note": "",
            "url": reverse(f"catalog:{kind}_detail", args=[slug]),
            "lang": settings.LANGUAGE_CODE,
        }
        for (kind, slug), name in names.items()
    }
