"""The names of terms, as far as a listing has them: what is in drafts alone is as unknown as what there is not."""

from collections.abc import Iterable
from functools import lru_cache
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


def names_of(wanted: Iterable[tuple[str, str]], stamp: tuple | None = None) -> dict[tuple[str, str], str]:
    """(kind, slug) → name, of those (kind, slug) that a listing has. One query, none where nothing is wanted.

    With the clock's `stamp`, which was read before, each name is read once until its shape moves: every verb that
    lists a medicine, takes it away or names a term moves that.
    """
    known = kept(stamp[1:]) if stamp else {}
    wanted = set(wanted)
    if missing := {one for one in wanted if one not in known}:
        known.update(looked_up(missing))
    return {one: known[one] for one in wanted if one in known}


@lru_cache(maxsize=1)
def kept(_shape: tuple) -> dict[tuple[str, str], str]:
    """What this process has looked up in a shape of the clock. Names that are none are not kept: they have no end."""
    return {}


def looked_up(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    slugs: dict[str, set[str]] = {}
    for kind, slug in wanted:
        slugs.setdefault(kind, set()).add(slug)
    found = [
        in_use(kind).filter(slug__in=some).order_by().annotate(kind=Value(kind)).values_list("kind", "slug", "name")
        for kind, some in sorted(slugs.items())
    ]
    rows = found[0].union(*found[1:], all=True)
    return {(kind, slug): name for kind, slug, name in rows}
