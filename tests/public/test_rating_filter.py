"""/products/?rating=4: by the mean of approved reviews, where the market shows stars at all."""

import pytest

from catalog import engine
from tests import factories
from tests.public.lists import shown


@pytest.fixture
def rated(editor, pharmacist, moderator):
    """`rated("slug", 3, 5)` is a listing with approved reviews of so many stars."""

    def make(slug, *stars, **fields):
        listing = factories.listed(editor=editor, pharmacist=pharmacist, slug=slug, name=f"{slug} 10 mg", **fields)
        for number, rating in enumerate(stars):
            author = factories.user(name=f"{slug}-{number}")
            factories.approved(listing=listing, author=author, moderator=moderator, rating=rating)
        return listing

    return make


@pytest.fixture
def catalogue(rated):
    rated("a-five", 5)
    rated("b-four", 3, 5)
    rated("c-below-four", 4, 4, 3)
    rated("d-three", 1, 5)
    rated("e-two", 2)
    rated("f-below-two", 1, 2)
    rated("g-none")


@pytest.mark.parametrize(
    ("rating", "slugs"),
    [
        ("4", ["a-five", "b-four"]),
        ("3", ["a-five", "b-four", "c-below-four", "d-three"]),
        ("2", ["a-five", "b-four", "c-below-four", "d-three", "e-two"]),
    ],
)
def test_the_mean_of_the_stars_decides(client, catalogue, rating, slugs):
    assert shown(client, f"/products/?rating={rating}") == slugs


@pytest.mark.parametrize("rating", ["5", "1", "0", "-4", "4.0", "four", "４"])
def test_a_rating_that_cannot_be_asked_for_is_ignored(client, catalogue, rating):
    assert client.get("/products/", {"rating": rating}).content == client.get("/products/").content


def test_only_approved_reviews_count(client, rated, customer, other_customer, moderator):
    listing = rated("waits")
    factories.review(listing=listing, author=customer, rating=5)
    rejected = factories.review(listing=listing, author=other_customer, rating=5)
    rejected.review.reject(by=moderator, text=rejected, reason="off_topic")

    assert shown(client, "/products/?rating=2") == []


@pytest.mark.parametrize("market", ["gb", "eu"])
def test_a_market_that_hides_stars_of_prescription_medicines_hides_them_here(client, rated, editor, pharmacist, market):
    """They were approved while the medicine was on general sale: the rows are there."""
    for slug, status in (("a-general", "general_sale"), ("b-pharmacy", "pharmacy_only"), ("c-prescription", None)):
        listing = rated(slug, 5, market=market, legal_status=status or "general_sale")
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, legal_status="prescription_only")

    assert shown(client, "/products/?rating=4") == ["a-general", "b-pharmacy"]
    assert shown(client) == ["a-general", "b-pharmacy", "c-prescription"]


@pytest.mark.parametrize("status", ["prescription_only", "general_sale"])
def test_a_market_that_shows_stars_shows_them_of_every_medicine(client, rated, status):
    rated("american", 5, market="us", legal_status=status)

    assert shown(client, "/products/?rating=4") == ["american"]


def test_the_filter_goes_with_others(client, rated):
    rated("a-tablet", 5)
    rated("b-cream", 5, dosage_form="cream", route="cutaneous")

    assert shown(client, "/products/?rating=4&form=cream") == ["b-cream"]


def test_a_new_review_changes_who_is_found(client, rated, customer, moderator):
    listing = rated("falls", 5)
    assert shown(client, "/products/?rating=4") == ["falls"]

    factories.approved(listing=listing, author=customer, moderator=moderator, rating=1)

    assert shown(client, "/products/?rating=4") == []


def test_where_reviews_are_closed_nobody_finds_by_stars(client, rated, pharmacist):
    """Neither while the database answers nor once the index does."""
    rated("closed", 5).product.switch_reviews(by=pharmacist, to_open=False)
    rated("open", 5)

    for _answered_by in ("the database", "the index"):
        assert shown(client, "/products/?rating=4") == ["open"]
        engine.catch_up()
