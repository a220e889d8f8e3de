"""GET /api/v1/products/{slug}/ and what was signed of it."""

import hashlib
import json

import pytest

from tests import factories
from tests.api.conftest import detail

pytestmark = pytest.mark.usefixtures("listed_once")

BOXED = {"severity": "boxed", "topic": "pregnancy", "title": "Pregnancy", "text": "Do **not** take it."}
WARNING = {"severity": "warning", "topic": "driving", "title": "Driving", "text": "It can make you sleepy & slow."}


@pytest.fixture
def listing(editor, pharmacist):
    return factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        slug="testazole",
        name="Testazole Tablets",
        safety_notes=[WARNING, BOXED],
        ingredients=[
            {"substance": {"name": "testazole"}, "strength": "0.5", "unit": "microgram", "per": "dose"},
            {"substance": {"name": "otherol"}, "strength": "100", "unit": "unit", "per": "mL"},
        ],
    )


def product(asker, slug="testazole") -> dict:
    found = asker.get(f"products/{slug}/")
    assert found.status_code == 200, found.content
    return found.json()


def test_the_boxed_warning_comes_first_and_whole(nobody, listing):
    found = product(nobody)

    assert list(found)[:3] == ["id", "slug", "boxed_warnings"]
    (boxed,) = found["boxed_warnings"]
    assert boxed == BOXED | {
        "text": {"source": "Do **not** take it.", "html": "<p>Do <strong>not</strong> take it.</p>"}
    }
    assert [note["title"] for note in found["safety_notes"]] == ["Driving"]


def test_texts_stand_as_they_were_signed_and_as_the_page_shows_them(nobody, listing):
    (note,) = product(nobody)["safety_notes"]

    assert note["text"] == {
        "source": "It can make you sleepy & slow.",
        "html": "<p>It can make you sleepy &amp; slow.</p>",
    }


def test_strengths_are_in_ucum(nobody, listing):
    strengths = [one["strength"] for one in product(nobody)["ingredients"]]

    assert [(one["value"], one["unit"]) for one in strengths] == [("0.5", "ug/{dose}"), ("100", "[arb'U]/mL")]


def test_who_signed_is_a_role(nobody, listing, pharmacist, editor):
    found = product(nobody)

    assert found["signed_by"] == {"role": "pharmacist"}
    assert (found["version"], found["four_eyes"]) == (1, True)
    said = json.dumps(found)
    assert pharmacist.username not in said.replace('"role": "pharmacist"', "")
    assert "As the label says." not in said  # the note to the pharmacist


def test_the_digest_is_that_of_the_content(nobody, listing):
    found = product(nobody)
    version = nobody.get(found["publication"].removeprefix("http://localhost:8000")).json()

    spelled = json.dumps(version["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(spelled.encode()).hexdigest() == version["digest"] == found["digest"]


def test_packs_are_told_as_the_page_tells_them(nobody, listing, editor):
    factories.pack(product=listing.product, by=editor, sku="B", size=60, price="20.00")
    factories.pack(
        product=listing.product, by=editor, sku="A", size=30, price=None, currency="", availability="low_stock"
    )
    factories.pack(product=listing.product, by=editor, sku="C", availability="discontinued")

    packs = product(nobody)["packs"]

    assert [(one["sku"], one["price"], one["availability"]) for one in packs] == [
        ("A", None, "low_stock"),
        ("B", {"amount": "20.00", "currency": "USD"}, "in_stock"),
    ]


def test_a_market_that_hides_prices_hides_them_here(nobody, editor, pharmacist):
    british = factories.listed(
        editor=editor, pharmacist=pharmacist, slug="british", market="gb", legal_status="prescription_only"
    )
    factories.pack(product=british.product, by=editor, price="77.77", currency="GBP")

    found = product(nobody, "british")

    assert [one["price"] for one in found["packs"]] == [None]
    assert (found["takes_reviews"], found["rating"]) == (False, None)


def test_no_stock_of_what_only_a_programme_hands_out(nobody, editor, pharmacist):
    restricted = factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        slug="restricted",
        legal_status="restricted_programme",
        safety_notes=[BOXED],
        programme={"name": "A REMS", "url": "https://example.com/", "telephone": "", "requirements": "Blood tests."},
    )
    factories.pack(product=restricted.product, by=editor, price="812.00")

    (pack,) = product(nobody, "restricted")["packs"]

    assert (pack["price"], pack["availability"]) == (None, None)


def test_an_edit_shows_nowhere_until_it_is_signed(nobody, listing, editor):
    before = product(nobody)
    with listing.product.editing(by=editor) as draft:
        draft.summary = "Not signed."
        draft.save()
    factories.submit(draft, by=editor)

    assert product(nobody) == before


def test_a_price_shows_at_once(nobody, listing, editor):
    pack = factories.pack(product=listing.product, by=editor, price="1.00")
    before = nobody.get("products/testazole/")
    pack.price = "2.00"
    pack.keep(by=editor)

    after = nobody.get("products/testazole/", **{"if-none-match": before["ETag"]})

    assert (before.json()["packs"][0]["price"]["amount"], after.json()["packs"][0]["price"]["amount"]) == (
        "1.00",
        "2.00",
    )


def test_a_new_slug_leads_on(nobody, listing, editor, pharmacist):
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, slug="new-name")

    for below in ("", "publications/", "publications/1/", "publications/diff/", "reviews/"):
        moved = nobody.get(f"products/testazole/{below}")
        assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/products/new-name/{below}")
    asked = nobody.get("products/testazole/publications/diff/?from=1&to=2")
    assert asked["Location"] == "/api/v1/products/new-name/publications/diff/?from=1&to=2"
    assert nobody.get("products/new-name/").status_code == 200


def test_a_withdrawn_one_is_gone_and_says_why(nobody, listing, pharmacist):
    kept = nobody.get("products/testazole/")
    listing.product.withdraw(by=pharmacist, reason="Internal.", public_note="Recalled by its maker.")

    for below in ("", "publications/", "publications/1/", "publications/diff/", "reviews/"):
        gone = nobody.get(f"products/testazole/{below}", **{"if-none-match": kept["ETag"]})
        assert gone.status_code == 410
        assert (gone.json()["name"], gone.json()["note"]) == ("Testazole Tablets", "Recalled by its maker.")
        assert "Internal" not in gone.content.decode()


@pytest.mark.parametrize("below", ["", "publications/", "publications/1/", "publications/diff/", "reviews/"])
def test_a_draft_is_as_unknown_as_nothing(nobody, editor, below):
    factories.draft(by=editor, slug="draft")

    draft, nothing = (nobody.get(f"products/{slug}/{below}") for slug in ("draft", "nothing"))

    assert (draft.status_code, draft.content) == (404, nothing.content)


def test_fields_thin_it_but_for_the_boxed_warning(nobody, listing):
    assert list(nobody.get("products/testazole/?fields=name,storage").json()) == [
        "id",
        "slug",
        "boxed_warnings",
        "name",
        "storage",
    ]


def test_versions_newest_first_page_by_page(nobody, listing, editor, pharmacist):
    for number in (2, 3):
        factories.republish(listing.product, editor=editor, pharmacist=pharmacist, summary=f"Summary {number}.")

    first = nobody.get("products/testazole/publications/?size=2").json()
    rest = nobody.get(first["next"].removeprefix("http://localhost:8000")).json()

    rows = first["results"] + rest["results"]
    assert [(one["version"], one["current"]) for one in rows] == [(3, True), (2, False), (1, False)]
    assert [one["previous_seal"] for one in rows[:2]] == [one["seal"] for one in rows[1:]]
    assert rest["next"] is None


def test_an_old_version_says_that_it_is_old(nobody, listing, editor, pharmacist):
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, summary="Another summary.")

    old = nobody.get("products/testazole/publications/1/").json()

    assert (old["current"], old["content"]["summary"]) == (False, "Testazole eases the sneezing of hay fever.")
    assert nobody.get("products/testazole/publications/3/").status_code == 404
    assert nobody.get(f"products/testazole/publications/{10**30}/").status_code == 404


def test_no_number_reaches_another_products_version(nobody, listing, editor, pharmacist):
    other = factories.listed(editor=editor, pharmacist=pharmacist, slug="other")
    factories.republish(other.product, editor=editor, pharmacist=pharmacist, summary="Another summary.")

    assert nobody.get("products/testazole/publications/2/").status_code == 404
    assert nobody.get("products/testazole/publications/diff/?from=1&to=2").status_code == 404


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("", (2, 3)), ("?from=1&to=3", (1, 3)), ("?from=3&to=1", (1, 3)), ("?to=2", (1, 2)), ("?from=1", (1, 3))],
)
def test_what_differs(nobody, listing, editor, pharmacist, query, numbers):
    for number in (2, 3):
        factories.republish(listing.product, editor=editor, pharmacist=pharmacist, summary=f"Summary {number}.")

    found = nobody.get(f"products/testazole/publications/diff/{query}").json()

    assert (found["from"], found["to"]) == numbers
    assert [part["label"] for part in found["parts"]] == ["Summary"]
    words = found["parts"][0]["changes"][0]["words"]
    assert {"op": "insert", "text": f"{numbers[1]}."} in words or words[-1]["text"].endswith(f"{numbers[1]}.")


def test_one_version_differs_from_nothing(nobody, listing):
    found = nobody.get("products/testazole/publications/diff/").json()

    assert (found["from"], found["to"], found["parts"]) == (None, 1, [])
    assert nobody.get("products/testazole/publications/diff/?to=1").json() == found
    assert nobody.get("products/testazole/publications/diff/?from=1").json() == found | {
        "from": 1,
        "page": "http://localhost:8000/products/testazole/history/?from=1&to=1",
    }
    assert nobody.get("products/testazole/publications/diff/?from=2").status_code == 404


def test_a_problem_is_told_in_words(nobody, db):
    assert detail(nobody.get("products/nothing/")) == "There is nothing of this name or number here."
