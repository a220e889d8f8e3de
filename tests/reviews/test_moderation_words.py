"""What moderators type: characters that nobody sees are taken out, and what a verb refuses is said beside the words."""

import pytest

from reviews.admin.decision_forms import Rejection
from reviews.models import Reply, ReviewText
from tests import factories
from tests.reviews.moderating import page, sent

HIDDEN = "Please\u202e leave\x07 out\u2028the\x00 name."
KEPT = "Please leave out\nthe name."


@pytest.mark.parametrize("decision", ["reject", "change", "take_down"])
def test_a_note_loses_what_nobody_sees(signed_in, listing, customer, moderator, decision):
    text = factories.review(listing=listing, author=customer)
    if decision == "take_down":
        text = text.review.approve(by=moderator, text=text)

    answer = signed_in(moderator).post(page(text), sent(decision, text, reason="abusive", note=HIDDEN))

    assert (answer.status_code, ReviewText.objects.get().note) == (302, KEPT)


def test_an_answer_loses_what_nobody_sees(signed_in, listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)

    answer = signed_in(moderator).post(page(text), sent("answer", text, text=HIDDEN))

    assert (answer.status_code, Reply.objects.get().text) == (302, KEPT)


def test_a_note_of_nothing_that_anybody_sees_is_no_note(signed_in, listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)

    answer = signed_in(moderator).post(page(text), sent("change", text, note="\u202e \u2028"))

    assert "Say what should be changed: the author sees it." in answer.content.decode()
    assert ReviewText.objects.get().state == "waiting"


def test_what_the_verb_finds_wrong_is_said_and_what_was_typed_stays(
    signed_in, listing, customer, moderator, monkeypatch
):
    """A form that lets more through than its column takes must not cost a moderator their words."""
    text = factories.review(listing=listing, author=customer)
    monkeypatch.setattr(Rejection.base_fields["note"], "validators", [])

    answer = signed_in(moderator).post(page(text), sent("reject", text, reason="abusive", note="My words " * 200))

    said = answer.content.decode()
    assert (answer.status_code, "at most 1000 characters" in said, "My words" in said) == (200, True, True)
    assert ReviewText.objects.get().state == "waiting"
