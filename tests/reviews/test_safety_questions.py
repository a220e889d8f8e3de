"""/account/questions/: what the pharmacy asks a customer in private, and the answer."""

import pytest
from django.core.exceptions import PermissionDenied

from catalog.refusals import NotWaiting, Refused
from reviews.models import Hit, SafetyQuestion, SafetyReport
from reviews.models.hit import LIMITS
from tests import factories
from tests.admin.forms import text_of

pytestmark = pytest.mark.usefixtures("listed_once")

LIST = "/account/questions/"


@pytest.fixture
def report(listing, customer):
    return factories.safety_report(listing=listing, author=customer)


@pytest.fixture
def question(report, officer):
    return report.ask(by=officer, text="Since when?\n<b>And</b> how strong?")


def page(question):
    return f"{LIST}{question.pk}/"


def test_the_list_says_what_waits(signed_in, customer, question, listing):
    words = text_of(signed_in(customer).get(LIST))

    assert listing.name in words
    assert "Waits for your answer." in words


def test_empty(signed_in, other_customer, question):
    assert "Nobody has asked you anything." in text_of(signed_in(other_customer).get(LIST))


def test_the_page_of_a_question(signed_in, customer, question, listing):
    response = signed_in(customer).get(page(question))

    html = response.content.decode()
    assert "Since when?<br>&lt;b&gt;And&lt;/b&gt; how strong?" in html
    assert "FDA MedWatch" in html
    assert listing.name in html
    assert "officer" not in text_of(response)
    assert "no-store" in response.headers["Cache-Control"]


def test_answering(signed_in, customer, question):
    response = signed_in(customer).post(page(question), {"text": " For a week.\r\nMildly \u202e😀 "}, follow=True)

    kept, report = SafetyQuestion.objects.get(), SafetyReport.objects.get()
    assert "Thank you. A person of the pharmacy will read your answer." in text_of(response)
    assert (kept.answer, kept.answered_at is not None) == ("For a week.\nMildly 😀", True)
    assert report.state == "assessing"
    assert list(report.notes.values_list("kind", "by", "text"))[-1] == ("answer", None, "For a week.\nMildly 😀")
    assert "<textarea" not in signed_in(customer).get(page(question)).content.decode()
    assert "You have answered." in text_of(signed_in(customer).get(LIST))


@pytest.mark.parametrize(("text", "error"), [("", "Write your answer first."), ("x" * 4001, "at most 4000 characters")])
def test_an_answer_that_is_none_comes_back(signed_in, customer, question, text, error):
    response = signed_in(customer).post(page(question), {"text": text})

    assert (response.status_code, SafetyQuestion.objects.get().answered_at) == (200, None)
    assert error in text_of(response)
    assert text in response.content.decode()


def test_line_breaks_count_as_one_character(signed_in, customer, question):
    signed_in(customer).post(page(question), {"text": "a" + "\r\n" * 3998 + "b"})

    assert len(SafetyQuestion.objects.get().answer) == 4000


def test_a_second_answer_is_refused_and_what_was_typed_stays(signed_in, customer, question):
    client = signed_in(customer)
    client.post(page(question), {"text": "For a week."})

    response = client.post(page(question), {"text": "No, for two."})

    assert "You have answered this question already." in text_of(response)
    assert "No, for two." in text_of(response)
    assert SafetyQuestion.objects.get().answer == "For a week."


def test_somebody_elses_question_is_no_page(signed_in, client, question, other_customer, officer):
    for one in (other_customer, officer):
        assert signed_in(one).get(page(question)).status_code == 404
        assert signed_in(one).post(page(question), {"text": "x"}).status_code == 404
        with pytest.raises(PermissionDenied):
            question.reply(by=one, text="x")

    for address in (LIST, page(question)):
        assert client.get(address).status_code == 302
    assert client.post(page(question), {"text": "x"}).status_code == 302
    assert SafetyQuestion.objects.get().answered_at is None


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30])
def test_missing(signed_in, customer, question, key):
    assert signed_in(customer).get(f"{LIST}{key}/").status_code == 404


def test_wrong_method(signed_in, customer, question):
    assert signed_in(customer).delete(page(question)).status_code == 405
    assert signed_in(customer).post(LIST).status_code == 405


def test_nobody_answers_without_end(customer, question):
    most, _span = LIMITS["answer"]["person"]
    for _answer in range(most):
        Hit.count("answer", person=customer)

    with pytest.raises(Refused, match="too often today"):
        question.reply(by=customer, text="For a week.")

    assert SafetyQuestion.objects.get().answered_at is None


def test_an_answer_after_the_report_was_closed_opens_it_again(report, question, customer, officer):
    report.refresh_from_db()
    report.close(by=officer, reason="No answer.")

    question.reply(by=customer, text="For a week.")

    report.refresh_from_db()
    assert (report.state, report.closed_at) == ("assessing", None)
    assert list(report.notes.values_list("kind", "text"))[-2:] == [
        ("answer", "For a week."),
        ("state", "Open again: the customer has answered."),
    ]


def test_an_answer_joins_the_report_of_the_review_that_is_open_meanwhile(report, question, listing, customer, officer):
    report.close(by=officer, reason="No answer.")
    later = SafetyReport.open_for(report.review.texts.get(), listing=listing, by=officer)

    question.reply(by=customer, text="For a week.")

    report.refresh_from_db()
    assert (report.state, later.notes.last().text) == ("closed", "For a week.")


def test_a_question_that_was_taken_away_by_retention(report, question, customer):
    SafetyQuestion.objects.all().delete()

    with pytest.raises(NotWaiting):
        question.reply(by=customer, text="For a week.")


def test_in_every_language(signed_in, customer, question):
    for code in ("es", "ar"):
        assert signed_in(customer).get(f"/{code}{LIST}").status_code == 200
        assert signed_in(customer).get(f"/{code}{page(question)}").status_code == 200
