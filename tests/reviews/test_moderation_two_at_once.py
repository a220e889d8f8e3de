"""Two moderators on one review, and an author who acts while it is read: the second is told by whom and what."""

import pytest

from reviews.models import ReviewText
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import page, sent


@pytest.fixture
def waiting(listing, customer):
    return factories.review(listing=listing, author=customer, title="Not for me")


@pytest.fixture
def other(db):
    return factories.moderator(name="other_moderator")


def test_the_second_moderator_hears_of_the_first(signed_in, waiting, moderator, other):
    signed_in(other).post(page(waiting), sent("reject", waiting, reason="abusive"))

    told = text_of(signed_in(moderator).post(page(waiting), sent("approve", waiting))).replace("\xa0", " ")

    waiting.refresh_from_db()
    assert "somebody has decided on it already. other_moderator, 0 minutes ago: not published." in told
    assert (waiting.state, waiting.decided_by) == ("rejected", other)


@pytest.mark.parametrize(("decision", "fields"), [("reject", {"reason": "abusive"}), ("change", {})])
def test_what_the_second_one_typed_stays(signed_in, waiting, moderator, other, decision, fields):
    waiting.review.approve(by=other, text=waiting)

    told = text_of(signed_in(moderator).post(page(waiting), sent(decision, waiting, note="My long note.", **fields)))

    waiting.refresh_from_db()
    assert waiting.state == "shown"
    assert "What you typed" in told
    assert "My long note." in told


def test_a_part_masked_meanwhile_is_read_first(signed_in, waiting, moderator, other):
    fields = sent("approve", waiting)
    waiting.review.mask(by=other, text=waiting, spans=[("title", 0, 3)], digest=waiting.digest)

    response = signed_in(moderator).post(page(waiting), fields)

    waiting.refresh_from_db()
    assert "A part of this text was masked since you opened it." in text_of(response)
    assert waiting.state == "waiting"
    assert f'value="{waiting.digest}"' in response.content.decode()


def test_a_text_that_its_author_changed_is_not_decided(signed_in, listing, customer, waiting, moderator):
    later = factories.review(listing=listing, author=customer, title="Changed")

    fields = sent("reject", waiting, reason="off_topic", note="My note.")
    response = signed_in(moderator).post(page(waiting), fields)

    told = text_of(response).replace("\xa0", " ")
    later.refresh_from_db()
    assert "The author has changed the text since you opened it." in told
    assert "The author, 0 minutes ago: sent by the author." in told
    assert response.context["text"] == later
    assert response.context["reading"].forms["reject"]["note"].value() == "My note."
    assert later.state == "waiting"
    assert not ReviewText.objects.shown().exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_review_that_its_author_took_back(signed_in, waiting, customer, moderator, method):
    address, fields = page(waiting), sent("approve", waiting)
    waiting.review.withdraw(by=customer)

    response = getattr(signed_in(moderator), method)(address, fields)

    assert response.status_code == 404
    assert "The author has taken this review back" in text_of(response)


def test_a_review_whose_author_left(signed_in, waiting, customer, moderator):
    address = page(waiting)
    customer.leave(with_reviews=True)

    assert "The author has taken this review back" in text_of(signed_in(moderator).get(address))


def test_a_complaint_that_was_settled_meanwhile(signed_in, waiting, other_customer, moderator, other):
    waiting.review.approve(by=moderator, text=waiting)
    waiting.review.complain(by=other_customer, why="abusive")
    waiting.review.keep(by=other, text=waiting)

    told = text_of(signed_in(moderator).post(page(waiting), sent("keep", waiting))).replace("\xa0", " ")

    assert "other_moderator, 0 minutes ago: complaints looked at, left as it is." in told
