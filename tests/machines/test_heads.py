"""What the head of each page says: title, description, canonical address, languages, cards."""

import pytest

from catalog.models import Listing
from tests import factories
from tests.machines.reading import SITE
from tests.public.crowd import multiply

INDEXED = {
    "/": "Medicines, signed by a pharmacist",
    "/products/": "Medicines",
    "/products/shown/": "Testazole 10 mg Tablets · testazole 10 mg, tablet",
    "/products/shown/reviews/": "Reviews of Testazole 10 mg Tablets",
    "/reviews/policy/": "How we handle reviews",
    "/conditions/": "Conditions",
    "/conditions/hay-fever/": "Medicines for Hay fever",
    "/substances/": "Substances",
    "/substances/testazole/": "Medicines with testazole",
    "/categories/": "Categories",
    "/categories/allergy/": "Medicines: Allergy",
}
# Address → the path that it stands for.
NOT_INDEXED = [
    "/products/?q=testazole",
    "/products/?form=tablet",
    "/products/?letter=T",
    "/products/?form=tablet&condition=hay-fever",
    "/products/?condition=hay-fever&substance=testazole",
    "/products/?condition=hay-fever&q=x",
    "/products/shown/reviews/?stars=4",
    "/products/shown/history/",
    "/products/shown/history/?from=1&to=1",
]
# The same medicines in another manner, and the page that search engines keep of them.
VARIANTS = {
    "/products/?sort=newest": "/products/",
    "/products/?view=table": "/products/",
    "/products/?sort=name&view=cards&nothing=known": "/products/",
    "/products/shown/reviews/?sort=helpful": "/products/shown/reviews/",
    "/products/?condition=hay-fever": "/conditions/hay-fever/",
    "/products/?substance=testazole&sort=newest": "/substances/testazole/",
    "/products/?category=allergy&view=table": "/categories/allergy/",
}


@pytest.fixture
def shown(editor, pharmacist, customer, moderator):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, slug="shown")
    factories.approved(listing=listing, author=customer, moderator=moderator)
    return listing


@pytest.fixture
def signed(editor, pharmacist):
    return lambda **changes: factories.listed(editor=editor, pharmacist=pharmacist, slug="shown", **changes)


@pytest.mark.parametrize("path", INDEXED)
def test_an_indexed_page_has_a_title_of_its_own_and_describes_itself(read, shown, path):
    page = read(path)

    assert page.title == f"{INDEXED[path]} · Pharmacy"
    assert page.indexed
    assert 20 <= len(page.meta("description")) <= 155
    assert page.links("canonical") == [SITE + path]


def test_no_two_kinds_of_pages_share_a_description(read, shown):
    descriptions = [read(path).meta("description") for path in INDEXED]

    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("path", INDEXED)
def test_an_indexed_page_names_itself_in_every_language(read, shown, path):
    everywhere = {
        "en": SITE + path,
        "es": f"{SITE}/es{path}",
        "ar": f"{SITE}/ar{path}",
        "x-default": SITE + path,
    }

    pages = {prefix: read(prefix + path) for prefix in ("", "/es", "/ar")}

    assert {prefix: page.languages for prefix, page in pages.items()} == dict.fromkeys(("", "/es", "/ar"), everywhere)
    assert {prefix: page.links("canonical") for prefix, page in pages.items()} == {
        prefix: [SITE + prefix + path] for prefix in ("", "/es", "/ar")
    }


@pytest.mark.parametrize("address", NOT_INDEXED)
@pytest.mark.parametrize("language", ["", "/es"])
def test_what_is_thin_is_not_indexed(read, shown, address, language):
    page = read(language + address)

    assert (page.indexed, page.languages, page.links("canonical")) == (False, {}, [])


@pytest.mark.parametrize("address", VARIANTS)
@pytest.mark.parametrize("language", ["", "/es"])
def test_variants_name_the_page_that_holds_the_same(read, shown, address, language):
    page = read(language + address)

    assert page.indexed
    assert page.links("canonical") == [SITE + language + VARIANTS[address]]


def test_later_pages_are_not_indexed(client, read, shown):
    multiply(shown, {f"other-{number}": f"Testazole {number:02}" for number in range(25)})
    (later,) = {path for path in read("/products/").find("//a/@href") if "after=" in path}

    page = read(later)

    assert (page.indexed, page.links("canonical")) == (False, [])


def test_an_unknown_term_is_no_address_whatever_it_stands_for(read, client, shown):
    """It is ignored: the page is the list of all, and says so of itself."""
    answers = {value: client.get("/products/", {"condition": value}) for value in ("none", "a b", "/", "é")}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert {answer.content for answer in answers.values()} == {client.get("/products/").content}
    assert read("/products/?condition=none").links("canonical") == [f"{SITE}/products/"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing/", 404), ("/products/nothing-there/", 404), ("/products/gone/", 410), ("/account/login/", 200)],
)
def test_pages_that_nobody_looks_for_are_not_indexed(client, read, editor, pharmacist, path, status):
    gone = factories.listed(editor=editor, pharmacist=pharmacist, slug="gone")
    gone.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    page = read(path, status)

    assert not page.indexed
    assert (page.graph, page.languages, page.meta("og:title")) == ([], {}, None)


@pytest.mark.parametrize("path", ["/products/", "/conditions/", "/substances/", "/categories/"])
def test_lists_of_nothing_are_thin(read, db, path):
    assert not read(path).indexed


def test_a_page_of_no_reviews_is_thin(read, signed):
    signed()

    assert not read("/products/shown/reviews/").indexed


def test_a_long_title_is_not_cut(read, signed):
    name = "Testazole hydrochloride and a great many other words prolonged-release 10 mg Tablets for children"
    signed(name=name)

    assert read("/products/shown/").title == f"{name} · testazole 10 mg, tablet · Pharmacy"


def test_a_description_is_plain_and_ends_at_a_word(read, signed):
    signed(summary="A **tablet** for hay fever & colds, " + "which works for a day, " * 20)

    description = read("/products/shown/").meta("description")

    assert description.startswith("A tablet for hay fever & colds, which works")
    assert len(description) <= 155
    assert description.endswith(("works…", "which…", "for…", "a…", "day…"))


def test_the_description_of_a_boxed_medicine_begins_with_its_warning(read, signed):
    signed(
        summary="The best tablet.",
        safety_notes=[{"severity": "boxed", "topic": "pregnancy", "title": "Birth defects", "text": "Never."}],
    )

    page = read("/products/shown/")

    assert page.meta("description") == "Boxed warning: Birth defects. The best tablet."
    assert page.meta("og:description") == page.meta("description")


def test_a_medicine_without_a_summary_says_what_it_is(read, signed):
    signed(summary="It works.")
    Listing.objects.update(summary_text="")

    assert read("/products/shown/").meta("description") == (
        "Testazole 10 mg Tablets · testazole 10 mg, tablet, General sale, United States."
    )


def test_a_hostile_name_stays_in_its_attribute(read, signed):
    name = 'Testazole 10 mg "><script>alert(1)</script>'
    signed(name=name)

    page = read("/products/shown/")

    assert page.meta("og:title").startswith(name)
    assert page.title.startswith(name)
    assert page.find("//script[contains(text(), 'alert') and not(@type)]") == []


@pytest.mark.parametrize(("language", "locale"), [("", "en_US"), ("/es", "es_ES"), ("/ar", "ar_AR")])
def test_a_shared_link_shows_the_card(read, shown, language, locale):
    page = read(f"{language}/products/shown/")

    assert page.meta("og:url") == f"{SITE}{language}/products/shown/"
    assert page.meta("og:image") == f"{SITE}/cards/shown.png"
    assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1200", "630")
    assert page.meta("og:image:alt") == page.meta("og:title")
    assert page.meta("og:type") == "article"
    assert page.meta("og:locale") == locale
    assert {locale, *page.metas("og:locale:alternate")} == {"en_US", "es_ES", "ar_AR"}
    assert page.meta("twitter:card") == "summary_large_image"


def test_other_pages_share_the_card_of_the_site(read, shown):
    page = read("/conditions/hay-fever/")

    assert page.meta("og:image") == f"{SITE}/static/pharmacy/icons/card.png"
    assert page.meta("og:type") == "website"


def test_a_preview_says_nothing_to_machines(signed_in, editor):
    product = factories.draft(by=editor)

    response = signed_in(editor).get(f"/admin/catalog/product/{product.pk}/preview/")

    assert b"Testazole 10 mg Tablets" in response.content
    assert b"ld+json" not in response.content
    assert b"og:title" not in response.content
