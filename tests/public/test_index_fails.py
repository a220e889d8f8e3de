"""While there is no index, and where one fails in the midst of an answer: nothing is said that does not hold."""

import pytest

from catalog import engine
from tests import factories
from tests.public.lists import shown

pytestmark = pytest.mark.usefixtures("listed_once")

ASKED = [
    "/",
    "/products/",
    "/products/?form=tablet",
    "/products/?q=testazole",
    "/products/suggestions/?q=testa",
    "/conditions/",
    "/conditions/hay-fever/",
]


def fail(*_args, **_kwargs):
    raise ValueError("no such block")


@pytest.fixture
def fails(monkeypatch):
    """The index answers nothing, until `fails.undo()`."""

    def begin():
        monkeypatch.setattr("catalog.engine.reading.Reader.aggregate", fail)
        monkeypatch.setattr("catalog.engine.reading.suggest", fail)

    begin.undo = monkeypatch.undo
    return begin


@pytest.mark.parametrize("address", ASKED)
def test_what_is_answered_while_the_index_fails_is_kept_by_nobody(client, listing, fails, address):
    engine.catch_up()
    fails()
    poor = client.get(address)
    fails.undo()

    whole = client.get(address)

    assert (poor.status_code, poor["Cache-Control"], poor.get("ETag")) == (200, "no-store", None)
    assert (whole.status_code, whole["Cache-Control"]) == (200, "public, no-cache")
    # A term that one page holds looks the same either way.
    assert (whole.content != poor.content) == (address != "/conditions/hay-fever/")


@pytest.mark.parametrize("address", ASKED)
def test_who_was_answered_before_has_the_same_tag_after(client, listing, fails, address):
    engine.catch_up()
    before = client.get(address)["ETag"]
    fails()
    client.get(address)
    fails.undo()

    assert client.get(address)["ETag"] == before
    assert client.get(address, headers={"If-None-Match": before}).status_code == 304


def test_a_search_says_that_it_is_being_built_where_the_index_fails(client, listing, fails):
    engine.catch_up()
    fails()

    assert "Search is being built" in client.get("/products/?q=testazole").content.decode()


@pytest.mark.parametrize("query", ["price=0-10", "sort=price", "price=1000-&sort=price"])
def test_prices_are_ignored_where_no_index_knows_them(client, listing, query):
    plain = client.get("/products/?market=us")

    response = client.get(f"/products/?market=us&{query}")

    assert shown(client, f"/products/?market=us&{query}") == [listing.slug]
    assert (response.content, response["ETag"]) == (plain.content, plain["ETag"])


def test_an_order_that_only_an_index_has_is_ignored_without_one(client, listing):
    assert client.get("/products/?sort=rating").content == client.get("/products/").content


def test_prices_narrow_no_list_where_the_index_fails(client, editor, listing, fails):
    factories.pack(product=listing.product, by=editor, price="4.50", currency="USD")
    engine.catch_up()
    address = "/products/?market=us&price=250-1000"
    assert (shown(client, address), "chosen-price" in client.get(address).content.decode()) == ([], True)
    fails()

    html = client.get(address).content.decode()

    assert 'class="card__name"' in html
    assert "chosen-price" not in html


def test_an_index_that_cannot_even_tell_its_markets_costs_no_page(client, listing, monkeypatch):
    engine.catch_up()
    monkeypatch.setattr("catalog.engine.reading.Reader.is_live", fail)
    response = client.get("/products/")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert listing.name in response.content.decode()
