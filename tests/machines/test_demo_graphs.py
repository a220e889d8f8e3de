"""The structured data of every demonstration medicine, held against the vocabulary and against Google's musts."""

from decimal import Decimal

import pytest

from catalog.models import Listing, Pack, Product
from pharmacy.demo import medicines
from tests import factories
from tests.machines.reading import SITE, Page
from tests.machines.vocabulary import faults

FILES = {path.stem: path for path in medicines.files()}


def build():
    """Every medicine of the demonstration with its packs and a review, all of them listed; pictures apart."""
    staff = {"editor": factories.editor(name="builder"), "pharmacist": factories.pharmacist(name="signer")}
    moderator = factories.moderator(name="reader")
    for path in FILES.values():
        values, packs = medicines.read(path)
        product = Product.draft(values | {"images": []}, by=staff["editor"])
        medicines.sign(product, **staff)
        for pack in packs:
            Pack(product=product, **pack).keep(by=staff["editor"])
        listing = Listing.objects.get(product=product)
        if listing.shows_reviews and product.pk % 6 == 0:
            author = factories.user(name=f"author-{product.pk}")
            factories.approved(listing=listing, author=author, moderator=moderator)


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build):
        yield {}


@pytest.fixture
def graph_of(client, built, db):
    """The page of a medicine, taken apart; asked for once."""

    def page(slug, language="") -> Page:
        address = f"{language}/products/{slug}/"
        if address not in built:
            built[address] = Page.of(client.get(address))
        return built[address]

    return page


@pytest.mark.parametrize("slug", FILES)
def test_a_graph_says_only_what_the_vocabulary_knows(graph_of, slug):
    graph = graph_of(slug).graph

    assert faults(graph) == []
    assert {str(node["@type"]) for node in graph} == {
        "['Product', 'Drug']",
        "MedicalWebPage",
        "BreadcrumbList",
        "WebSite",
        "Organization",
    }


@pytest.mark.parametrize("slug", FILES)
@pytest.mark.parametrize("language", ["/es", "/ar"])
def test_the_graph_is_right_in_other_languages_too(graph_of, slug, language):
    page = graph_of(slug, language)

    assert faults(page.graph) == []
    assert page.node("Drug")["url"] == f"{SITE}{language}/products/{slug}/"


@pytest.mark.parametrize("slug", FILES)
def test_a_drug_says_what_the_file_says(graph_of, slug):
    values, _packs = medicines.read(FILES[slug])
    drug = graph_of(slug).node("Drug")

    assert drug["name"] == values["name"]
    assert drug["activeIngredient"] == [row["substance"]["name"] for row in values["ingredients"]]
    assert drug["prescribingInfo"] == values["source"]["url"]
    assert drug["code"]["codeValue"] == values["atc_code"]
    figures = [Decimal(str(one["strengthValue"])) for one in drug["availableStrength"]]
    assert figures == [Decimal(row["strength"]) for row in values["ingredients"]]
    assert len(drug["warning"]) == len(values["safety_notes"])
    prescription = values["legal_status"] in ("prescription_only", "restricted_programme")
    assert drug["prescriptionStatus"].endswith("/PrescriptionOnly" if prescription else "/OTC")


@pytest.mark.parametrize("slug", FILES)
def test_google_finds_what_it_must_in_what_is_there(graph_of, slug):
    drug = graph_of(slug).node("Drug")

    assert drug["name"]
    for offer in drug.get("offers", []):
        assert {"price", "priceCurrency", "availability"} <= offer.keys()
    for review in drug.get("review", []):
        assert 0 < len(review["author"]["name"]) < 100
        assert 1 <= review["reviewRating"]["ratingValue"] <= 5
    if rating := drug.get("aggregateRating"):
        assert rating["reviewCount"] > 0
        assert 1 <= rating["ratingValue"] <= 5


@pytest.mark.parametrize("slug", FILES)
def test_a_demonstration_was_reviewed_by_nobody(graph_of, slug):
    page = graph_of(slug).node("MedicalWebPage")

    assert page["creativeWorkStatus"] == "Demonstration"
    assert {"lastReviewed", "reviewedBy"} & page.keys() == set()


def test_offers_and_stars_are_somewhere_among_them(graph_of):
    drugs = [graph_of(slug).node("Drug") for slug in FILES]

    assert len([drug for drug in drugs if "offers" in drug]) > 5
    assert len([drug for drug in drugs if "review" in drug]) > 2
