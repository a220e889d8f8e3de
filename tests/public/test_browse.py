"""Browsing: filters, letters, words, and pages by keyset that keep them all."""

import base64
import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.models import Listing
from catalog.search import KNOWN, PAGE_SIZE
from tests import factories

NAMES = re.compile(r'class="card__name"><a href="/products/([^"/]+)/">')
NEXT = re.compile(r'rel="next" href="([^"]+)"')


def shown(client, address="/products/") -> list[str]:
    """The slugs on one page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return NAMES.findall(response.content.decode())


def pages(client, address) -> list[list[str]]:
    """The slugs of every page from this one on, and the addresses in between."""
    found = []
    while address:
        html = client.get(address).content.decode()
        found.append(NAMES.findall(html))
        links = NEXT.findall(html)
        address = unescape(links[0]) if links else None
        assert len(found) < 20
    return found


def medicine(staff, slug, name, **changes):
    return factories.listed(**staff, slug=slug, name=name, **changes)


def build():
    """Three unlike medicines, and more than two pages of like ones."""
    staff = {"editor": factories.editor(name="builder"), "pharmacist": factories.pharmacist(name="signer")}
    medicine(
        staff,
        "acne-gel",
        "Acnezole 1% Gel",
        dosage_form="gel",
        route="cutaneous",
        legal_status="pharmacy_only",
        market="gb",
        manufacturer={"name": "Skin Works"},
        categories=[{"name": "Skin"}],
        ingredients=[{"substance": {"name": "acnezole"}, "strength": "1", "unit": "percent", "per": ""}],
        indications=[{"title": "Acne", "text": "For teenagers.", "condition": {"name": "Acne"}}],
    )
    medicine(staff, "five", "5-Test 10 mg Tablets", brand_name="Fünfblatt", atc_code="L04AX06")
    medicine(staff, "percent", "Zzz_100%zole 10 mg Tablets", manufacturer=None, legal_status="prescription_only")
    for number in range(2 * PAGE_SIZE + 1):
        # The same name for some, so that a page can end between two that only their ids tell apart.
        medicine(staff, f"many-{number:02}", f"Manyzole {number // 4} Tablets")
    return Listing.objects.count()


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build) as (count, _folder):
        yield count


@pytest.fixture
def catalogue(built, db):
    return built


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("form=gel", ["acne-gel"]),
        ("status=pharmacy_only", ["acne-gel"]),
        ("status=prescription_only", ["percent"]),
        ("market=gb", ["acne-gel"]),
        ("condition=acne", ["acne-gel"]),
        ("substance=acnezole", ["acne-gel"]),
        ("category=skin", ["acne-gel"]),
        ("manufacturer=skin-works", ["acne-gel"]),
        ("letter=A", ["acne-gel"]),
        ("letter=%23", ["five"]),
        ("letter=Q", []),
        ("q=acnezole", ["acne-gel"]),
        ("q=ACNEZOLE+gel", ["acne-gel"]),
        ("q=acne+tablets", []),
        ("q=skin+works", ["acne-gel"]),
        ("q=f%C3%BCnfblatt", ["five"]),
        ("q=l04ax06", ["five"]),
        ("q=%25", ["acne-gel", "percent"]),
        ("q=zzz_", ["percent"]),
        ("q=zzz%25", []),
        ("q=%5C", []),
        ("form=gel&market=gb&status=pharmacy_only&condition=acne&letter=A&q=gel", ["acne-gel"]),
        ("form=gel&market=us", []),
        ("form=gel&colour=red&page=7&utm_source=x", ["acne-gel"]),
        ("form=gel&form=gel", ["acne-gel"]),
        ("form=+gel+", ["acne-gel"]),
    ],
)
def test_a_search_shows_what_fits(client, catalogue, query, expected):
    assert shown(client, f"/products/?{query}") == expected


@pytest.mark.parametrize(
    "query",
    [
        *(f"{key}=nothing-there" for key in KNOWN if key != "q"),
        "form=GEL",
        "form=lozenge",
        "letter=a",
        "letter=AB",
        "letter=%C3%84",
        "sort=price",
        "sort=-name",
        "after=x",
        "after=%F0%9F%92%8A",
        "condition=acne%27--",
    ],
)
def test_a_value_that_cannot_be_is_not_found(client, catalogue, query):
    assert client.get(f"/products/?{query}").status_code == 404


def test_unknown_and_empty_parameters_are_ignored(client, catalogue):
    plain = client.get("/products/").content

    assert client.get("/products/?page=2&form=&after=&x[]=1&=&%00=1").content == plain


@pytest.mark.parametrize("sort", ["name", "newest"])
@pytest.mark.parametrize("narrowed", ["", "&q=manyzole&form=tablet", "&letter=M&condition=hay-fever"])
def test_the_pages_reach_every_listing_once(client, catalogue, sort, narrowed):
    found = pages(client, f"/products/?sort={sort}{narrowed}")

    number = 2 * PAGE_SIZE + 1 if narrowed else catalogue
    assert [len(page) for page in found] == [PAGE_SIZE, PAGE_SIZE, number - 2 * PAGE_SIZE]
    assert len({slug for page in found for slug in page}) == number


def test_the_list_runs_from_a_to_z(client, catalogue):
    found = [slug for page in pages(client, "/products/") for slug in page]

    assert found == list(Listing.objects.order_by("name_key", "id").values_list("slug", flat=True))
    assert found[-1] == "percent"


def test_the_list_may_begin_with_the_newest(client, catalogue):
    found = [slug for page in pages(client, "/products/?sort=newest") for slug in page]

    assert found == list(Listing.objects.order_by("-signed_at", "-id").values_list("slug", flat=True))


def test_the_next_page_keeps_every_criterion(client, catalogue):
    html = client.get("/products/?q=manyzole&form=tablet&letter=M&sort=newest&x=1").content.decode()

    [address] = NEXT.findall(html)

    query = parse_qs(urlsplit(unescape(address)).query)
    del query["after"]
    assert query == {"q": ["manyzole"], "form": ["tablet"], "letter": ["M"], "sort": ["newest"]}


def test_a_later_page_leads_back_to_the_start_with_every_criterion(client, catalogue):
    [address] = NEXT.findall(client.get("/products/?q=manyzole&form=tablet").content.decode())

    html = client.get(unescape(address)).content.decode()

    assert 'href="/products/?q=manyzole&amp;form=tablet"' in html


def test_every_link_of_the_filters_keeps_the_others(client, catalogue):
    html = client.get("/products/?form=tablet&q=manyzole").content.decode()
    links = [unescape(link) for link in re.findall(r'class="filter__option" href="([^"]+)"', html)]

    kept = [link for link in links if "q=manyzole" not in link]

    assert len(links) >= 6
    assert kept == []
    assert {client.get(link).status_code for link in links} == {200}


def test_the_pages_of_a_term_go_on_with_that_term_chosen(client, catalogue):
    found = pages(client, "/conditions/hay-fever/")

    assert sum(map(len, found)) == catalogue - 1
    assert "acne-gel" not in {slug for page in found for slug in page}


def test_a_page_that_ends_where_a_listing_was_withdrawn_goes_on(client, catalogue):
    first = client.get("/products/").content.decode()
    [address] = NEXT.findall(first)
    last = Listing.objects.get(slug=NAMES.findall(first)[-1])
    before = shown(client, unescape(address))

    last.product.withdraw(by=last.publication.signed_by, reason="Recall.", public_note="Recalled.")

    assert shown(client, unescape(address)) == before


def test_a_long_name_in_another_script_ends_a_page_too(client, editor, pharmacist):
    for number in range(PAGE_SIZE + 1):
        factories.listed(editor=editor, pharmacist=pharmacist, name=f"{'Таблетка🌿' * 17} {number:02}"[:160])

    found = pages(client, "/products/")

    assert [len(page) for page in found] == [PAGE_SIZE, 1]


def test_letters_tell_how_many_there_are(client, catalogue):
    html = client.get("/products/?letter=M").content.decode()

    links = re.findall(r'class="letters__letter" href="/products/\?letter=([^"]+)"( aria-current="true")?', html)
    assert links == [("A", ""), ("M", ' aria-current="true"'), ("Z", ""), ("%23", "")]


def test_what_was_asked_for_is_shown_as_text(client, catalogue):
    html = client.get("/products/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_an_empty_catalogue_has_a_page(client, db):
    for address in ("/", "/products/", "/conditions/", "/substances/", "/categories/"):
        assert client.get(address).status_code == 200


def test_home_shows_only_what_its_market_lets_stand_there(client, editor, pharmacist):
    for slug, market, status in (
        ("us-prescription", "us", "prescription_only"),
        ("gb-prescription", "gb", "prescription_only"),
        ("eu-prescription", "eu", "prescription_only"),
        ("gb-general", "gb", "general_sale"),
    ):
        factories.listed(editor=editor, pharmacist=pharmacist, slug=slug, market=market, legal_status=status)

    assert shown(client, "/") == ["gb-general", "us-prescription"]


# Never a 500


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
    st.sampled_from(["gel", "us", "name", "newest", "A", "#", "acne", "x", ""]),
    st.builds(place, st.text(max_size=10) | st.datetimes().map(str), st.integers()),
)
QUERIES = st.dictionaries(st.sampled_from([*KNOWN, "after", "page", "from", "to"]), VALUES, max_size=4)
LISTS = ["/", "/products/", "/conditions/acne/", "/products/acne-gel/history/", "/products/acne-gel/reviews/"]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(address=st.sampled_from(LISTS), query=QUERIES)
@example(address="/products/", query={"q": "\x00 %_\\"})
@example(address="/products/acne-gel/reviews/", query={"after": "99999999999999999-999999999999999999"})
def test_no_query_makes_a_server_error(catalogue, address, query):
    with transaction.atomic():
        status = Client(raise_request_exception=False).get(address, query).status_code

    assert status in (200, 404)


@quick
@given(query=st.binary(max_size=60))
def test_no_bytes_in_a_query_make_a_server_error(catalogue, query):
    response = Client(raise_request_exception=False).get("/products/", QUERY_STRING=query.decode("latin-1"))

    assert response.status_code in (200, 404)
