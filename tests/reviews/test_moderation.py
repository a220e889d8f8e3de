"""/admin/reviews/review/: the queue and the decision."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Rating
from reviews.models import ReviewText
from tests import factories

QUEUE = "/admin/reviews/review/"


def page(text):
    return f"{QUEUE}{text.review_id}/change/"


def approval(text):
    return {"read": text.pk, "approve": "x"}


def rejection(text, *, reason, note=""):
    return {"read": text.pk, "reject": "x", "reason": reason, "note": note}


@pytest.fixture
def waiting(listing, customer):
    return factories.review(listing=listing, author=customer, rating=2, title="Not for me", text="One\n<b>two</b>")


def test_the_queue_opens_on_what_waits_oldest_first(signed_in, listing, waiting, other_customer, moderator):
    factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator, title="Decided")
    factories.review(listing=listing, author=other_customer, title="Younger")

    response = signed_in(moderator).get(QUEUE)

    html = response.content.decode()
    assert [review.title for review in response.context["cl"].queryset] == ["Not for me", "Younger"]
    assert "<p>One<br>&lt;b&gt;two&lt;/b&gt;</p>" in html
    assert listing.name in html


def test_the_stars_are_hidden_until_the_decision(signed_in, listing, waiting, moderator):
    client = signed_in(moderator)

    for html in (client.get(QUEUE).content.decode(), client.get(page(waiting)).content.decode()):
        assert not re.search(r"2 – poor|out of 5|stars__|name=\"rating\"", html)
    for column in ("texts__rating", "texts__rating__exact", "texts__rating__lt"):
        assert client.get(QUEUE, {column: 2}).status_code == 400

    client.post(page(waiting), approval(waiting))

    assert "2 – poor" in client.get(page(waiting)).content.decode()


def test_what_is_published_stands_beside_what_waits(signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator, rating=1, title="As it is")
    text = factories.review(listing=listing, author=customer, title="As it may be")

    html = signed_in(moderator).get(page(text)).content.decode()

    assert "As it is" in html
    assert "As it may be" in html
    assert "Ana P." in html
    assert customer.email not in html
    assert "customer@" not in html
    assert "1 – very poor" not in html


def test_approving(signed_in, waiting, moderator):
    response = signed_in(moderator).post(page(waiting), approval(waiting), follow=True)

    waiting.refresh_from_db()
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "Published: “Not for me”." in response.content.decode()
    assert (waiting.state, waiting.decided_by) == ("shown", moderator)
    assert Rating.objects.get().counts == [0, 1, 0, 0, 0]


def test_rejecting_with_a_reason_and_a_note(signed_in, waiting, moderator):
    fields = rejection(waiting, reason="off_topic", note=" About the courier. ")

    signed_in(moderator).post(page(waiting), fields)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.note) == ("rejected", "off_topic", "About the courier.")
    assert not Rating.objects.exists()


@pytest.mark.parametrize("reason", ["", "low_rating"])
def test_rejecting_without_a_reason_of_content(signed_in, waiting, moderator, reason):
    fields = rejection(waiting, reason=reason, note="Typed words")

    html = signed_in(moderator).post(page(waiting), fields).content.decode()

    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert "Typed words" in html
    assert "errorlist" in html


def test_a_text_that_changed_meanwhile_is_not_decided(signed_in, listing, customer, waiting, moderator):
    later = factories.review(listing=listing, author=customer, title="Changed")

    html = signed_in(moderator).post(page(waiting), approval(waiting)).content.decode()

    later.refresh_from_db()
    assert "The author has changed the text since you opened it." in html
    assert "Changed" in html
    assert later.state == "waiting"
    assert not ReviewText.objects.shown().exists()


@pytest.mark.parametrize("read", ["", "x", "9" * 30])
def test_a_decision_names_what_was_read(signed_in, waiting, moderator, read):
    response = signed_in(moderator).post(page(waiting), {"read": read, "approve": "x"})

    waiting.refresh_from_db()
    assert response.status_code == 200
    assert waiting.state == "waiting"


def test_what_was_decided_is_found_again(signed_in, listing, waiting, other_customer, moderator):
    factories.approved(listing=listing, author=other_customer, moderator=moderator, title="Shown")
    client = signed_in(moderator)
    client.post(page(waiting), rejection(waiting, reason="abusive", note="Why."))

    html = client.get(page(waiting)).content.decode()

    assert [one.title for one in client.get(QUEUE, {"state": "shown"}).context["cl"].queryset] == ["Shown"]
    assert [one.title for one in client.get(QUEUE, {"state": "rejected"}).context["cl"].queryset] == ["Not for me"]
    assert client.get(QUEUE, {"state": "nonsense"}).context["cl"].result_count == 0
    assert "It insults or threatens" in html
    assert "Publish this text" not in html


def test_the_second_moderator_hears_of_the_first(signed_in, waiting, moderator):
    other = factories.moderator(name="other_moderator")
    signed_in(other).post(page(waiting), rejection(waiting, reason="abusive"))

    html = signed_in(moderator).post(page(waiting), approval(waiting)).content.decode()

    waiting.refresh_from_db()
    assert "somebody has decided on it already" in html
    assert (waiting.state, waiting.decided_by) == ("rejected", other)


def test_nobody_judges_their_own_words(signed_in, listing, moderator):
    text = factories.review(listing=listing, author=moderator)
    client = signed_in(moderator)

    opened = client.get(page(text)).content.decode()
    sent = client.post(page(text), approval(text)).content.decode()

    text.refresh_from_db()
    assert "Publish this text" not in opened
    assert "This review is your own." in sent
    assert text.state == "waiting"


def test_only_a_moderator(client, signed_in, waiting, customer, editor, pharmacist):
    superuser = factories.user(name="root", is_staff=True, is_superuser=True)
    for one in (customer, editor, pharmacist):
        browser = signed_in(one)
        assert browser.get(page(waiting)).status_code in (302, 403)
        assert browser.post(page(waiting), approval(waiting)).status_code in (302, 403)
    assert client.post(page(waiting), approval(waiting)).status_code == 302
    assert signed_in(superuser).post(page(waiting), approval(waiting)).status_code == 403

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_nothing_is_decided_by_opening_a_page(signed_in, waiting, moderator):
    signed_in(moderator).get(page(waiting), approval(waiting))

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_no_adding_no_deleting_no_actions(signed_in, waiting, moderator):
    client = signed_in(moderator)

    assert client.get(f"{QUEUE}add/").status_code == 403
    assert client.post(f"{QUEUE}{waiting.review_id}/delete/", {"post": "yes"}).status_code == 403
    client.post(QUEUE, {"action": "delete_selected", "_selected_action": waiting.review_id, "post": "yes"})
    assert ReviewText.objects.count() == 1


@pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 30, "²"])
def test_missing(signed_in, moderator, key):
    assert signed_in(moderator).get(f"{QUEUE}{key}/change/").status_code == 404


def test_empty(signed_in, moderator):
    assert signed_in(moderator).get(QUEUE).context["cl"].result_count == 0


def test_queries_do_not_grow(signed_in, listing, moderator):
    client = signed_in(moderator)
    counts = []
    for number in range(6):
        factories.review(listing=listing, author=factories.user(name=f"author{number}"))
        if number in (0, 5):
            with CaptureQueriesContext(connection) as queries:
                client.get(QUEUE)
            counts.append(len(queries))

    assert counts[0] == counts[1]


def test_no_script_or_style_stands_in_the_pages(signed_in, waiting, moderator):
    client = signed_in(moderator)

    for address in (QUEUE, page(waiting)):
        html = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html) if "application/json" not in tag)
