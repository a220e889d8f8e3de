"""Taking away all that was generated, and nothing else.

A product is generated where every publication of it was signed by the generator's account: one that a pharmacist has
signed since is theirs, and stays. Whatever hangs on a generated product goes with it, found by the foreign keys, so
that no table is forgotten, of whichever app. All in one transaction: the guards that refuse a DELETE are lifted and
made anew in it, so that a failure leaves them, and everything else, as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from catalog import guards
from catalog.generated.making import ADDRESS, SIGNER
from catalog.generated.terms import ENDING
from catalog.models import Category, Condition, Manufacturer, Product, Publication, Substance

AT_ONCE = 10_000  # products
PASSES = 3  # over the products: what hangs on them, what is guarded, themselves
TERMS = (Substance, Manufacturer, Condition, Category)

Way = tuple[Any, str]  # a model, and the lookup from it to its product


@dataclass
class Removed:
    """How many were taken away; `adopted` are those that stay because somebody else has signed them since."""

    products: int = 0
    adopted: int = 0
    terms: int = 0
    accounts: int = 0


def signed_here() -> QuerySet:
    ours = Publication.objects.filter(product=OuterRef("pk"), signed_by__email=f"{SIGNER}{ADDRESS}")
    return Product.objects.filter(Exists(ours))


def generated_products() -> QuerySet:
    others = Publication.objects.filter(product=OuterRef("pk")).exclude(signed_by__email=f"{SIGNER}{ADDRESS}")
    return signed_here().filter(~Exists(others))


def remove(removed: Removed) -> Iterator[int]:
    """Take everything away and count it; yields how many more products are done with, PASSES times for each."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # A trigger cannot be made anew while checks of its table wait for the end.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        spans = list(ranges(generated_products().order_by("pk").values_list("pk", flat=True)))
        removed.products = sum(last - first + 1 for first, last in spans)
        removed.adopted = signed_here().count() - removed.products
        ways = hanging(Product)
        yield from empty(spans, [way for way in ways if not refuses(way)])
        guards.lift(connection)
        yield from empty(spans, [way for way in ways if refuses(way)])
        guards.install(connection)
        yield from empty(spans, [(Product, "pk")])
        for model in TERMS:
            removed.terms += delete(unused(model.objects.filter(slug__endswith=ENDING)))
        removed.accounts = delete(unused(User.objects.filter(email__endswith=ADDRESS)))


def ranges(keys: QuerySet) -> Iterator[tuple[int, int]]:
    """(first, last) of ids that follow each other without a gap, AT_ONCE at most."""
    first, last = 0, -1
    for key in keys.iterator(chunk_size=AT_ONCE):
        if key != last + 1 or key - first >= AT_ONCE:
            if last >= first:
                yield first, last
            first = key
        last = key
    if last >= first:
        yield first, last


def empty(spans: list[tuple[int, int]], ways: list[Way]) -> Iterator[int]:
    """Delete what leads to these products, a span at a time."""
    for first, last in spans:
        for model, way in ways:
            delete(model._base_manager.filter(**{f"{way}__gte": first, f"{way}__lte": last}))
        yield last - first + 1


def refuses(way: Way) -> bool:
    """Whether a guard of the table refuses a DELETE."""
    guard = guards.GUARDED.get(way[0]._meta.db_table)
    return guard is not None and any(name.endswith("_no_delete") for name in guard.triggers(connection))


def hanging(root) -> list[Way]:
    """All that refers to a row of this model, and what refers to that …: in the order in which it can be deleted.

    What a foreign key would only empty (SET_NULL) is no part of it, unless it hangs on the product by another way.
    """
    ways: dict[Any, list[str]] = {}
    follow(root, "", ways)
    ways = {model: shortest(some) for model, some in ways.items()}
    order: TopologicalSorter = TopologicalSorter({model: set() for model in ways})
    for model in ways:
        for relation in referring(model):
            if relation.related_model in ways and relation.related_model is not model:
                order.add(model, relation.related_model)
    return [(model, way) for model in order.static_order() for way in ways[model]]


def shortest(ways: list[str]) -> list[str]:
    """One that knows its product itself needs no other way; else the shortest by each of its columns."""
    by_column = {way.partition("__")[0]: way for way in sorted(ways, key=len, reverse=True)}
    return [way for way in by_column.values() if "__" not in way] or list(by_column.values())


def follow(model, way: str, ways: dict[Any, list[str]]):
    for relation in referring(model):
        longer = "__".join(filter(None, (relation.field.name, way)))
        if relation.on_delete.__name__ != "SET_NULL" and longer not in ways.setdefault(relation.related_model, []):
            ways[relation.related_model].append(longer)
            follow(relation.related_model, longer, ways)


def referring(model) -> list[Any]:
    """The foreign keys that lead to a model, those of many-to-many tables, too."""
    fields = model._meta.get_fields(include_hidden=True)
    return [one for one in fields if one.auto_created and not one.concrete and not one.many_to_many]


def unused(rows: QuerySet) -> QuerySet:
    """Those that no row of any table names any more."""
    for relation in referring(rows.model):
        users = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        rows = rows.filter(~Exists(users))
    return rows


def delete(rows: QuerySet) -> int:
    """Past Django's collector: what refers to these rows is gone already, or the database refuses."""
    return rows._raw_delete(rows.db)
