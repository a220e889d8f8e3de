"""What stays of a safety report when the review, the customer or the time of keeping it is gone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from catalog.refusals import Refused
from reviews.models import Letter, Review, ReviewText, SafetyNote, SafetyQuestion, SafetyReport
from reviews.models.safety_clock import CLOSED_KEPT, FORWARDED_KEPT
from tests import factories

WORDS = "It helped\n\nI slept better after two days."
MOMENT = timedelta(microseconds=1)
THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def report(listing, customer):
    return factories.safety_report(listing=listing, author=customer)


def ties(report) -> tuple:
    report = SafetyReport.objects.get(pk=report.pk)
    return report.words, report.review_id, report.reporter_id


# By every road on which a review is erased


def test_the_customer_takes_the_review_back(report, customer):
    report.review.withdraw(by=customer)

    assert ties(report) == (WORDS, None, customer.pk)


def test_the_customer_leaves_with_the_reviews(report, customer, officer):
    question = report.ask(by=officer, text="Since when?")
    question.reply(by=customer, text="A week.")

    customer.leave(with_reviews=True)

    assert ties(report) == (WORDS, None, None)
    assert not SafetyQuestion.objects.exists()
    assert not Letter.objects.exists()
    assert list(report.notes.values_list("kind", "text")) == [("question", "Since when?"), ("answer", "A week.")]


def test_the_customer_leaves_and_the_published_review_stays(listing, customer, moderator, report):
    text = report.review.texts.get()
    report.review.approve(by=moderator, text=text)

    customer.leave(with_reviews=False)

    assert ties(report) == (WORDS, text.review_id, None)


def test_the_text_goes_by_retention(report):
    ReviewText.objects.all().delete()

    assert ties(report)[0] == WORDS


def test_a_review_deleted_past_every_verb_leaves_the_report(report):
    Review.objects.all().delete()

    assert ties(report)[:2] == (WORDS, None)


# Its own retention


def settled(report, officer, act) -> SafetyReport:
    words = {"reason": "No: she is well."} if act == "close" else {"reference": "FDA-1", "incomplete_because": "So."}
    with time_machine.travel(THEN, tick=False):
        report.assess(by=officer, reaction="A rash.", death=True)
        report.note(by=officer, text="Rang Ana.")
        question = report.ask(by=officer, text="Since when, Ana?")
        question.reply(by=report.reporter, text="A week.")
        getattr(report, act)(by=officer, **words)
    return report


@pytest.mark.parametrize(("act", "kept"), [("close", CLOSED_KEPT), ("forward", FORWARDED_KEPT)])
def test_the_words_go_when_their_time_is_over_and_not_a_moment_before(report, officer, act, kept):
    settled(report, officer, act)

    assert SafetyReport.objects.past_retention(THEN + kept).erase_all() == 0
    assert ties(report)[0] == WORDS

    assert SafetyReport.objects.past_retention(THEN + kept + MOMENT).erase_all() == 1
    assert SafetyReport.objects.past_retention(THEN + kept + MOMENT).erase_all() == 0
    assert ties(report) == ("", None, None)


def test_what_is_erased_is_every_word_and_tie_and_who_did_what_stays(report, officer):
    settled(report, officer, "close")

    SafetyReport.objects.past_retention(THEN + CLOSED_KEPT + MOMENT).erase_all()

    kept = SafetyReport.objects.get()
    assert (kept.words, kept.reaction, kept.review, kept.reporter) == ("", "", None, None)
    assert (kept.death, kept.state, kept.erased_at is not None) == (True, "closed", True)
    assert list(kept.notes.values_list("kind", "state", "by__username", "text")) == [
        ("assessed", "", "officer", ""),
        ("note", "", "officer", ""),
        ("question", "", "officer", ""),
        ("answer", "", None, ""),
        ("state", "closed", "officer", ""),
    ]
    assert not SafetyQuestion.objects.exists()


def test_an_open_report_is_never_erased(report, officer):
    with time_machine.travel(THEN, tick=False):
        report.assess(by=officer)
    long_after = THEN + timedelta(days=36525)

    assert SafetyReport.objects.past_retention(long_after).erase_all() == 0
    assert SafetyReport.objects.all().erase_all() == 0
    with pytest.raises(AssertionError):
        report.erase_words()

    assert ties(report)[0] == WORDS


def test_what_is_erased_is_not_opened_again_and_notes_may_still_be_made(report, officer):
    settled(report, officer, "close")
    SafetyReport.objects.past_retention(THEN + CLOSED_KEPT + MOMENT).erase_all()
    report.refresh_from_db()

    with pytest.raises(Refused, match="erased"):
        report.reopen(by=officer, reason="More.")

    report.note(by=officer, text="The authority rang.")
    assert SafetyNote.objects.last().text == "The authority rang."


def test_many_are_erased_in_batches(listing, officer, monkeypatch):
    monkeypatch.setattr("reviews.models.safety_clock.BATCH", 2)
    for number in range(5):
        author = factories.user(name=f"author-{number}")
        settled(factories.safety_report(listing=listing, author=author), officer, "close")

    assert SafetyReport.objects.past_retention(THEN + CLOSED_KEPT + MOMENT).erase_all() == 5
    assert set(SafetyReport.objects.values_list("words", flat=True)) == {""}


def test_the_database_holds_that_erased_is_empty(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        SafetyReport.objects.update(erased_at=THEN)
