"""Rows from the database, by keyset: page 10,000 costs what page 1 costs, and nothing is counted.

The list of all comes from here, and every list while there is no index; an index orders and counts all others.
"""

from django.db.models import Exists, F, OuterRef
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan, TupleLookupMixin

from catalog.models import Listing
from catalog.places import place, read_place
from catalog.search.criteria import CHOICES, Criteria
from catalog.search.names import USES

# Sort → the column, and whether it runs downwards. Those of names and of signings have an index with the product.
ORDERS = {"name": ("name_key", False), "newest": ("signed_at", True)}


class Behind(TupleGreaterThan):
    """Behind a place in an ascending order: one comparison of row values, which a database finds in its index.

    Django spells it as a chain of ORs for SQLite, which then walks through everything that came before.
    """

    def as_sql(self, compiler, connection):
        return super(TupleLookupMixin, self).as_sql(compiler, connection)


class Before(TupleLessThan):
    """See Behind: the same in a descending order."""

    def as_sql(self, compiler, connection):
        return super(TupleLookupMixin, self).as_sql(compiler, connection)


def page_of(criteria: Criteria, sort: str, after: str, size: int, *, shown) -> tuple[list[Listing], str]:
    """(the listings of one page, the place from which the next goes on or ""). One query. Raises BadPlace.

    `shown(listings, *columns)` loads what the page shows of them, and these columns.
    """
    column, downwards = ORDERS[sort]
    listings = shown(fitting(criteria), column)
    if after:
        beyond = Before if downwards else Behind
        listings = listings.filter(beyond([F(column), F("product_id")], read_place(after, column)))
    ordered = listings.order_by(f"-{column}", "-product_id") if downwards else listings.order_by(column, "product_id")
    rows = list(ordered[: size + 1])
    return rows[:size], place(rows[size - 1], column) if len(rows) > size else ""


def fitting(criteria: Criteria):
    """The listings that have what was chosen; words are for an index alone."""
    listings = Listing.objects.all()
    if criteria.letter:
        listings = listings.filter(letter=criteria.letter)
    for facet, (_label, column, _choices) in CHOICES.items():
        if values := criteria.chosen.get(facet):
            listings = listings.filter(**{f"{column}__in": values})
    if slugs := criteria.chosen.get("manufacturer"):
        listings = listings.filter(manufacturer__slug__in=slugs)
    for kind in ("substance", "condition", "category"):
        if slugs := criteria.chosen.get(kind):
            uses = USES[kind][1].objects.filter(listing=OuterRef("pk"), **{f"{kind}__slug__in": slugs})
            listings = listings.filter(Exists(uses))
    return listings.rated_at_least(int(criteria.rating)) if criteria.rating else listings
