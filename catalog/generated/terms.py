"""The shared nouns that generated products name: those that are there, and new ones, known by how their slugs end."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.text import slugify

from catalog.generated.medicines import Medicine
from catalog.generated.uses import use_of
from catalog.models import Category, Condition, Manufacturer, Substance

ENDING = "-g"  # of the slugs of what was made here
DESCRIPTION = "Generated for measuring."
AT_ONCE = 1000


class Named(NamedTuple):
    """A term as rows and contents have it; the id as text."""

    id: str
    name: str
    slug: str


class Terms(NamedTuple):
    substances: dict[str, Named]
    makers: dict[str, Named]
    conditions: dict[str, Named]
    categories: dict[str, Named]


def terms_of(medicines: Iterable[Medicine]) -> Terms:
    """Every term that these medicines may name; made where it is missing. Inside a transaction."""
    medicines = list(medicines)
    uses = [use_of(one.substances[0]) for one in medicines]
    return Terms(
        named(Substance, (name for one in medicines for name in one.substances)),
        named(Manufacturer, (one.maker for one in medicines)),
        named(Condition, (one.condition for one in uses), description=DESCRIPTION),
        named(Category, (one.category for one in uses), description=DESCRIPTION),
    )


def named(model, names: Iterable[str], **fields) -> dict[str, Named]:
    """Name → term, found in any case (see TermQuerySet.named)."""
    wanted = list(dict.fromkeys(names))
    there = {name.lower() for name in model.objects.values_list("name", flat=True)}
    slugs = set(model.objects.values_list("slug", flat=True))
    fresh = {name.lower(): name for name in wanted if name.lower() not in there}
    model.objects.bulk_create(
        (model(name=name, slug=free_slug(name, slugs), **fields) for name in fresh.values()), batch_size=AT_ONCE
    )
    rows = model.objects.values_list("pk", "name", "slug")
    known = {name.lower(): Named(str(key), name, slug) for key, name, slug in rows}
    return {name: known[name.lower()] for name in wanted}


def free_slug(name: str, taken: set[str]) -> str:
    stem = slugify(name)[:85] or "unnamed"
    slug, number = f"{stem}{ENDING}", 2
    while slug in taken:
        slug, number = f"{stem}-{number}{ENDING}", number + 1
    taken.add(slug)
    return slug
