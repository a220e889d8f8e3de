"""A process that searches: what it found before this test is forgotten."""

import pytest

from catalog import engine
from catalog.engine import reading


@pytest.fixture(autouse=True)
def nothing_open():
    reading.forget()
    yield
    reading.forget()


@pytest.fixture
def names(db):
    """`names(q)`: the names of what is found, best first, after the index has caught up."""
    from catalog.models import Listing

    def ask(q: str = "", **wanted) -> list[str]:
        engine.catch_up()
        wanted = engine.Wanted(q=q, **({"sort": "relevance" if q else "name"} | wanted))
        products = engine.reader().answer(wanted).products
        found = Listing.objects.in_bulk(products, field_name="product_id")
        return [found[product].name for product in products]

    return ask
