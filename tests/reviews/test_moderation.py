"""/admin/reviews/review/<n>/change/: a review is read, and decided."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Rating
from reviews.models import Decision, Reply, ReviewText
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import QUEUE, page, sent

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def waiting(listing, customer):
    return factories.review(listing=listing, author=customer, rating=2, title="Not for me", text="One\n<b>two</b>")


@pytest.fixture
def shown(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator, rating=2, title="Not for me")


@pytest.fixture
def complained(shown, other_customer):
    shown.review.complain(by=other_customer, why="abusive", note="It <b>insults</b> me.")
    shown.refresh_from_db()
    return shown


def test_the_words_are_shown_as_they_are(signed_in, waiting, moderator):
    html = signed_in(moderator).get(page(waiting)).content.decode()

    assert "One\n&lt;b&gt;two&lt;/b&gt;" in html


def test_the_stars_are_hidden_until_the_decision(signed_in, waiting, moderator):
    client = signed_in(moderator)

    html = client.get(page(waiting)).content.decode()
    assert not re.search(r"2 – poor|out of 5|stars__|name=\"rating\"", html)

    client.post(page(waiting), sent("approve", waiting))
    assert "2 – poor" in client.get(page(waiting)).content.decode()


def test_the_stars_are_hidden_while_readers_complain(signed_in, complained, moderator):
    html = signed_in(moderator).get(page(complained)).content.decode()

    assert "2 – poor" not in html
    assert "It insults or threatens" in html
    assert "It &lt;b&gt;insults&lt;/b&gt; me." in html


def test_who_looks_again_sees_no_stars(signed_in, shown, moderator):
    client = signed_in(moderator)
    decided, again = client.get(page(shown)), client.get(page(shown), {"again": "1"})

    assert "2 – poor" in decided.content.decode()
    assert list(decided.context["reading"].forms) == ["answer"]
    assert "2 – poor" not in again.content.decode()
    assert list(again.context["reading"].forms) == ["take_down", "mask", "answer"]


def test_what_is_published_stands_beside_what_waits(signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator, rating=1, title="As it is")
    text = factories.review(listing=listing, author=customer, title="As it may be")

    response = signed_in(moderator).get(page(text))

    html = response.content.decode()
    assert "As it is" in html
    assert "As it may be" in html
    assert "Ana P." in html
    assert customer.email not in html
    assert "customer@" not in html
    assert "1 – very poor" not in html
    assert "What the author has changed Title As it [taken out:] is [put in:] may be" in text_of(response)


def test_approving(signed_in, waiting, moderator):
    response = signed_in(moderator).post(page(waiting), sent("approve", waiting), follow=True)

    waiting.refresh_from_db()
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "Published: “Not for me”. For" in text_of(response)
    assert (waiting.state, waiting.decided_by) == ("shown", moderator)
    assert Rating.objects.get().counts == [0, 1, 0, 0, 0]


def test_rejecting_with_a_reason_and_a_note(signed_in, waiting, moderator):
    fields = sent("reject", waiting, reason="off_topic", note=" About the courier. ")

    signed_in(moderator).post(page(waiting), fields)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.note) == ("rejected", "off_topic", "About the courier.")
    assert not Rating.objects.exists()


@pytest.mark.parametrize("decision", ["reject", "take_down"])
@pytest.mark.parametrize("reason", ["", "low_rating", "fake"])
def test_the_reasons_are_those_of_the_policy_alone(signed_in, waiting, moderator, decision, reason):
    fields = sent(decision, waiting, reason=reason, note="Typed words")

    html = signed_in(moderator).post(page(waiting), fields).content.decode()

    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert "Typed words" in html
    assert "Reason" in html
    assert "error-summary" in html


def test_the_reasons_offered_are_those_of_the_policy(signed_in, waiting, moderator):
    form = signed_in(moderator).get(page(waiting)).context["reading"].forms["reject"]

    assert form.fields["reason"].choices == [("", "—"), *ReviewText.Reason.choices]


def test_asking_for_a_change(signed_in, waiting, moderator):
    signed_in(moderator).post(page(waiting), sent("change", waiting, note="Leave the name out, please."))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.note) == ("change_asked", "Leave the name out, please.")


@pytest.mark.parametrize("note", ["", "  ", "x" * 1001])
def test_a_change_is_asked_for_with_words(signed_in, waiting, moderator, note):
    response = signed_in(moderator).post(page(waiting), sent("change", waiting, note=note))

    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert "note" in response.context["form"].errors


def test_taking_down_after_a_complaint(signed_in, complained, moderator):
    response = signed_in(moderator).post(page(complained), sent("take_down", complained, reason="abusive"), follow=True)

    complained.refresh_from_db()
    assert (complained.state, complained.reason) == ("rejected", "abusive")
    assert complained.review.complaints.filter(settled_by=moderator).count() == 1
    assert Rating.objects.get().counts == [0, 0, 0, 0, 0]
    assert "Taken down: “Not for me”." in text_of(response)


def test_leaving_it_as_it_is(signed_in, complained, moderator):
    signed_in(moderator).post(page(complained), sent("keep", complained))

    complained.refresh_from_db()
    assert (complained.state, complained.complaint_count) == ("shown", 0)
    assert Decision.objects.first().act == "kept"


def test_answering_and_wording_the_answer_anew_and_removing_it(signed_in, shown, moderator):
    client = signed_in(moderator)

    client.post(page(shown), sent("answer", shown, text=" Thank you. "))
    assert Reply.objects.get().text == "Thank you."
    client.post(page(shown), sent("answer", shown, text="Thank you very much."))
    assert Reply.objects.get().text == "Thank you very much."
    response = client.post(page(shown), sent("remove_answer", shown), follow=True)

    assert not Reply.objects.exists()
    assert "The answer is gone: “Not for me”." in text_of(response)


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_answer_says_something(signed_in, shown, moderator, text):
    response = signed_in(moderator).post(page(shown), sent("answer", shown, text=text))

    assert "text" in response.context["form"].errors
    assert not Reply.objects.exists()


def test_an_answer_is_to_the_text_that_was_read(signed_in, shown, moderator):
    fields = sent("answer", shown, text="Thank you, I typed this.")
    shown.review.mask(by=moderator, text=shown, spans=[("title", 0, 3)], digest=shown.digest)

    response = signed_in(moderator).post(page(shown), fields)

    assert not Reply.objects.exists()
    assert "The published text has changed since you opened it." in text_of(response)
    assert "Thank you, I typed this." in text_of(response)


@pytest.mark.parametrize("field", ["read", "digest"])
@pytest.mark.parametrize("value", ["", "x", "9" * 30])
def test_a_decision_names_what_was_read(signed_in, waiting, moderator, field, value):
    response = signed_in(moderator).post(page(waiting), sent("approve", waiting) | {field: value})

    waiting.refresh_from_db()
    assert response.status_code == 200
    assert "The form did not say which text it is about." in text_of(response)
    assert waiting.state == "waiting"


@pytest.mark.parametrize("decision", ["", "publish", "undo", "x" * 300])
def test_an_unknown_decision(signed_in, waiting, moderator, decision):
    assert signed_in(moderator).post(page(waiting), sent(decision, waiting)).status_code == 400


def test_after_a_decision_the_next_one_opens(signed_in, listing, waiting, other_customer, moderator):
    younger = factories.review(listing=listing, author=other_customer, title="Younger")
    client = signed_in(moderator)

    response = client.post(page(waiting), sent("approve", waiting, walk="1"))
    assert response.url == f"{page(younger)}?text={younger.pk}&walk=1"
    last = client.post(page(younger), sent("approve", younger, walk="1"))
    assert last.url == QUEUE


def test_after_the_last_of_the_queue_the_first_one_opens(signed_in, listing, waiting, other_customer, moderator):
    younger = factories.review(listing=listing, author=other_customer, title="Younger")

    response = signed_in(moderator).post(page(younger), sent("approve", younger, walk="1"))

    assert response.url == f"{page(waiting)}?text={waiting.pk}&walk=1"


def test_the_page_leads_to_its_neighbours_but_not_to_ones_own(signed_in, listing, waiting, other_customer, moderator):
    factories.review(listing=listing, author=moderator, title="My own")
    third = factories.review(listing=listing, author=other_customer, title="Third")
    client = signed_in(moderator)

    first, last = client.get(page(waiting)).context, client.get(page(third)).context

    assert (first["before"], first["after"]) == (None, f"{page(third)}?text={third.pk}&walk=1")
    assert (last["before"], last["after"]) == (f"{page(waiting)}?text={waiting.pk}&walk=1", None)


def test_the_customers_history_is_at_hand(signed_in, editor, pharmacist, listing, customer, waiting, moderator):
    other = factories.listed(editor=editor, pharmacist=pharmacist, name="Otherzole 10 mg Tablets")
    text = factories.review(listing=other, author=customer, title="Earlier words")
    text.review.reject(by=moderator, text=text, reason="advertising")

    response = signed_in(moderator).get(page(waiting))

    assert response.context["customer"]["counts"] == [("waiting for a moderator", 1), ("not published", 1)]
    assert "Earlier words Otherzole 10 mg Tablets · not published · It advertises, or promises a cure" in text_of(
        response
    )


def test_a_former_customer_has_no_history(signed_in, shown, customer, moderator):
    customer.leave(with_reviews=False)

    response = signed_in(moderator).get(page(shown))

    assert response.context["customer"] is None
    assert "A former customer" in text_of(response)


def test_the_record_stands_below(signed_in, waiting, moderator):
    client = signed_in(moderator)
    client.post(page(waiting), sent("reject", waiting, reason="abusive", note="Why."))

    response = client.get(page(waiting))

    assert [str(decision) for decision in response.context["record"]] == ["not published", "sent by the author"]
    assert "Not published: It insults or threatens moderator, " in text_of(response)
    assert "Publish this text" not in response.content.decode()


def test_a_safety_report_is_opened_by_hand(signed_in, waiting, moderator):
    client = signed_in(moderator)
    before = text_of(client.get(page(waiting)))

    client.post(f"/admin/reviews/safetyreport/open/{waiting.pk}/")

    assert "There is no safety report of this review." in before
    assert f"Safety report {waiting.review.safety_reports.get().pk} new" in text_of(client.get(page(waiting)))


def test_nobody_judges_their_own_words(signed_in, listing, moderator):
    text = factories.review(listing=listing, author=moderator)
    client = signed_in(moderator)

    opened = client.get(page(text)).content.decode()
    answer = client.post(page(text), sent("approve", text)).content.decode()

    text.refresh_from_db()
    assert "Publish this text" not in opened
    assert "This review is your own." in answer
    assert text.state == "waiting"


def test_nothing_is_decided_by_opening_a_page(signed_in, waiting, moderator):
    signed_in(moderator).get(page(waiting), sent("approve", waiting))

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_no_adding_no_deleting_no_actions(signed_in, waiting, moderator):
    client = signed_in(moderator)

    assert client.get(f"{QUEUE}add/").status_code == 403
    assert client.post(f"{QUEUE}{waiting.review_id}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(QUEUE, {"action": "delete_selected", "_selected_action": waiting.pk}).status_code == 405
    assert ReviewText.objects.count() == 1


@pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 30, "²"])
def test_missing(signed_in, moderator, key):
    assert signed_in(moderator).get(f"{QUEUE}{key}/change/").status_code == 404
    assert signed_in(moderator).post(f"{QUEUE}{key}/change/", {"decision": "approve"}).status_code == 404


def test_a_medicine_that_is_gone_is_moderated_still(signed_in, waiting, listing, pharmacist, moderator):
    listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    response = signed_in(moderator).post(page(waiting), sent("reject", waiting, reason="off_topic"), follow=True)

    waiting.refresh_from_db()
    assert (response.status_code, waiting.state) == (200, "rejected")


def test_queries_do_not_grow_with_what_there_is_to_say(signed_in, listing, customer, moderator):
    """Fifty texts of one customer, fifty complaints and votes, fifty lines of the record: as many queries as one."""
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    text.review.complain(by=factories.user(name="reader"), why="other")
    client = signed_in(moderator)
    client.get(page(text))
    with CaptureQueriesContext(connection) as few:
        client.get(page(text))

    for number in range(50):
        reader = factories.user(name=f"reader{number}")
        text.review.complaints.create(by=reader, why="other", note="Again.")
        Decision.note(Decision.Act.KEPT, text, by=moderator, from_state="shown")
    rows = [earlier_text(text, number, moderator) for number in range(50)]
    ReviewText.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        client.get(page(text))

    assert len(many) == len(few)
    assert len(few) <= 25


def earlier_text(text, number, moderator) -> ReviewText:
    same = {"review": text.review, "product": text.product, "rating": 3, "consent_wording": "I agree."}
    decided = {"state": "replaced", "decided_by": moderator, "decided_at": timezone.now()}
    return ReviewText(title=f"Earlier {number}", text="Words.", consented_at=timezone.now(), **same, **decided)


def test_no_script_or_style_stands_in_the_pages(signed_in, waiting, moderator):
    client = signed_in(moderator)

    for address in (QUEUE, page(waiting)):
        html = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html) if "application/json" not in tag)
