"""Pages of reviews take the same few queries and read the same few rows, whatever the number of reviews."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import review_crowd
from reviews.models import Complaint, ReviewText, Vote
from reviews.models.stars import differences
from reviews.review_search import PAGE_SIZE, ReviewSearch, before, place, read_place
from tests import factories

FEW, MANY = 3, 300
QUERIES = ["", "sort=helpful", "sort=highest", "sort=lowest", "stars=5", "stars=5&sort=helpful"]
NARROWED = ["verified=1", "condition=hay-fever", "condition=hay-fever&sort=helpful"]


@pytest.fixture
def crowds(editor, pharmacist, moderator):
    """Two medicines: one with a few reviews, one with many."""
    found = []
    uses = [{"title": one, "text": one, "condition": {"name": one}} for one in ("Hay fever", "Hives")]
    for slug, number in (("few", FEW), ("many", MANY)):
        listing = factories.listed(editor=editor, pharmacist=pharmacist, slug=slug, indications=uses)
        review_crowd.crowd(listing, number, moderator=moderator)
        found.append(listing)
    return found


@pytest.fixture
def queries(client):
    def count(address) -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        return len(captured)

    return count


def asked(listing, query="") -> ReviewSearch:
    return ReviewSearch(listing, dict(part.split("=") for part in query.split("&") if part))


def url(listing, query="") -> str:
    return asked(listing, query).url()


def test_a_product_page_takes_five_queries(queries, crowds):
    counts = [queries(f"/products/{listing.slug}/") for listing in crowds]

    assert counts[0] == counts[1] <= 5


def test_the_whole_list_takes_five_in_every_order_and_with_every_number_of_stars(queries, crowds):
    counts = {query: {queries(url(listing, query)) for listing in crowds} for query in QUERIES}

    assert {query for query, found in counts.items() if found != {5}} == set()


def test_one_more_counts_what_no_counter_tells_and_later_pages_take_none(queries, crowds):
    _few, many = crowds
    first = {query: queries(url(many, query)) for query in NARROWED}
    later = {query: asked(many, query).page()[1]["next"] for query in NARROWED}

    assert first == dict.fromkeys(NARROWED, 6)
    assert {query: queries(address) for query, address in later.items()} == dict.fromkeys(NARROWED, 5)


def test_kept_ready_a_list_takes_two(client, crowds, django_assert_num_queries):
    _few, many = crowds
    client.get(url(many))

    with django_assert_num_queries(2):
        client.get(url(many))


@pytest.mark.parametrize("query", ["stars=5&verified=1", "condition=hay-fever&verified=1"])
def test_what_visitors_can_ask_for_without_end_is_not_kept(client, crowds, query):
    client.get(url(crowds[1], query))

    assert not caches["pages"]._cache


def test_stars_that_nobody_gave_read_no_review(client, listing, moderator, django_assert_num_queries):
    review_crowd.crowd(listing, FEW, moderator=moderator)
    ReviewText.objects.update(rating=3)
    (wrong, *_others) = differences([listing.product_id])
    assert wrong.text is None

    search = ReviewSearch(listing, {"stars": "1"})
    search.rating.one = 0
    with django_assert_num_queries(0):
        assert search.page() == ([], {})


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan as SQLite spells it")
@pytest.mark.parametrize(
    ("query", "seek"),
    [
        ("", "reviews_shown_newest (product_id=? AND reason=? AND decided_at<?)"),
        ("sort=helpful", "reviews_shown_helpful (product_id=? AND reason=? AND (helpful_count,decided_at)<(?,?))"),
        ("sort=highest", "reviews_shown_highest (product_id=? AND reason=? AND (rating,decided_at)<(?,?))"),
        ("sort=lowest", "reviews_shown_lowest (product_id=? AND reason=? AND (poorness,decided_at)<(?,?))"),
        ("stars=5", "reviews_shown_highest (product_id=? AND reason=? AND rating=? AND decided_at<?)"),
        (
            "condition=hay-fever",
            "reviews_shown_condition (product_id=? AND reason=? AND condition_id=? AND decided_at<?)",
        ),
    ],
)
def test_a_later_page_starts_where_the_last_ended(crowds, query, seek):
    search = asked(crowds[1], query)
    last = search.texts[PAGE_SIZE]

    plan = search.texts.filter(before(search.order, read_place(place(last, search.order), search.order))).explain()

    assert f"USING INDEX {seek}" in plan
    assert "TEMP B-TREE" not in plan


def test_a_vote_and_a_complaint_take_the_same_however_many_there_are(crowds, other_customer):
    counts = []
    for listing in crowds:
        text = ReviewText.objects.of_listing(listing).first()
        with CaptureQueriesContext(connection) as captured:
            text.review.vote(by=other_customer)
            text.review.complain(by=other_customer, why="other")
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert (Vote.objects.count(), Complaint.objects.count()) == (2, 2)
