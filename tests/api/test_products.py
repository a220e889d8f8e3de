"""GET /api/v1/products/: what the page finds, and more for programs."""

import pytest

from catalog import engine
from tests import factories
from tests.api.conftest import detail, slugs, walked, wrong

LIST = "products/"


def build() -> list:
    """Five medicines: two forms, two markets, two conditions, a price each."""
    staff, made = {"editor": factories.editor(), "pharmacist": factories.pharmacist()}, []
    for number, (form, market, status, condition) in enumerate(
        [
            ("tablet", "us", "general_sale", "Hay fever"),
            ("tablet", "us", "prescription_only", "Asthma"),
            ("cream", "us", "general_sale", "Asthma"),
            ("tablet", "gb", "prescription_only", "Hay fever"),
            ("cream", "gb", "general_sale", "Hay fever"),
        ],
        start=1,
    ):
        listing = factories.listed(
            **staff,
            name=f"Shelfol {number} 10 mg Tablets",
            slug=f"shelfol-{number}",
            dosage_form=form,
            market=market,
            legal_status=status,
            indications=[{"title": "Use", "text": "For adults.", "condition": {"name": condition}}],
        )
        currency = "USD" if market == "us" else "GBP"
        factories.pack(product=listing.product, by=staff["editor"], price=f"{number}0.50", currency=currency)
        made.append(listing)
    return made


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build) as (made, folder):
        yield made, folder


@pytest.fixture
def shelf(built, db, searched_in):
    made, folder = built
    searched_in(folder)
    return made


def test_a_row(nobody, shelf, customer, moderator):
    factories.approved(listing=shelf[0], author=customer, moderator=moderator, rating=4)

    found = nobody.get(LIST, accept="application/json")

    row = found.json()["results"][0]
    assert row | {"signed_at": "", "rating": ""} == {
        "id": shelf[0].product_id,
        "slug": "shelfol-1",
        "boxed_warnings": [],
        "name": "Shelfol 1 10 mg Tablets",
        "brand_name": "",
        "url": "http://localhost:8000/products/shelfol-1/",
        "api": "http://localhost:8000/api/v1/products/shelfol-1/",
        "market": "us",
        "language": "en",
        "dosage_form": "tablet",
        "route": "oral",
        "legal_status": "general_sale",
        "atc_code": "",
        "ingredients": [
            {
                "substance": {"name": "testazole", "slug": "testazole"},
                "strength": {"value": "10", "unit": "mg", "text": "10 mg"},
            }
        ],
        "manufacturer": {"name": "Example Laboratories", "slug": "example-laboratories"},
        "summary": "Testazole eases the sneezing of hay fever.",
        "image": None,
        "rating": "",
        "price_from": {"amount": "10.50", "currency": "USD"},
        "demonstration": False,
        "version": 1,
        "signed_at": "",
        "found_by": None,
    }
    assert row["rating"] == {"average": 4.0, "count": 1, "stars": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}}
    assert row["signed_at"].endswith("Z")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=shelfol+3",
        "?q=shelfil",
        "?form=cream",
        "?form=cream&form=tablet",
        "?form=tablet&market=us",
        "?condition=asthma",
        "?condition=asthma&condition=hay-fever&status=general_sale",
        "?substance=testazole&category=allergy&manufacturer=example-laboratories",
        "?letter=S",
        "?market=us&sort=price",
        "?market=us&price=25-50",
        "?sort=newest",
        "?q=testazole&sort=name",
    ],
)
def test_it_finds_what_the_page_finds(nobody, shelf, client, query):
    page = client.get(f"/products/{query}").content.decode()

    found = nobody.get(LIST + query).json()

    on_page = [slug for slug in page.split('href="/products/') if slug.startswith("shelfol-")]
    on_page = list(dict.fromkeys(slug.split("/")[0] for slug in on_page))
    assert [row["slug"] for row in found["results"]] == on_page
    assert found["results"], "a query that finds nothing proves nothing"
    assert found["count"] == len(on_page)


def test_facets_count_what_would_be_left(nobody, shelf):
    facets = {one["name"]: one for one in nobody.get(f"{LIST}?market=us").json()["facets"]}

    assert {value["value"]: (value["count"], value["chosen"]) for value in facets["market"]["values"]} == {
        "us": (3, True),
        "gb": (2, False),
    }
    assert {value["value"]: value["count"] for value in facets["form"]["values"]} == {"tablet": 2, "cream": 1}
    assert nobody.get(f"{LIST}?facets=false").json()["facets"] == []


@pytest.mark.parametrize("query", ["size=2", "size=2&sort=newest", "size=2&q=shelfol", "size=1&market=us&sort=price"])
def test_pages_hold_each_once(nobody, shelf, query):
    whole = slugs(nobody.get(f"{LIST}?{query.replace('size=2', 'size=100').replace('size=1&', 'size=100&')}"))

    assert [one["slug"] for one in walked(nobody, f"{LIST}?{query}")] == whole


def test_a_page_goes_on_where_it_ended_though_something_came(nobody, shelf, editor, pharmacist):
    first = nobody.get(f"{LIST}?size=2").json()
    factories.listed(editor=editor, pharmacist=pharmacist, name="Aaa 10 mg", slug="aaa")

    rest = walked(nobody, first["next"])

    assert [one["slug"] for one in rest] == ["shelfol-3", "shelfol-4", "shelfol-5"]


def test_fields_thin_the_rows_but_for_what_no_answer_goes_without(nobody, shelf):
    rows = nobody.get(f"{LIST}?fields=name,price_from").json()["results"]

    assert {tuple(sorted(row)) for row in rows} == {("boxed_warnings", "id", "name", "price_from", "slug")}


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("frm=tablet", "frm", "There is no such name here. Did you mean “form”?"),
        ("dosage_form__in=tablet", "dosage_form__in", None),
        ("product__publications__canonical__contains=x", "product__publications__canonical__contains", None),
        ("form=pill", "form", '"pill" is not a valid choice.'),
        ("size=101", "size", "Ensure this value is less than or equal to 100."),
        ("size=0", "size", None),
        ("size=1e2", "size", "A valid integer is required."),
        ("size=٣", "size", None),
        ("size=1&size=2", "size", "This may stand once."),
        ("fields=name,nme", "fields", "There is no such name here. Did you mean “name”?"),
        ("fields=", "fields", None),
        ("q=%00", "q", None),
        ("q=" + "x" * 201, "q", None),
        ("after=%20", "after", None),
        ("condition=a%20b", "condition", None),
        ("&".join(f"condition=c{n}" for n in range(21)), "condition", None),
        ("sort=-id", "sort", None),
        ("facets=yes", "facets", None),
    ],
)
def test_what_is_no_parameter_is_refused(nobody, db, query, name, said):
    found = nobody.get(f"{LIST}?{query}")

    assert found.status_code == 400
    assert {one for one, _what in wrong(found)} == {name}
    assert said is None or wrong(found)[0][1] == said


@pytest.mark.parametrize("after", ["x", "a" * 1200, "W10", "eyJhIjoxfQ"])
@pytest.mark.parametrize("sort", ["name", "newest"])
def test_what_is_no_place_is_not_found(nobody, shelf, after, sort):
    assert nobody.get(f"{LIST}?sort={sort}&after={after}").status_code == 404


def test_a_place_of_an_index_that_is_away_for_now(nobody, shelf, settings, tmp_path):
    place = nobody.get(f"{LIST}?market=us&sort=price&size=1").json()["next"].partition("after=")[2]
    settings.SEARCH_ROOT = tmp_path / "nothing"

    found = nobody.get(f"{LIST}?market=us&sort=name&after={place}")

    assert (found.status_code, found["Retry-After"]) == (503, "60")


def test_more_choices_than_anybody_makes(nobody, shelf):
    many = "&".join(f"{kind}={kind}-{n}" for kind in ("substance", "condition", "category") for n in range(20))

    found = nobody.get(f"{LIST}?{many}")

    assert (found.status_code, detail(found)) == (409, "Choose at most 50 values at once.")


def test_words_that_were_not_looked_for_are_counted(nobody, shelf):
    assert nobody.get(f"{LIST}?q={'+'.join(['shelfol'] * 14)}").json()["words_read"] == 12
    assert nobody.get(f"{LIST}?q=shelfol").json()["words_read"] is None


def test_a_term_that_nothing_has_finds_nothing(nobody, shelf):
    found = nobody.get(f"{LIST}?condition=nothing-there").json()

    assert (found["count"], found["results"]) == (0, [])
    assert nobody.get(f"{LIST}?condition=nothing-there&condition=asthma").json()["count"] == 2


@pytest.mark.parametrize("query", ["price=10-25", "sort=price", "market=us&market=gb&sort=price"])
def test_prices_of_two_currencies_are_not_compared(nobody, shelf, query):
    found = nobody.get(f"{LIST}?{query}")

    assert (found.status_code, "currencies" in detail(found)) == (409, True)


def test_an_order_that_the_list_has_not_is_said(nobody, shelf):
    found = nobody.get(f"{LIST}?sort=relevance")

    assert (found.status_code, detail(found)) == (409, "This list has no such order or choice: sort.")


@pytest.mark.parametrize("query", ["q=testazole", "market=us&sort=price", "market=us&price=10-25", "sort=rating"])
def test_what_an_index_alone_can_answer_waits_for_one(nobody, built, query):
    found = nobody.get(f"{LIST}?{query}")

    assert (found.status_code, found["Retry-After"]) == (503, "60")


def test_the_rest_waits_for_nothing(nobody, built):
    assert slugs(nobody.get(LIST)) == [f"shelfol-{number}" for number in range(1, 6)]


def test_prices_and_stars_that_the_market_hides_are_not_told(nobody, shelf, customer, moderator):
    rows = {one["slug"]: one for one in nobody.get(LIST).json()["results"]}

    assert rows["shelfol-4"]["price_from"] is None
    assert rows["shelfol-5"]["price_from"] == {"amount": "50.50", "currency": "GBP"}
    assert rows["shelfol-4"]["rating"] is None


def test_why_it_was_found_is_plain_text(nobody, editor, pharmacist):
    factories.listed(
        editor=editor, pharmacist=pharmacist, slug="hidden-word", description="It holds **quinquonk** & more."
    )
    engine.catch_up()

    (row,) = nobody.get(f"{LIST}?q=quinquonk").json()["results"]

    assert "quinquonk & more" in row["found_by"]["snippet"]
    assert "<" not in row["found_by"]["snippet"]


def test_labels_speak_the_readers_language(nobody, shelf):
    spanish = nobody.get(LIST, **{"accept-language": "fr, es-MX;q=0.9, en;q=0.5"})

    labels = {one["name"]: one["label"] for one in spanish.json()["facets"]}
    assert spanish["Content-Language"] == "es"
    assert labels["market"] == "Mercado"
    assert "Accept-Language" in spanish["Vary"]
    assert nobody.get(LIST, **{"accept-language": "xx;q=nonsense, *"})["Content-Language"] == "en"
