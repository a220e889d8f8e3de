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
    with built_once(build) as built:
        yield built


@pytest.fixture
def catalogue(built, db, searched_in):
    """How many listings there are, all of them in the index."""
    count, folder = built
    searched_in(folder)
    return count


@pytest.fixture
def without_index(built, db):
    """How many listings there are, and no index."""
    return built[0]


NARROWED = [
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
    ("form=gel&market=us", []),
    ("form=gel&colour=red&page=7&utm_source=x", ["acne-gel"]),
    ("form=gel&form=gel", ["acne-gel"]),
    ("form=+gel+", ["acne-gel"]),
    ("letter=%23&form=gel&form=tablet", ["five"]),
    ("status=pharmacy_only&status=prescription_only", ["acne-gel", "percent"]),
    ("condition=acne&condition=hay-fever&letter=Z&letter=A", ["acne-gel"]),
    ("manufacturer=skin-works&manufacturer=example-laboratories&market=gb", ["acne-gel"]),
    ("category=skin&category=allergy&form=gel", ["acne-gel"]),
]


@pytest.mark.parametrize(("query", "expected"), NARROWED)
def test_a_list_shows_what_was_chosen(client, catalogue, query, expected):
    assert shown(client, f"/products/?{query}") == expected


@pytest.mark.parametrize(("query", "expected"), NARROWED)
def test_a_list_shows_what_was_chosen_without_an_index_too(client, without_index, query, expected):
    assert shown(client, f"/products/?{query}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=acnezole", ["acne-gel"]),
        ("q=ACNEZOLE+gel", ["acne-gel"]),
        ("q=skin+works", ["acne-gel"]),
        ("q=f%C3%BCnfblatt", ["five"]),
        ("q=l04ax06", ["five"]),
        ("form=gel&market=gb&status=pharmacy_only&condition=acne&letter=A&q=gel", ["acne-gel"]),
        ("form=gel&q=tablets+manyzole", []),
        ("q=%5C", []),
    ],
)
def test_a_search_shows_what_fits(client, catalogue, query, expected):
    assert shown(client, f"/products/?{query}") == expected


WRONG = [
    *(f"{key}=nothing-there" for key in KNOWN if key != "q"),
    "form=GEL",
    "letter=a",
    "letter=AB",
    "letter=%C3%84",
    "rating=5",
    "rating=%EF%BC%94",
    "price=0-10",
    "sort=price",
    "sort=relevance",
    "sort=-name",
    "sort=name",
    "view=Table",
    "view=cards",
    "condition=acne%27--",
    "condition=%00",
]


@pytest.mark.parametrize("query", WRONG)
def test_a_value_that_cannot_be_is_ignored(client, catalogue, query):
    """The page is that of the address without it, byte for byte and for a cache, too."""
    plain = client.get("/products/")

    response = client.get(f"/products/?{query}")

    assert (response.status_code, response["ETag"]) == (200, plain["ETag"])
    assert response.content == plain.content


@pytest.mark.parametrize("after", ["x", "%F0%9F%92%8A"])
@pytest.mark.parametrize("narrowed", ["", "&q=manyzole", "&q=manyzole&sort=name", "&form=tablet&sort=newest"])
def test_a_place_that_is_none_leads_to_the_start_of_the_same_list(client, catalogue, after, narrowed):
    """A place of another release or of no index was given in good faith, and nobody can tell one from the other."""
    response = client.get(f"/products/?after={after}{narrowed}")

    start = f"/products/?{narrowed[1:]}" if narrowed else "/products/"
    assert (response.status_code, response["Location"]) == (302, start)


def test_unknown_and_empty_parameters_are_ignored(client, catalogue):
    plain = client.get("/products/").content

    assert client.get("/products/?page=2&form=&after=&x[]=1&=&%00=1").content == plain


@pytest.mark.parametrize("sort", ["name", "newest", "relevance", "rating", "price"])
@pytest.mark.parametrize("narrowed", ["", "&q=manyzole&form=tablet&market=us", "&letter=M&condition=hay-fever"])
def test_the_pages_reach_every_listing_once(client, catalogue, sort, narrowed):
    found = pages(client, f"/products/?sort={sort}{narrowed}")

    number = 2 * PAGE_SIZE + 1 if narrowed else catalogue
    assert [len(page) for page in found] == [PAGE_SIZE, PAGE_SIZE, number - 2 * PAGE_SIZE]
    assert len({slug for page in found for slug in page}) == number


def test_the_list_runs_from_a_to_z(client, catalogue):
    found = [slug for page in pages(client, "/products/") for slug in page]

    assert found == list(Listing.objects.order_by("name_key", "product_id").values_list("slug", flat=True))
    assert found[-1] == "percent"


def test_the_list_may_begin_with_the_newest(client, catalogue):
    found = [slug for page in pages(client, "/products/?sort=newest") for slug in page]

    assert found == list(Listing.objects.order_by("-signed_at", "-product_id").values_list("slug", flat=True))


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


@pytest.mark.parametrize("sort", ["name", "newest"])
@pytest.mark.parametrize("narrowed", ["", "&letter=M&condition=hay-fever&condition=acne"])
def test_the_pages_reach_every_listing_once_without_an_index(client, without_index, sort, narrowed):
    found = pages(client, f"/products/?sort={sort}{narrowed}")

    number = 2 * PAGE_SIZE + 1 if narrowed else without_index
    assert [len(page) for page in found] == [PAGE_SIZE, PAGE_SIZE, number - 2 * PAGE_SIZE]
    assert len({slug for page in found for slug in page}) == number


def test_an_order_that_takes_an_index_is_that_of_names_without_one(client, without_index):
    assert shown(client, "/products/?sort=rating") == shown(client, "/products/")


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


LETTER = r'class="letters__letter" id="letter-\d+" href="([^"]+)"( aria-current="true")?'


def test_only_letters_that_a_name_begins_with_are_links(client, catalogue):
    html = client.get("/products/?letter=M").content.decode()

    assert re.findall(LETTER, html) == [
        ("/products/?letter=A", ""),
        ("/products/?letter=M", ' aria-current="true"'),
        ("/products/?letter=Z", ""),
        ("/products/?letter=%23", ""),
    ]


@pytest.mark.parametrize("address", ["/", "/products/", "/products/?form=tablet"])
def test_every_letter_is_a_link_where_nobody_has_counted(client, without_index, address):
    assert len(re.findall(LETTER, client.get(address).content.decode())) == 27


def test_letters_keep_what_is_asked_for_and_count_what_fits(client, catalogue):
    html = client.get("/products/?q=acne&market=gb").content.decode()
    asked = client.get("/products/?q=tablets&letter=Z").content.decode()

    assert [unescape(link) for link, _here in re.findall(LETTER, html)] == ["/products/?q=acne&letter=A&market=gb"]
    letters = [parse_qs(urlsplit(unescape(link)).query)["letter"] for link, _here in re.findall(LETTER, asked)]
    assert letters == [["A"], ["M"], ["Z"], ["#"]]
    assert "1 medicine for <bdi>“tablets”</bdi>" in asked


def test_what_was_asked_for_is_shown_as_text(client, catalogue):
    html = client.get("/products/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
