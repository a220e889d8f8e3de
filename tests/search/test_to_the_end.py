"""Every order goes on to its end, page after page: nothing twice, nothing left out, whatever is alike."""

import pytest

from catalog import engine
from catalog.models import Listing
from tests import factories
from tests.public.crowd import multiply

pytestmark = pytest.mark.django_db
LONG = "Medicine with a name that is longer than what an order compares"


@pytest.fixture
def many(editor, pharmacist):
    """Equal names, names that begin alike for longer than the keyset reaches, other letters; equal moments."""
    listing = factories.listed(editor=editor, pharmacist=pharmacist)
    names = {f"same-{number}": "Same name" for number in range(9)}
    names |= {f"long-{number}": f"{LONG} {number % 3}" for number in range(9)}
    names |= {
        f"other-{number}": name for number, name in enumerate(["Äpfelsäure", "apfel", "日本の薬", "دواء", "3-in-1"])
    }
    multiply(listing, names)
    for number, one in enumerate(Listing.objects.order_by("product")[:6]):
        factories.pack(product=one.product, by=editor, price=["3.00", "12.00"][number % 2])
    engine.catch_up()
    return {one.product_id: one for one in Listing.objects.all()}


def walk(**wanted) -> list[int]:
    found, after = [], ""
    while True:
        answer = engine.reader().answer(engine.Wanted(after=after, **wanted))
        found += answer.products
        if not (after := answer.next):
            return found


@pytest.mark.parametrize("size", [1, 4, 24])
@pytest.mark.parametrize("sort", ["name", "newest", "price", "rating"])
def test_each_listing_once(many, sort, size):
    whole = walk(sort=sort, size=100)
    assert walk(sort=sort, size=size) == whole
    assert sorted(whole) == sorted(many)


def test_the_orders_are_those_that_they_say(many):
    names = [many[product].name for product in walk(sort="name", size=5)]
    assert names[:3] == ["3-in-1", "apfel", "Äpfelsäure"]
    assert names[3:12] == [LONG + f" {number % 3}" for number in range(9)]  # alike so far: by product
    assert names[-2:] == ["دواء", "日本の薬"]
    moments = [many[product].signed_at.replace(microsecond=0) for product in walk(sort="newest", size=5)]
    assert moments == sorted(moments, reverse=True)


def test_what_has_no_price_comes_last(many):
    cheap = walk(sort="price", size=4)[:6]
    priced = {one.product_id: one.product.packs.get().price for one in many.values() if one.product.packs.exists()}
    assert [str(priced[product]) for product in cheap] == ["3.00"] * 3 + ["12.00"] * 3


def test_a_listing_that_comes_in_between_moves_no_page(many, editor, pharmacist):
    first = engine.reader().answer(engine.Wanted(size=10))
    factories.listed(editor=editor, pharmacist=pharmacist, name="AAA 10 mg Tablets")
    engine.catch_up()
    second = engine.reader().answer(engine.Wanted(size=10, after=first.next))
    assert second.products == walk(size=100)[11:21]
