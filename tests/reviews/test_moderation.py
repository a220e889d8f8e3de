"""/admin/reviews/reviewtext/: the queue and the decision."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Rating
from reviews.models import ReviewText
from tests import factories

QUEUE = "/admin/reviews/reviewtext/"


def page(text):
    return f"{QUEUE}{text.pk}/change/"


def decision(text, **fields):
    return {"read": text.pk, "decision": "approve"} | fields


@pytest.fixture
def waiting(listing, customer):
    return factories.review(listing=listing, author=customer, rating=2, title="Not for me", text="One\n<b>two</b>")


def test_the_queue_opens_on_what_waits_oldest_first(signed_in, listing, waiting, other_customer, moderator):
    factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator, title="Decided")
    factories.review(listing=listing, author=other_customer, title="Younger")

    response = signed_in(moderator).get(QUEUE)

    html = response.content.decode()
    assert [text.title for text in response.context["cl"].queryset] == ["Not for me", "Younger"]
    assert "&lt;b&gt;two&lt;/b&gt;" in html
    assert listing.name in html


def test_the_stars_are_hidden_until_the_decision(signed_in, listing, waiting, moderator):
    client = signed_in(moderator)

    for html in (client.get(QUEUE).content.decode(), client.get(page(waiting)).content.decode()):
        assert not re.search(r"2 – poor|out of 5|stars__|name=\"rating\"", html)
    for column in ("rating", "rating__exact", "rating__lt"):
        assert client.get(QUEUE, {column: 2}).status_code == 400

    client.post(page(waiting), decision(waiting))

    assert "2 – poor" in client.get(page(waiting)).content.decode()


def test_what_is_published_stands_beside_what_waits(signed_in, listing, customer, moderator):
    shown = factories.approved(listing=listing, author=customer, moderator=moderator, rating=1, title="As it is")
    text = factories.review(listing=listing, author=customer, title="As it may be")
    client = signed_in(moderator)

    html = client.get(page(text)).content.decode()

    assert "As it is" in html
    assert "As it may be" in html
    assert "Ana P." in html
    assert customer.email not in html
    assert "customer@" not in html
    assert "1 – very poor" not in html
    assert "1 – very poor" not in client.get(page(shown)).content.decode()


def test_approving(signed_in, waiting, moderator):
    response = signed_in(moderator).post(page(waiting), decision(waiting), follow=True)

    waiting.refresh_from_db()
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "Published: “Not for me”." in response.content.decode()
    assert (waiting.state, waiting.decided_by) == ("shown", moderator)
    assert Rating.objects.get().counts == [0, 1, 0, 0, 0]


def test_rejecting_with_a_reason_and_a_note(signed_in, waiting, moderator):
    fields = decision(waiting, decision="reject", reason="off_topic", note=" About the courier. ")

    signed_in(moderator).post(page(waiting), fields)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.note) == ("rejected", "off_topic", "About the courier.")
    assert not Rating.objects.exists()


@pytest.mark.parametrize("reason", ["", "low_rating"])
def test_rejecting_without_a_reason_of_content(signed_in, waiting, moderator, reason):
    fields = decision(waiting, decision="reject", reason=reason, note="Typed words")

    html = signed_in(moderator).post(page(waiting), fields).content.decode()

    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert "Typed words" in html
    assert "errorlist" in html


def test_a_text_that_changed_meanwhile_is_not_decided(signed_in, listing, customer, waiting, moderator):
    later = factories.review(listing=listing, author=customer, title="Changed")
    client = signed_in(moderator)

    old = client.post(page(waiting), decision(waiting)).content.decode()
    mixed = client.post(page(later), decision(waiting)).content.decode()

    assert "The author has changed the text since you opened it." in old
    assert "This is not the text that you have read." in mixed
    assert not ReviewText.objects.shown().exists()


def test_the_second_moderator_hears_of_the_first(signed_in, waiting, moderator):
    other = factories.moderator(name="other_moderator")
    signed_in(other).post(page(waiting), decision(waiting, decision="reject", reason="abusive"))

    html = signed_in(moderator).post(page(waiting), decision(waiting)).content.decode()

    waiting.refresh_from_db()
    assert "somebody has decided on it already" in html
    assert (waiting.state, waiting.decided_by) == ("rejected", other)


def test_nobody_judges_their_own_words(signed_in, listing, moderator):
    text = factories.review(listing=listing, author=moderator)
    client = signed_in(moderator)

    opened = client.get(page(text)).content.decode()
    sent = client.post(page(text), decision(text)).content.decode()

    text.refresh_from_db()
    assert "Publish this text" not in opened
    assert "This review is your own." in sent
    assert text.state == "waiting"


def test_only_a_moderator(client, signed_in, waiting, customer, editor, pharmacist):
    superuser = factories.user(name="root", is_staff=True, is_superuser=True)
    for one in (customer, editor, pharmacist):
        browser = signed_in(one)
        assert browser.get(page(waiting)).status_code in (302, 403)
        assert browser.post(page(waiting), decision(waiting)).status_code in (302, 403)
    assert client.post(page(waiting), decision(waiting)).status_code == 302
    assert signed_in(superuser).post(page(waiting), decision(waiting)).status_code == 403

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_nothing_is_decided_by_opening_a_page(signed_in, waiting, moderator):
    signed_in(moderator).get(page(waiting), decision(waiting))

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_no_adding_no_deleting_no_actions(signed_in, waiting, moderator):
    client = signed_in(moderator)

    assert client.get(f"{QUEUE}add/").status_code == 403
    assert client.post(f"{QUEUE}{waiting.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(QUEUE, {"action": "delete_selected", "_selected_action": waiting.pk, "post": "yes"})
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
