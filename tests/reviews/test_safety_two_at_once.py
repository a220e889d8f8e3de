"""Two who handle one safety report: the second is told, and what they typed stays."""

import pytest

from catalog.refusals import EditConflict
from reviews.models import SafetyReport
from tests import factories
from tests.admin.forms import text_of


@pytest.fixture
def report(listing, customer):
    return factories.safety_report(listing=listing, author=customer)


@pytest.fixture
def other_officer(db):
    return factories.safety_officer(name="other_officer")


VERBS = {
    "assess": {"reaction": "A rash."},
    "ask": {"text": "Since when?"},
    "forward": {"reference": "FDA-1", "incomplete_because": "So."},
    "close": {"reason": "No."},
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_second_is_told_who_was_quicker(report, officer, other_officer, verb):
    seen = report.version
    report.note(by=other_officer, text="I ring the ward.")
    before = SafetyReport.objects.values().get()

    with pytest.raises(EditConflict, match="other_officer has changed this report") as conflict:
        getattr(report, verb)(by=officer, seen_version=seen, **VERBS[verb])

    assert (conflict.value.seen, conflict.value.current) == (0, 1)
    assert SafetyReport.objects.values().get() == before


def test_an_answer_that_came_meanwhile_is_read_before_the_report_is_closed(report, officer, customer):
    question = report.ask(by=officer, text="Since when?")
    seen = report.version
    question.reply(by=customer, text="Since I took the other one.")

    with pytest.raises(EditConflict, match="The customer has changed this report"):
        report.close(by=officer, reason="No answer.", seen_version=seen)

    assert SafetyReport.objects.get().state == "assessing"


def test_the_assessment_that_was_typed_stays_in_the_form_beside_what_is_kept(signed_in, report, officer, other_officer):
    page = f"/admin/reviews/safetyreport/{report.pk}/change/"
    report.assess(by=other_officer, has_product=True, reaction="A rash.", death=True)
    typed = {"act": "assess", "seen_version": 0, "has_product": "on", "has_reporter": "on", "reaction": "A red rash."}

    response = signed_in(officer).post(page, typed)

    words = text_of(response)
    assert "other_officer has changed this report since you opened it." in words
    assert 'value="A red rash."' in response.content.decode()
    assert [(clash["label"], clash["theirs"], clash["mine"]) for clash in response.context["clashes"]] == [
        ("The reaction, in short", "A rash.", "A red rash."),
        ("Death", "yes", "no"),
    ]
    assert "Where yours differs from what is kept now" in words
    assert SafetyReport.objects.get().reaction == "A rash."

    seen = response.context["forms"]["assess"].data["seen_version"]
    again = signed_in(officer).post(page, typed | {"seen_version": seen})

    assert again.status_code == 302
    assert SafetyReport.objects.get().reaction == "A red rash."


def test_the_question_that_was_typed_stays(signed_in, report, officer, other_officer):
    report.close(by=other_officer, reason="A joke.")
    page = f"/admin/reviews/safetyreport/{report.pk}/change/"

    response = signed_in(officer).post(page, {"act": "ask", "seen_version": 0, "text": "Since when?"})

    html = response.content.decode()
    assert "other_officer has changed this report" in html
    assert "Since when?" in html
    assert not report.questions.exists()
