"""What a message says: the bytes that are signed, sent, kept and sent again."""

import json
from datetime import UTC
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalog.models import Address, Change, Withdrawal

MOST = 100  # changes of one message


def changes(rows: list[Change]) -> list[dict]:
    """The `changes` of a message. A product is named by the address that the public knows, and by nothing of a draft;
    one that never had any is left out."""
    slugs = public_slugs({row.product_id for row in rows})
    return [
        {
            "tick": row.tick,
            "kind": row.kind,
            "at": row.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "product": product(row.product_id, slugs[row.product_id]),
        }
        for row in rows
        if row.product_id in slugs
    ]


def product(key: int, slug: str) -> dict:
    with translation.override("en"):  # the address without a language
        page = reverse("catalog:product_detail", args=[slug])
    api = f"{settings.SITE_URL}/api/v1/products/{slug}/"
    return {"id": key, "slug": slug, "url": settings.SITE_URL + page, "api": api}


def public_slugs(products: set[int]) -> dict[int, str]:
    """product → the slug of its page or, where it has none now, the last one that it had. Three queries."""
    rows = Address.objects.filter(product__in=products).order_by("product", "changed_at", "id")
    by_product = {key: list(found) for key, found in groupby(rows, key=attrgetter("product_id"))}
    gone = [key for key, found in by_product.items() if not any(row.kind == Address.Kind.PAGE for row in found)]
    last = {key: slug for key, slug in withdrawn_slugs(gone).items() if slug in {row.slug for row in by_product[key]}}
    pages = {key: row.slug for key, found in by_product.items() for row in found if row.kind == Address.Kind.PAGE}
    return {key: found[-1].slug for key, found in by_product.items()} | last | pages


def withdrawn_slugs(products: list[int]) -> dict[int, str]:
    """product → the slug of what was withdrawn last: all its addresses were closed at one moment."""
    rows = Withdrawal.objects.filter(product__in=products).order_by("id")
    texts = rows.values_list("product", "publication__canonical")
    return {key: json.loads(text)["slug"] for key, text in texts.iterator()}


def body(kind: str, *, message_id: str, epoch: str, tick: int, **more) -> str:
    said = {"id": message_id, "type": kind, "epoch": epoch, "tick": tick, **more}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
