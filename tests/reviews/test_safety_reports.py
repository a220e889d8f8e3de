"""A possible side effect becomes a safety report, and what a safety officer does with it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from catalog.refusals import NotWaiting, Refused
from reviews.models import Letter, ReviewText, SafetyQuestion, SafetyReport
from reviews.models.safety_notes import LONGEST_WORDS
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

ALL_CRITERIA = {"has_patient": True, "has_reporter": True, "has_product": True, "has_reaction": True}


@pytest.fixture
def report(listing, customer):
    return factories.safety_report(listing=listing, author=customer)


def notes(report) -> list[tuple]:
    return [(note.kind, note.state, note.by and note.by.username, note.text) for note in report.notes.all()]


# How one begins


def test_words_of_a_side_effect_open_one_when_they_are_sent(listing, customer):
    text = factories.review(listing=listing, author=customer, title="Not good", text="It gave me a bad rash.")

    report = SafetyReport.objects.get()
    assert (report.words, report.state, report.market) == ("Not good\n\nIt gave me a bad rash.", "new", "us")
    assert (report.review_id, report.reporter, report.product_name) == (text.review_id, customer, listing.name)
    assert (report.has_patient, report.has_reporter, report.has_product, report.has_reaction) == (
        False,
        True,
        True,
        False,
    )


def test_later_words_join_the_report_that_is_open(listing, customer):
    factories.review(listing=listing, author=customer, title="Not good", text="It gave me a bad rash.")
    factories.review(listing=listing, author=customer, title="Worse", text="I am pregnant, and it gave me a rash.")

    report = SafetyReport.objects.get()
    assert notes(report) == [("words", "", None, "Worse\n\nI am pregnant, and it gave me a rash.")]
    assert (report.pregnancy, report.version) == (True, 1)


def test_words_after_the_report_is_closed_open_another(listing, customer, officer):
    report = factories.safety_report(listing=listing, author=customer)
    report.close(by=officer, reason="Nothing happened.")

    factories.review(listing=listing, author=customer, title="Not good", text="It gave me a bad rash.")

    assert sorted(SafetyReport.objects.values_list("state", flat=True)) == ["closed", "new"]


def test_a_moderator_opens_one_by_hand_and_the_same_words_only_once(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)

    report = SafetyReport.open_for(text, listing=listing, by=moderator)
    again = SafetyReport.open_for(text, listing=listing, by=moderator)
    pregnant = SafetyReport.open_for(text, listing=listing, by=moderator, pregnancy=True)

    assert report == again == pregnant
    assert notes(report)[0] == ("state", "new", "moderator", "Opened by hand.")
    assert [one.text for one in report.notes.filter(kind="words")] == [""]
    assert SafetyReport.objects.get().pregnancy


def test_one_is_opened_for_a_medicine_that_is_withdrawn(listing, customer, pharmacist, moderator):
    text = factories.review(listing=listing, author=customer)
    listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    report = SafetyReport.open_for(text, listing=None, by=moderator)

    assert (report.product_name, report.market) == (listing.name, "us")


def test_none_is_opened_for_a_review_that_is_gone(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)
    text.review.withdraw(by=customer)

    with pytest.raises(NotWaiting):
        SafetyReport.open_for(text, listing=listing, by=moderator)


def test_a_report_lives_on_when_the_medicine_is_withdrawn(report, listing, pharmacist, officer):
    listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    report.assess(by=officer, has_patient=True)

    assert SafetyReport.objects.get().has_patient


def test_the_database_holds_one_open_report_of_a_review(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        SafetyReport.objects.create(product=report.product, market="us", review=report.review, language="en")


# What is done with it


def test_assessing(report, officer):
    report.assess(by=officer, **ALL_CRITERIA, reaction=" A\u202e rash. ", hospitalisation=True)

    kept = SafetyReport.objects.get()
    assert (kept.state, kept.reaction, kept.is_serious, kept.criteria_met) == ("assessing", "A rash.", True, 4)
    assert (kept.assessed_at is not None, kept.version) == (True, 1)
    changed = (
        "Now yes: a patient who can be told from others, a suspected reaction, a stay in hospital, or a longer one\n"
        "The reaction is worded anew."
    )
    assert notes(report) == [("assessed", "", "officer", changed)]


def test_assessing_again_keeps_when_the_first_look_was(report, officer):
    report.assess(by=officer, pregnancy=True)
    first = report.assessed_at
    report.assess(by=officer, pregnancy=False)

    assert report.assessed_at == first
    assert [text for _kind, _state, _by, text in notes(report)] == [
        "Now yes: exposure in pregnancy",
        "Now no: exposure in pregnancy",
    ]


def test_a_reaction_that_is_too_long(report, officer):
    with pytest.raises(ValidationError):
        report.assess(by=officer, reaction="x" * 301)

    assert SafetyReport.objects.get().version == 0


def test_nothing_else_is_set_by_assessing(report, officer):
    with pytest.raises(TypeError):
        report.assess(by=officer, words="Other words")


def test_a_note(report, officer):
    report.note(by=officer, text="Rang the ward.\r\nNobody there.")

    assert notes(report) == [("note", "", "officer", "Rang the ward.\nNobody there.")]
    assert report.state == "new"


def test_asking_the_customer(report, officer, customer):
    question = report.ask(by=officer, text="Since when?")

    letter = Letter.objects.get(kind="question")
    assert (question.customer, question.text, report.state) == (customer, "Since when?", "asked")
    assert (letter.recipient, letter.question, letter.text, letter.language) == (customer, question, None, "en")
    assert notes(report) == [("question", "", "officer", "Since when?")]


def test_nobody_is_asked_who_has_left_or_cannot_be_written_to(report, officer, customer):
    customer.emailaddress_set.update(verified=False)
    with pytest.raises(Refused, match="cannot be reached"):
        report.ask(by=officer, text="Since when?")
    customer.leave(with_reviews=True)
    report.refresh_from_db()

    with pytest.raises(Refused, match="cannot be reached"):
        report.ask(by=officer, text="Since when?")

    assert not SafetyQuestion.objects.exists()
    assert SafetyReport.objects.get().state == "new"


def test_sending_a_valid_case(report, officer):
    report.assess(by=officer, **ALL_CRITERIA)

    report.forward(by=officer, reference="FDA-1")

    assert (report.state, report.reference, report.forwarded_at is not None) == ("forwarded", "FDA-1", True)
    assert notes(report)[-1] == ("state", "forwarded", "officer", "Reference: FDA-1")


def test_a_case_that_is_not_valid_names_what_is_missing(report, officer):
    with pytest.raises(Refused) as refusal:
        report.forward(by=officer, reference="FDA-1")

    assert str(refusal.value) == (
        "Not a valid case yet. What is missing: a patient who can be told from others, a suspected reaction."
    )
    assert SafetyReport.objects.get().state == "new"


def test_an_incomplete_case_is_sent_with_a_reason(report, officer):
    report.forward(by=officer, reference="FDA-1", incomplete_because="The authority asked for it.")

    assert report.state == "forwarded"
    assert notes(report)[-1][3] == "Reference: FDA-1\nSent though incomplete: The authority asked for it."


def test_closing_and_opening_again_goes_on_from_day_zero(report, officer):
    start = report.clock_from
    report.close(by=officer, reason="A joke.")
    assert (report.state, report.closed_at is not None) == ("closed", True)

    report.reopen(by=officer, reason="It was none.")

    assert (report.state, report.closed_at, report.clock_from) == ("assessing", None, start)
    assert notes(report)[-1] == ("state", "assessing", "officer", "It was none.")


def test_what_was_sent_and_is_opened_again_starts_a_clock_of_its_own(report, officer):
    start = report.clock_from
    report.forward(by=officer, reference="FDA-1", incomplete_because="Asked for.")

    report.reopen(by=officer, reason="The customer rang.")

    assert report.clock_from > start
    assert (report.state, report.forwarded_at, report.reference) == ("assessing", None, "FDA-1")


def test_no_second_report_of_a_review_is_opened_again(report, listing, officer):
    report.close(by=officer, reason="A joke.")
    SafetyReport.open_for(report.review.texts.get(), listing=listing, by=officer)

    with pytest.raises(Refused, match="Another report of the same review is open"):
        report.reopen(by=officer, reason="It was none.")


@pytest.mark.parametrize(
    "act",
    [
        lambda report, by: report.note(by=by, text=" \n"),
        lambda report, by: report.ask(by=by, text=" "),
        lambda report, by: report.forward(by=by, reference=" ", incomplete_because="x"),
        lambda report, by: report.close(by=by, reason="\u202e"),
    ],
)
def test_an_act_without_words_is_refused(report, officer, act):
    with pytest.raises(Refused, match="Write a few words first"):
        act(report, officer)

    assert (SafetyReport.objects.get().version, report.notes.count()) == (0, 0)


def test_what_is_settled_is_not_assessed_asked_sent_or_closed(report, officer):
    report.close(by=officer, reason="A joke.")

    for act in (
        lambda: report.assess(by=officer, death=True),
        lambda: report.ask(by=officer, text="Why?"),
        lambda: report.forward(by=officer, reference="1"),
        lambda: report.close(by=officer, reason="Again."),
    ):
        with pytest.raises(NotWaiting, match="closed, no case"):
            act()

    assert report.notes.count() == 1


def test_what_is_open_is_not_opened_again(report, officer):
    with pytest.raises(NotWaiting):
        report.reopen(by=officer, reason="Why not.")


# How to reach the customer


def test_every_look_at_how_to_reach_the_customer_is_noted(report, officer, customer):
    for _look in range(2):
        assert report.look_at_contact(by=officer) == ("Ana P.", customer.email)

    assert notes(report) == [("contact", "", "officer", "")] * 2


def test_who_handles_reports_does_not_see_how_to_reach_the_customer(report, pharmacist):
    with pytest.raises(PermissionDenied):
        report.look_at_contact(by=pharmacist)

    assert notes(report) == []


# Masked texts are longer than anybody can write


def masked_everywhere(text, moderator, *, times=1):
    """Every second letter of a part becomes "[removed]", fifty of them each time."""
    for turn in range(times):
        text.refresh_from_db()
        spans = [("text", place, place + 1) for place in range(2000 + turn, 2100 + turn, 2)]
        text = text.review.mask(by=moderator, text=text, spans=spans, digest=text.digest)
    return text


def test_a_report_opened_by_hand_takes_in_a_long_masked_text_whole(signed_in, listing, customer, moderator):
    factories.safety_report(listing=listing, author=customer)
    text = factories.review(listing=listing, author=customer, text="ab " * 1333)
    text = masked_everywhere(text, moderator)
    assert len(text.text) > 4200

    answer = signed_in(moderator).post(f"/admin/reviews/safetyreport/open/{text.pk}/")

    assert answer.status_code == 302
    assert SafetyReport.objects.get().notes.get(kind="words").text == f"{text.title}\n\n{text.text}"


def test_what_no_report_can_hold_is_cut_and_taken_in_once(signed_in, listing, customer, moderator):
    factories.safety_report(listing=listing, author=customer)
    text = factories.review(listing=listing, author=customer, text="ab " * 1333)
    text = masked_everywhere(text, moderator, times=12)

    for _click in range(2):
        assert signed_in(moderator).post(f"/admin/reviews/safetyreport/open/{text.pk}/").status_code == 302

    kept = SafetyReport.objects.get().notes.get(kind="words").text
    assert (len(kept), kept[-1], kept[:-1] in f"{text.title}\n\n{text.text}") == (LONGEST_WORDS, "…", True)


def test_words_that_no_note_may_hold_are_refused_in_words(signed_in, listing, customer, moderator):
    """A text of before the rule on characters that nobody sees."""
    factories.safety_report(listing=listing, author=customer)
    text = factories.review(listing=listing, author=customer, title="Later")
    ReviewText.objects.filter(pk=text.pk).update(text="A\u202e rash.")

    answer = signed_in(moderator).post(f"/admin/reviews/safetyreport/open/{text.pk}/", follow=True)

    assert (answer.status_code, "A character that cannot be seen" in answer.content.decode()) == (200, True)
