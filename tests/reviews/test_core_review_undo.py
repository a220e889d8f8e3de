"""Undo, where something else has happened within the minute: nothing is lost, shown twice or counted wrong."""

import pytest

from catalog.models import Rating
from catalog.refusals import NotWaiting, Refused
from reviews import tallies
from reviews.models import Complaint, Decision, Original, ReviewText
from reviews.models.stars import differences
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def shown(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator, rating=5, title="First")


def states():
    return dict(ReviewText.objects.order_by("pk").values_list("title", "state"))


def test_not_an_approval_whose_text_was_replaced_by_a_later_one(shown, listing, customer, moderator):
    later = factories.review(listing=listing, author=customer, rating=2, title="Second")
    later.review.approve(by=factories.moderator(name="second"), text=later)

    with pytest.raises(Refused, match="another text"):
        shown.review.undo(by=moderator, text=shown)

    assert states() == {"First": "replaced", "Second": "shown"}
    assert Rating.objects.get().counts == [0, 1, 0, 0, 0]


def test_not_a_rejection_where_a_later_text_is_published(listing, customer, moderator):
    first = factories.review(listing=listing, author=customer, title="First")
    first.review.reject(by=moderator, text=first, reason="abusive")
    later = factories.approved(listing=listing, author=customer, moderator=moderator, title="Second")

    with pytest.raises(Refused, match="another text"):
        first.review.undo(by=moderator, text=first)

    assert states() == {"First": "rejected", "Second": "shown"}
    assert later.review.waiting is None


def test_not_a_mask_of_a_text_that_was_replaced(listing, customer, moderator):
    first = factories.review(listing=listing, author=customer, title="First")
    first.review.mask(by=moderator, text=first, spans=[("text", 2, 7)], digest=first.digest)
    factories.review(listing=listing, author=customer, title="Second")

    with pytest.raises(Refused, match="another text"):
        first.review.undo(by=moderator, text=first)
    assert "[removed]" in ReviewText.objects.get(title="First").text


def test_a_taking_down_comes_back_with_the_votes_of_now(shown, moderator, other_customer):
    shown.review.vote(by=other_customer)
    shown.review.reject(by=moderator, text=shown, reason="off_topic")
    shown.review.take_vote_back(by=other_customer)

    again = shown.review.undo(by=moderator, text=shown)

    assert again.helpful_count == 0
    assert differences([shown.product_id]) == []


def test_a_taking_down_while_another_text_waits(shown, listing, customer, moderator):
    factories.review(listing=listing, author=customer, rating=1, title="Second")
    shown.review.reject(by=moderator, text=shown, reason="off_topic")

    shown.review.undo(by=moderator, text=shown)

    assert states() == {"First": "shown", "Second": "waiting"}
    assert Rating.objects.get().counts == [0, 0, 0, 0, 1]


def test_a_complaint_that_was_said_again_meanwhile_is_open_once(shown, moderator, other_customer):
    shown.review.complain(by=other_customer, why="fake")
    shown.review.keep(by=moderator, text=shown)
    shown.review.complain(by=other_customer, why="abusive")

    again = shown.review.undo(by=moderator, text=shown)

    assert again.complaint_count == 1
    assert list(Complaint.objects.filter(settled_at=None).values_list("why", flat=True)) == ["abusive"]


def test_the_last_mask_alone_is_taken_back(shown, moderator):
    words = shown.text
    once = shown.review.mask(by=moderator, text=shown, spans=[("text", 2, 7)], digest=shown.digest)
    said = once.text
    twice = shown.review.mask(by=moderator, text=once, spans=[("title", 0, 5)], digest=once.digest)
    assert (twice.title, twice.text) == ("[removed]", said)

    again = shown.review.undo(by=moderator, text=twice)

    assert (again.title, again.text) == ("First", said)
    assert Original.objects.get().words == words


def test_a_mask_whose_original_went_with_its_author(shown, moderator, customer):
    masked = shown.review.mask(by=moderator, text=shown, spans=[("text", 2, 7)], digest=shown.digest)
    customer.leave(with_reviews=False)

    with pytest.raises(Refused, match="no longer"):
        shown.review.undo(by=moderator, text=masked)
    assert "[removed]" in ReviewText.objects.get().text


def test_a_rejection_whose_text_went_with_its_author(shown, listing, customer, moderator):
    later = factories.review(listing=listing, author=customer, title="Second")
    later.review.reject(by=moderator, text=later, reason="abusive")
    customer.leave(with_reviews=False)

    with pytest.raises(NotWaiting, match="gone"):
        later.review.undo(by=moderator, text=later)
    assert states() == {"First": "shown"}


def test_a_text_as_long_as_may_be_can_be_masked_and_decided(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer, title="x" * 100, text="a " * 1999 + "b")
    review = text.review
    masked = review.mask(by=moderator, text=text, spans=[("text", 0, 1), ("text", 2, 3)], digest=text.digest)
    assert len(masked.text) > 4000

    assert review.approve(by=moderator, text=masked).state == "shown"
    assert review.undo(by=moderator, text=masked).state == "waiting"


def test_what_leaves_with_its_author_is_in_the_record(shown, customer):
    customer.leave(with_reviews=True)

    last = Decision.objects.first()
    assert (last.act, last.text_number, last.from_state, last.to_state, last.by) == (
        "deleted",
        shown.pk,
        "shown",
        "",
        None,
    )


def test_undoing_that_complaints_were_put_aside_takes_no_mask_off_the_public_numbers(shown, moderator, other_customer):
    masked = shown.review.mask(by=moderator, text=shown, spans=[("text", 2, 7)], digest=shown.digest)
    shown.review.complain(by=other_customer, why="fake")
    shown.review.keep(by=moderator, text=masked)
    shown.review.undo(by=moderator, text=masked)

    ever, _year, _waiting = tallies.counted()
    assert ever[Decision.Act.MASKED, ""] == 1


def test_more_complaints_than_the_queue_can_weigh(shown, moderator):
    review = shown.review
    Complaint.objects.bulk_create(Complaint(review=review, why="fake") for _number in range(2000))
    review.count_complaints()
    full = ReviewText.objects.get()
    assert (full.complaint_count, full.urgency) == (2000, 20_000)

    assert review.keep(by=moderator, text=full).urgency == 0
