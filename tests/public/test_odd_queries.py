"""Whatever stands in a query: a page, or a 404, and never a server error."""

import base64
import json

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.search import KNOWN
from tests import factories


@pytest.fixture
def catalogue(editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="shown")


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


@pytest.mark.parametrize("after", ODD_PLACES)
@pytest.mark.parametrize("sort", ["name", "newest"])
def test_an_odd_place_is_a_page_or_not_found(client, catalogue, after, sort):
    assert client.get("/products/", {"after": after, "sort": sort}).status_code in (200, 404)


def test_a_place_of_one_sort_is_not_one_of_the_other(client, catalogue):
    assert client.get("/products/", {"after": place("a", 1), "sort": "newest"}).status_code == 404


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["tablet", "us", "name", "newest", "T", "#", "hay-fever", "x", ""]),
    st.builds(place, st.text(max_size=10) | st.datetimes().map(str), st.integers()),
)
QUERIES = st.dictionaries(st.sampled_from([*KNOWN, "after", "page", "from", "to"]), VALUES, max_size=4)
LISTS = ["/", "/products/", "/conditions/hay-fever/", "/products/shown/history/", "/products/shown/reviews/"]
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@quick
@given(address=st.sampled_from(LISTS), query=QUERIES)
@example(address="/products/", query={"q": "\x00 %_\\"})
@example(address="/products/shown/reviews/", query={"after": "99999999999999999-999999999999999999"})
def test_no_query_makes_a_server_error(catalogue, address, query):
    with transaction.atomic():
        status = Client(raise_request_exception=False).get(address, query).status_code

    assert status in (200, 404)


@quick
@given(query=st.binary(max_size=60))
def test_no_bytes_in_a_query_make_a_server_error(catalogue, query):
    response = Client(raise_request_exception=False).get("/products/", QUERY_STRING=query.decode("latin-1"))

    assert response.status_code in (200, 404)
