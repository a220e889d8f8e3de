"""The names of terms, as far as a listing has them: what is in drafts alone is as unknown as what there is not."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Value

from catalog.models import Category, Condition, Listing, Manufacturer, Substance
from catalog.models.listing import ListingCategory, ListingCondition, ListingSubstance

# Kind → its model, the rows that say which listings have it, and their column.
USES: dict[str, tuple[Any, Any, str]] = {
    "substance": (Substance, ListingSubstance, "substance"),
    "condition": (Condition, ListingCondition, "condition"),
    "category": (Category, ListingCategory, "category"),
    "manufacturer": (Manufacturer, Listing, "manufacturer"),
}


def in_use(kind: str):
    """The terms of one kind that a listing has. Looks into an index once for each; counts nothing."""
    model, uses, column = USES[kind]
    return model.objects.filter(Exists(uses.objects.filter(**{column: OuterRef("pk")})))


def names_of(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(kind, slug) → name, of those (kind, slug) that a listing has. One query, none where nothing is wanted."""
    slugs: dict[str, set[str]] = {}
    for kind, slug in wanted:
        slugs.setdefault(kind, set()).add(slug)
    found = [
        in_use(kind).filter(slug__in=some).order_by().annotate(kind=Value(kind)).values_list("kind", "slug", "name")
        for kind, some in slugs.items()
    ]
    if not found:
        return {}
    rows = found[0].union(*found[1:], all=True)
    return {(kind, slug): name for kind, slug, name in rows}
