"""Browsing: filters, letters, words, and pages by keyset that keep them all."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from catalog.models import Listing
from catalog.search import KNOWN, PAGE_SIZE
from tests import factories
from tests.public.crowd import multiply
from tests.public.lists import NEXT, pages, shown


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
    first = medicine(staff, "many-00", "Manyzole 0 Tablets")
    # The same name for some, so that a page can end between two that only their ids tell apart.
    multiply(first, {f"many-{number:02}": f"Manyzole {number // 4} Tablets" for number in range(1, 2 * PAGE_SIZE + 1)})
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
    last = Listing.objects.get(slug=shown(client)[-1])
    before = shown(client, unescape(address))

    last.product.withdraw(by=last.publication.signed_by, reason="Recall.", public_note="Recalled.")

    assert shown(client, unescape(address)) == before


def test_letters_tell_how_many_there_are(client, catalogue):
    html = client.get("/products/?letter=M").content.decode()

    links = re.findall(r'class="letters__letter" href="/products/\?letter=([^"]+)"( aria-current="true")?', html)
    assert links == [("A", ""), ("M", ' aria-current="true"'), ("Z", ""), ("%23", "")]


def test_letters_keep_what_is_asked_for_and_count_what_fits(client, catalogue):
    html = client.get("/products/?q=acne&market=gb").content.decode()
    asked = client.get("/products/?q=zole&letter=Z").content.decode()

    links = r'class="letters__letter" href="([^"]+)"'
    assert [unescape(link) for link in re.findall(links, html)] == ["/products/?q=acne&market=gb&letter=A"]
    letters = [parse_qs(urlsplit(unescape(link)).query)["letter"] for link in re.findall(links, asked)]
    assert letters == [["A"], ["M"], ["Z"], ["#"]]
    assert "1 medicine for <bdi>“zole”</bdi>" in asked


def test_what_was_asked_for_is_shown_as_text(client, catalogue):
    html = client.get("/products/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
