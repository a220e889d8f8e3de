"""A minute to undo: everything is as it was, the letter is never sent, and the record tells both."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from catalog.models import Rating
from catalog.refusals import Refused
from reviews.models import Complaint, Decision, Letter, Original, ReviewText
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def shown(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator, rating=5, title="First")


@pytest.fixture
def waiting(shown, listing, customer):
    return factories.review(listing=listing, author=customer, rating=2, title="Second")


def states():
    return dict(ReviewText.objects.order_by("pk").values_list("title", "state"))


def letters():
    return list(Letter.objects.exclude(kind="received").values_list("kind", "text__title"))


def test_undoing_an_approval_brings_back_what_was_published(shown, waiting, moderator):
    when, who = shown.decided_at, shown.decided_by
    waiting.review.approve(by=moderator, text=waiting)
    assert (states(), Rating.objects.get().counts) == ({"First": "replaced", "Second": "shown"}, [0, 1, 0, 0, 0])

    waiting.review.undo(by=moderator, text=waiting)

    shown.refresh_from_db()
    assert states() == {"First": "shown", "Second": "waiting"}
    assert (shown.decided_at, shown.decided_by, shown.replaced_by) == (when, who, None)
    assert Rating.objects.get().counts == [0, 0, 0, 0, 1]
    assert letters() == [("shown", "First")]


@pytest.mark.parametrize("verb", ["reject", "ask_change"])
def test_undoing_what_kept_a_text_back(shown, waiting, moderator, verb):
    if verb == "reject":
        waiting.review.reject(by=moderator, text=waiting, reason="abusive", note="No.")
    else:
        waiting.review.ask_change(by=moderator, text=waiting, note="Please.")

    again = waiting.review.undo(by=moderator, text=waiting)

    assert (again.state, again.reason, again.note, again.decided_by, again.decided_at) == (
        "waiting",
        "",
        "",
        None,
        None,
    )
    assert letters() == [("shown", "First")]


def test_undoing_a_taking_down_shows_it_again_with_its_complaints(shown, moderator, other_customer):
    when = shown.decided_at
    shown.review.complain(by=other_customer, why="fake")
    shown.review.reject(by=moderator, text=shown, reason="off_topic")
    assert (Rating.objects.get().count, Complaint.objects.get().settled_by) == (0, moderator)

    again = shown.review.undo(by=moderator, text=shown)

    assert (again.state, again.decided_at, again.complaint_count) == ("shown", when, 1)
    assert (Rating.objects.get().count, Complaint.objects.get().settled_by) == (1, None)


def test_undoing_that_complaints_were_put_aside(shown, moderator, other_customer):
    shown.review.complain(by=other_customer, why="fake")
    shown.review.keep(by=moderator, text=shown)
    assert not Complaint.objects.filter(settled_at=None).exists()

    again = shown.review.undo(by=moderator, text=shown)

    assert (again.state, again.complaint_count) == ("shown", 1)
    assert Complaint.objects.get().settled_at is None


def test_undoing_a_mask(shown, moderator):
    said = shown.text
    masked = shown.review.mask(by=moderator, text=shown, spans=[("text", 2, 7)], digest=shown.digest)
    assert masked.text == "I [removed] better after two days."

    again = shown.review.undo(by=moderator, text=masked)

    assert again.text == said
    assert not Original.objects.exists()


def test_the_record_tells_both(shown, waiting, moderator):
    waiting.review.reject(by=moderator, text=waiting, reason="abusive")
    waiting.review.undo(by=moderator, text=waiting)

    lines = Decision.objects.filter(text_number=waiting.pk).values_list("act", "from_state", "to_state", "reason", "by")
    assert list(lines) == [
        ("undone", "rejected", "waiting", "abusive", moderator.pk),
        ("rejected", "waiting", "rejected", "abusive", moderator.pk),
        ("sent", "", "waiting", "", None),
    ]


def test_not_after_a_minute(waiting, moderator):
    waiting.review.approve(by=moderator, text=waiting)

    with time_machine.travel(timezone.now() + timedelta(seconds=61)), pytest.raises(Refused, match="minute"):
        waiting.review.undo(by=moderator, text=waiting)
    assert states()["Second"] == "shown"


def test_not_what_another_moderator_decided(waiting, moderator):
    waiting.review.approve(by=moderator, text=waiting)

    with pytest.raises(Refused, match="no decision of yours"):
        waiting.review.undo(by=factories.moderator(name="second"), text=waiting)
    assert states()["Second"] == "shown"


def test_not_twice(waiting, moderator):
    waiting.review.approve(by=moderator, text=waiting)
    waiting.review.undo(by=moderator, text=waiting)

    with pytest.raises(Refused, match="no decision of yours"):
        waiting.review.undo(by=moderator, text=waiting)


def test_not_where_the_author_has_sent_another_text(waiting, listing, customer, moderator):
    waiting.review.approve(by=moderator, text=waiting)
    factories.review(listing=listing, author=customer, title="Third")

    with pytest.raises(Refused, match="another text"):
        waiting.review.undo(by=moderator, text=waiting)
    assert states() == {"First": "replaced", "Second": "shown", "Third": "waiting"}


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_nothing_is_masked_that_was_not_read(shown, moderator, digest):
    with pytest.raises(Refused, match="Read it again"):
        shown.review.mask(by=moderator, text=shown, spans=[("text", 2, 7)], digest=digest)

    assert ReviewText.objects.get(pk=shown.pk).text == shown.text


def test_a_letter_that_a_worker_has_taken_up_keeps_its_decision(shown, moderator):
    Letter.objects.filter(kind="shown").update(tries=1)

    with pytest.raises(Refused, match="the author may have been told"):
        shown.review.undo(by=moderator, text=shown)

    assert (states(), letters()) == ({"First": "shown"}, [("shown", "First")])
    assert Rating.objects.get().counts == [0, 0, 0, 0, 1]
