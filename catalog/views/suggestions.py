"""Suggestions while somebody types: the same bytes for everybody who types the same, so that any cache holds them."""

import json
import unicodedata

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
        build=lambda: json.dumps({"q": q, "suggestions": suggestions(reader, q)}, ensure_ascii=False).encode(),
        keep=False,
        content_type="application/json",
    )


def folded(text: str) -> str:
    """Equal for all ways of typing the same: in any case, with any space, composed or not. "" where it is too short."""
    folded = tidy(unicodedata.normalize("NFKC", text[:LONGEST]).casefold())[:LONGEST].strip()
    return folded if len(folded) >= SHORTEST else ""


def suggestions(reader, q: str) -> list[dict]:
    """What the index names, as far as the public may see it. Two queries: products, and terms."""
    if reader is None or not q:
        return []
    found = reader.suggest(q)
    known = products([key for kind, key in found if kind == "product"]) | terms(found)
    return [known[one] for one in found if one in known][:MOST]


def products(keys: list[int]) -> dict[tuple, dict]:
    columns = ("product_id", "slug", "name", "brand_name", "dosage_form", "language")
    return {
        ("product", one.product_id): {
            "kind": "product",
            "text": one.name,
            "note": " · ".join(filter(None, [one.brand_name, str(one.dosage_form_label)])),
            "url": reverse("catalog:product_detail", args=[one.slug]),
            "lang": one.language,
        }
        for one in (Listing.objects.filter(product__in=keys).only(*columns) if keys else ())
    }


def terms(found) -> dict[tuple, dict]:
    """The substances and conditions among what was found. The shop names them in its own language."""
    names = names_of((kind, key) for kind, key in found if kind in KINDS)
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
