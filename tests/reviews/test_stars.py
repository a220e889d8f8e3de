"""manage.py recount_ratings: the counters are what the rows say, or it says where not, and repairs."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from catalog.models import Change, Clock, Rating
from reviews.models import ReviewText
from tests import factories


@pytest.fixture
def text(listing, customer, other_customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator, rating=4)
    text.review.vote(by=other_customer)
    text.review.complain(by=other_customer, why="other")
    return text


@pytest.fixture
def waiting(listing, other_customer):
    return factories.review(listing=listing, author=other_customer, rating=1)


def recount(*options) -> list[str]:
    out = io.StringIO()
    call_command("recount_ratings", *options, stdout=out)
    return out.getvalue().splitlines()


def check() -> list[str]:
    out = io.StringIO()
    with pytest.raises(CommandError, match="Run it without --check"):
        call_command("recount_ratings", "--check", stdout=out)
    return out.getvalue().splitlines()


def counters(text):
    text.refresh_from_db()
    return Rating.objects.get().counts, text.helpful_count, text.complaint_count


RIGHT = ([0, 0, 0, 1, 0], 1, 1)


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_where_all_is_right_nothing_changes(text, waiting, options):
    before = Clock.stamp()

    assert recount(*options) == ["Medicines looked at: 1. Differences: 0."]
    assert (counters(text), Clock.stamp()) == (RIGHT, before)


def test_wrong_stars_are_told_and_put_right(text, waiting):
    Rating.objects.update(one=7, four=0)
    product = text.product_id
    lines = [f"product {product}: one is 7, counted 0", f"product {product}: four is 0, counted 1"]

    assert check() == [*lines, "Medicines looked at: 1. Differences: 2."]
    assert Rating.objects.get().counts == [7, 0, 0, 0, 0]

    assert recount() == [*(f"{line}; put right" for line in lines), "Medicines looked at: 1. Differences: 2."]
    assert counters(text) == RIGHT


def test_stars_that_were_never_counted_are(text):
    Rating.objects.all().delete()

    recount()

    assert counters(text) == RIGHT


def test_stars_of_no_review_are_taken_off(listing):
    Rating.objects.create(product_id=listing.product_id, five=3)

    recount()

    assert Rating.objects.get().count == 0


def test_wrong_votes_and_complaints_are_put_right(text):
    ReviewText.objects.update(helpful_count=9, complaint_count=0)
    where = f"product {text.product_id}, text {text.pk}"

    assert recount() == [
        f"{where}: helpful_count is 9, counted 1; put right",
        f"{where}: complaint_count is 0, counted 1; put right",
        "Medicines looked at: 1. Differences: 2.",
    ]
    assert counters(text) == RIGHT
    assert recount() == ["Medicines looked at: 1. Differences: 0."]


def test_it_is_right_after_any_number_of_complaints_too_many(text):
    ReviewText.objects.update(complaint_count=500)

    recount()

    text.refresh_from_db()
    assert (text.complaint_count, text.urgency) == (1, 20)


def test_the_page_shows_what_was_put_right(client, text, listing):
    Rating.objects.update(four=0, one=1)
    with transaction.atomic():
        Clock.move((listing.product_id, Change.Kind.REVIEW))
    address = f"/products/{listing.slug}/"
    assert "1 out of 5 stars" in client.get(address).content.decode()

    recount()

    assert "1 out of 5 stars" not in client.get(address).content.decode()


def test_a_medicine_that_is_not_listed_is_counted_too(text, pharmacist):
    text.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    Rating.objects.update(four=5)
    before = Clock.stamp()

    recount()

    assert (counters(text), Clock.stamp()) == (RIGHT, before)


def test_the_queries_do_not_grow_with_the_reviews(text, listing, moderator, django_assert_num_queries):
    for number in range(5):
        author = factories.user(name=f"author-{number}")
        factories.approved(listing=listing, author=author, moderator=moderator)

    with django_assert_num_queries(4):
        recount()
