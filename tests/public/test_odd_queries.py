"""Whatever stands in a query: a page, or the way to one for a place that is none, and never a server error."""

import base64
import json
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.search import KNOWN, Criteria
from tests import factories


def build():
    editor = factories.editor(name="builder")
    listing = factories.listed(editor=editor, pharmacist=factories.pharmacist(name="signer"), slug="shown")
    factories.pack(product=listing.product, by=editor)


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build) as (_nothing, folder):
        yield folder


@pytest.fixture
def catalogue(built, db, searched_in):
    searched_in(built)


def place(*values) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


ODD_PLACES = [
    place("a"),
    place("a", 1, 2),
    place(1, "a"),
    place("a", True),
    place("a", 1.5),
    place("a", 2**63),
    place("a", -(2**63)),
    place("\ud800", 1),
    place("a\x00", 1),
    place({"a": 1}, 1),
    place("2024-01-01", 1),
    place("2024-01-01T00:00:00", 1),
    place("0001-01-01T00:00:00+14:00", 1),
    place("9999-12-31T23:59:59-14:00", 1),
    "W1tbW1tbW1tbW1tbW1tb" * 60,
    "=" * 10,
    "%ff",
]


@pytest.mark.parametrize("sort", ["name", "newest", "rating", "price", "relevance"])
@pytest.mark.parametrize("narrowed", [{}, {"form": "tablet"}, {"q": "testazole"}])
def test_an_odd_place_is_a_page_or_leads_to_the_start(client, catalogue, sort, narrowed):
    asked = {"sort": sort, "market": "us"} | narrowed

    statuses = {after: client.get("/products/", asked | {"after": after}).status_code for after in ODD_PLACES}

    assert {after: status for after, status in statuses.items() if status not in (200, 302)} == {}


def test_a_place_of_one_sort_is_not_one_of_the_other(client, catalogue):
    response = client.get("/products/", {"after": place("a", 1), "sort": "newest"})

    assert (response.status_code, response["Location"]) == (302, "/products/?sort=newest")


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["tablet", "us", "name", "newest", "T", "#", "hay-fever", "x", "", "4", "0-5", "price", "relevance"]
    ),
    st.builds(place, st.text(max_size=10) | st.datetimes().map(str), st.integers()),
)
QUERIES = st.dictionaries(
    st.sampled_from([*KNOWN, "after", "page", "from", "to"]), st.lists(VALUES, min_size=1, max_size=3), max_size=4
)
LISTS = ["/", "/products/", "/products/suggestions/", "/conditions/hay-fever/"]
LISTS += ["/products/shown/history/", "/products/shown/reviews/"]
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def status(address, query) -> int:
    with transaction.atomic():
        return Client(raise_request_exception=False).get(address, query).status_code


@quick
@given(address=st.sampled_from(LISTS), query=QUERIES)
@example(address="/products/", query={"q": "\x00 %_\\"})
@example(address="/products/shown/reviews/", query={"after": "99999999999999999-999999999999999999"})
def test_no_query_makes_a_server_error(catalogue, address, query):
    assert status(address, query) in (200, 302 if address == "/products/" else 404)


ODD_WORDS = [
    "",
    " ",
    "\x00",
    '"',
    "'",
    '"unclosed',
    "name:testazole",
    "texts:[a TO z]",
    "+testazole -tablet AND OR NOT (",
    "*",
    "?~2^9",
    "\\",
    "%_%",
    "{}[]",
    "\u202e\u200b\ufeff",
    "💊" * 30,
    "ß" * 300,
    "a" * 10_000,
    "a " * 5_000,
    "4" * 400,
    "4mg " * 60,
    "\ud7ff\ufffd\U0010ffff",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("address", ["/products/", "/ar/products/"])
def test_whatever_is_asked_for_is_text(client, catalogue, address):
    answers = {q: client.get(address, {"q": q}) for q in ODD_WORDS}

    assert {q: answer.status_code for q, answer in answers.items() if answer.status_code != 200} == {}
    assert [q for q, answer in answers.items() if b"<script>alert" in answer.content] == []


PIECES = st.sampled_from([*ODD_WORDS, "testazole", "10", "mg"])
WORDS = st.text(max_size=250) | st.lists(PIECES, max_size=8).map(" ".join)


@quick
@given(q=WORDS, address=st.sampled_from(["/products/", "/products/suggestions/"]))
def test_no_words_make_a_server_error_or_a_404(catalogue, q, address):
    assert status(address, {"q": q}) == 200


@quick
@given(query=QUERIES)
def test_every_choice_is_a_page(catalogue, query):
    """Whatever cannot be is ignored; only a place to go on from can be none."""
    assert status("/products/", {key: values for key, values in query.items() if key != "after"}) == 200


@quick
@given(query=st.binary(max_size=60))
def test_no_bytes_in_a_query_make_a_server_error(catalogue, query):
    for address in ("/products/", "/products/suggestions/"):
        response = Client(raise_request_exception=False).get(address, QUERY_STRING=query.decode("latin-1"))

        assert response.status_code in (200, 302)


@quick
@given(query=QUERIES)
def test_each_question_has_one_address(query):
    """Asked for by its own address, a question is the same question."""
    asked = QueryDict(mutable=True)
    for key, values in query.items():
        asked.setlist(key, values)
    search = Criteria.from_query(asked)

    again = Criteria.from_query(QueryDict(urlencode([*search.pairs()])))

    assert again == search
    assert [*again.pairs()] == [*search.pairs()]


def test_the_number_of_choices_has_its_limits():
    many = [("condition", f"c-{number}") for number in range(100)] + [("substance", f"s-{n}") for n in range(100)]
    many += [("category", f"k-{number}") for number in range(100)] + [("q", "a" * 1000)]

    search = Criteria.from_query(QueryDict(urlencode(many)))

    assert {facet: len(values) for facet, values in search.chosen.items()} == {
        "substance": 20,
        "condition": 20,
        "category": 10,
    }
    assert len(search.q) == 200
