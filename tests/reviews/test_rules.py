"""What must hold, the database holds; and stars are counted from what is shown."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from catalog.models import Rating
from reviews.models import Review, ReviewText
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


def refused(sql, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def shown(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator, rating=3)


def counts():
    return Rating.objects.get().counts


@pytest.mark.parametrize("rating", [0, 6])
def test_one_to_five_stars(shown, rating):
    refused("UPDATE reviews_reviewtext SET rating = %s WHERE id = %s", rating, shown.pk)


@pytest.mark.parametrize("state", ["shown", "rejected"])
def test_nothing_is_decided_without_whom_and_when(shown, state):
    reason = "abusive" if state == "rejected" else ""
    sql = "UPDATE reviews_reviewtext SET state = %s, reason = %s, {} = NULL WHERE id = %s"
    refused(sql.format("decided_by_id"), state, reason, shown.pk)
    refused(sql.format("decided_at"), state, reason, shown.pk)


def test_what_waits_is_decided_by_nobody(shown):
    refused("UPDATE reviews_reviewtext SET state = 'waiting' WHERE id = %s", shown.pk)


def test_rejected_means_a_reason_and_only_that(shown):
    refused("UPDATE reviews_reviewtext SET state = 'rejected' WHERE id = %s", shown.pk)
    refused("UPDATE reviews_reviewtext SET reason = 'abusive' WHERE id = %s", shown.pk)


def test_no_other_state(shown):
    refused("UPDATE reviews_reviewtext SET state = 'hidden' WHERE id = %s", shown.pk)


def test_one_text_is_shown_and_one_waits(listing, customer, moderator, shown):
    later = factories.review(listing=listing, author=customer)
    decided = "state = 'shown', decided_by_id = %s, decided_at = %s"
    refused(f"UPDATE reviews_reviewtext SET {decided} WHERE id = %s", moderator.pk, timezone.now(), later.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewText.objects.create(review=shown.review, rating=1, title="a", text="a")


def test_one_review_per_customer_and_product(listing, customer, shown):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(product_id=listing.product_id, author=customer)


def test_but_many_of_former_customers(listing):
    for _number in range(2):
        Review.objects.create(product_id=listing.product_id, author=None)

    assert Review.objects.count() == 2


def test_stars_follow_every_decision(listing, customer, other_customer, moderator):
    first = factories.approved(listing=listing, author=customer, moderator=moderator, rating=5)
    assert counts() == [0, 0, 0, 0, 1]

    second = factories.approved(listing=listing, author=other_customer, moderator=moderator, rating=1)
    assert (counts(), Rating.objects.get().average) == ([1, 0, 0, 0, 1], 3.0)

    factories.review(listing=listing, author=customer, rating=2)
    assert counts() == [1, 0, 0, 0, 1]

    waiting = first.review.waiting
    waiting.review.reject(by=moderator, text=waiting, reason="off_topic")
    assert counts() == [1, 0, 0, 0, 1]

    factories.approved(listing=listing, author=customer, moderator=moderator, rating=4)
    assert counts() == [1, 0, 0, 1, 0]

    second.review.withdraw(by=other_customer)
    assert counts() == [0, 0, 0, 1, 0]

    customer.leave(with_reviews=False)
    assert counts() == [0, 0, 0, 1, 0]


def test_a_rejected_change_leaves_what_is_published(listing, customer, moderator, shown):
    text = factories.review(listing=listing, author=customer, rating=1)

    text.review.reject(by=moderator, text=text, reason="abusive")

    assert ReviewText.objects.shown().get() == shown
    assert counts() == [0, 0, 1, 0, 0]
