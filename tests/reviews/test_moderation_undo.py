"""Undo: a button for a minute, and a page of its own."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from reviews.models import Letter
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import QUEUE, page, sent, undo_page


@pytest.fixture
def waiting(listing, customer):
    return factories.review(listing=listing, author=customer, title="Not for me")


FIELDS = {"approve": {}, "reject": {"reason": "abusive"}, "change": {"note": "Please."}, "mask": {"words": "slept"}}


@pytest.mark.parametrize("decision", FIELDS)
def test_a_decision_is_undone_from_the_page_that_follows(signed_in, waiting, moderator, decision):
    client = signed_in(moderator)
    page_after = client.post(page(waiting), sent(decision, waiting, **FIELDS[decision]), follow=True)
    assert f'action="{undo_page(waiting)}"' in page_after.content.decode()

    response = client.post(undo_page(waiting), follow=True)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.text) == ("waiting", "I slept better after two days.")
    assert response.redirect_chain == [(f"{page(waiting)}?text={waiting.pk}", 302)]
    assert "Undone: “Not for me”." in text_of(response)
    assert list(Letter.objects.values_list("kind", flat=True)) == ["received"]


def test_the_page_of_its_own(signed_in, waiting, moderator):
    client = signed_in(moderator)
    client.post(page(waiting), sent("approve", waiting))

    told = text_of(client.get(undo_page(waiting)))

    assert "Published: “Not for me”." in told
    waiting.refresh_from_db()
    assert waiting.state == "shown"


def test_after_a_minute_it_stands(signed_in, waiting, moderator):
    client = signed_in(moderator)
    client.post(page(waiting), sent("approve", waiting))

    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        assert "Undo" not in text_of(client.get(QUEUE))
        assert "can still be undone" in text_of(client.get(undo_page(waiting)))
        told = text_of(client.post(undo_page(waiting)))

    waiting.refresh_from_db()
    assert "A minute has passed" in told
    assert waiting.state == "shown"


def test_nobody_undoes_what_another_decided(signed_in, waiting, moderator):
    other = factories.moderator(name="other_moderator")
    signed_in(other).post(page(waiting), sent("approve", waiting))
    client = signed_in(moderator)

    assert "Undo" not in text_of(client.get(QUEUE))
    assert "There is no decision of yours to undo." in text_of(client.post(undo_page(waiting)))
    waiting.refresh_from_db()
    assert waiting.state == "shown"


@pytest.mark.parametrize("key", [0, 999999, 9**25])
def test_missing(signed_in, moderator, key):
    assert signed_in(moderator).get(f"{QUEUE}texts/{key}/undo/").status_code == 404
    assert signed_in(moderator).post(f"{QUEUE}texts/{key}/undo/").status_code == 404


def test_wrong_method(signed_in, waiting, moderator):
    assert signed_in(moderator).put(undo_page(waiting)).status_code == 405
