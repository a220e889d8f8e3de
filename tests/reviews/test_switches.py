"""Where reviews, stars or what machines are told of them are switched off: by market and legal status, or alone."""

from dataclasses import replace

import pytest

from catalog.models import Clock, Listing
from catalog.refusals import Refused
from pharmacy import markets
from reviews.models import Complaint, Review, Vote
from tests import factories
from tests.machines.reading import Page

# (market, legal status) → whether its page shows reviews.
SHOWS = {
    (market, status): market == "us" or status in ("general_sale", "pharmacy_only")
    for market in ("us", "gb", "eu")
    for status in ("general_sale", "pharmacy_only", "prescription_only", "restricted_programme")
}
WHY = "do not let a pharmacy show what customers say about a prescription medicine"
CLOSED = "The pharmacy takes and shows no reviews of this medicine at present."


@pytest.fixture
def text(editor, pharmacist, customer, moderator):
    """A published review, written under rules that let it be."""
    listing = factories.listed(editor=editor, pharmacist=pharmacist, slug="shown")
    return factories.approved(
        listing=listing, author=customer, moderator=moderator, title="EARLIER WORDS", text="EARLIER WORDS"
    )


@pytest.fixture
def under(text):
    """`under(market="gb", legal_status=…, reviews_open=…)`: the listing as those rules find it."""

    def rules(**columns):
        Listing.objects.update(**columns)
        Clock.renew_epoch()
        return Listing.objects.get()

    return rules


def read(client, address) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize(("market", "status"), SHOWS)
def test_page_list_forms_and_machines_obey_one_rule(
    client, signed_in, other_customer, text, under, market, status, is_open
):
    shows = SHOWS[market, status] and is_open
    listing = under(market=market, legal_status=status, reviews_open=is_open)
    reader, about = signed_in(other_customer), f"/products/shown/reviews/{text.review_id}"

    code, page = read(client, "/products/shown/")
    listed_code, listed = read(client, "/products/shown/reviews/")

    why_not = CLOSED if SHOWS[market, status] else WHY
    assert (code, listed_code) == (200, 200 if shows else 404)
    for html in (page, listed):
        assert ("EARLIER WORDS" in html, why_not in html) == (shows, not shows)
        assert ("out of 5 stars" in html) == shows
        assert ("AggregateRating" in html) == shows
        assert ("/products/shown/reviews/new/" in html) == shows
    form = reader.get("/products/shown/reviews/new/")
    assert (form.status_code, why_not in form.content.decode()) == ((200, False) if shows else (403, True))
    for address in (f"{about}/votes/", f"{about}/complaints/new/"):
        assert reader.get(address).status_code == (200 if shows else 404)
    assert ("/products/shown/" in client.get("/products/?rating=2").content.decode()) == shows
    assert listing.tells_machines_its_stars == shows


@pytest.mark.parametrize("columns", [{"reviews_open": False}, {"market": "gb", "legal_status": "prescription_only"}])
def test_the_verbs_refuse_as_the_forms_do(text, under, other_customer, columns):
    listing = under(**columns)
    review = Review.objects.get()

    with pytest.raises(Refused):
        factories.review(listing=listing, author=other_customer)
    with pytest.raises(Refused, match="not shown here"):
        review.vote(by=other_customer)
    with pytest.raises(Refused, match="not shown here"):
        review.complain(by=other_customer, why="other")
    assert (Review.objects.count(), Vote.objects.count(), Complaint.objects.count()) == (1, 0, 0)


def test_a_vote_can_be_taken_back_where_reviews_are_closed(text, under, other_customer):
    text.review.vote(by=other_customer)
    under(reviews_open=False)

    text.review.take_vote_back(by=other_customer)

    assert Vote.objects.count() == 0


@pytest.fixture
def starless(monkeypatch):
    """A market that shows reviews of prescription medicines, and not their stars."""
    monkeypatch.setitem(markets.MARKETS, "us", replace(markets.MARKETS["us"], prescription_stars=False))


def test_where_stars_are_hidden_nothing_is_asked_or_ordered_by_them(client, text, under, starless):
    under(legal_status="prescription_only")

    code, page = read(client, "/products/shown/reviews/")

    assert code == 200
    assert "EARLIER WORDS" in page
    words = ("out of 5", "histogram", "stars first", "Most helpful first")
    assert [word for word in words if word in page] == ["Most helpful first"]
    for query in ("?stars=4", "?stars=1", "?sort=highest", "?sort=lowest"):
        assert read(client, f"/products/shown/reviews/{query}") == (200, page)


def test_where_machines_are_told_nothing_the_page_still_shows_it(client, text, under, monkeypatch):
    monkeypatch.setitem(markets.MARKETS, "us", replace(markets.MARKETS["us"], prescription_star_data=False))
    under(legal_status="prescription_only")

    for address in ("/products/shown/", "/products/shown/reviews/"):
        page = Page.of(client.get(address))
        assert "EARLIER WORDS" in page.text
        assert "4 out of 5 stars" in page.text
        assert [node for node in page.graph if {"aggregateRating", "review"} & node.keys()] == []


def test_a_pharmacist_closes_the_reviews_of_a_medicine_and_opens_them(client, signed_in, pharmacist, text):
    address = f"/admin/catalog/product/{text.product_id}/reviews/"
    staff = signed_in(pharmacist)
    assert "EARLIER WORDS" in read(client, "/products/shown/")[1]

    asked = staff.get(address).content.decode()
    closing = staff.post(address, {"reviews": "close"}, follow=True).content.decode()
    closed = read(client, "/products/shown/")[1]
    staff.post(address, {"reviews": "open"})

    assert "Reviews that were published are kept, unseen, until you open them again." in asked
    assert "Reviews are closed." in closing
    assert "its page shows none and takes none" in closing
    assert ("EARLIER WORDS" in closed, CLOSED in closed) == (False, True)
    assert "EARLIER WORDS" in read(client, "/products/shown/")[1]


def test_the_button_pressed_twice_does_the_same(signed_in, pharmacist, text):
    address = f"/admin/catalog/product/{text.product_id}/reviews/"
    staff = signed_in(pharmacist)
    staff.post(address, {"reviews": "close"})
    before = Clock.stamp()

    staff.post(address, {"reviews": "close"})

    text.product.refresh_from_db()
    assert (text.product.reviews_open, Clock.stamp()) == (False, before)


@pytest.mark.parametrize("sent", [{}, {"reviews": "x"}])
def test_a_button_that_is_none_changes_nothing(signed_in, pharmacist, text, sent):
    response = signed_in(pharmacist).post(f"/admin/catalog/product/{text.product_id}/reviews/", sent)

    assert (response.status_code, Listing.objects.get().reviews_open) == (400, True)


@pytest.mark.parametrize("member", [factories.editor, factories.moderator, factories.safety_officer])
def test_nobody_else_closes_them(signed_in, text, member):
    staff = signed_in(member(name="somebody"))

    for answer in (staff.get, staff.post):
        assert answer(f"/admin/catalog/product/{text.product_id}/reviews/").status_code == 403
    assert Listing.objects.get().reviews_open


def test_only_a_pharmacist_sees_the_button(signed_in, pharmacist, editor, text):
    change, button = f"/admin/catalog/product/{text.product_id}/change/", f"/product/{text.product_id}/reviews/"

    assert button in signed_in(pharmacist).get(change).content.decode()
    assert button not in signed_in(editor).get(change).content.decode()


def test_a_medicine_that_is_closed_stays_closed_when_it_is_signed_anew(client, pharmacist, editor, text):
    text.product.switch_reviews(by=pharmacist, to_open=False)

    factories.republish(text.product, editor=editor, pharmacist=pharmacist, summary="A fresh summary.")

    assert not Listing.objects.get().reviews_open
    assert CLOSED in read(client, "/products/shown/")[1]
