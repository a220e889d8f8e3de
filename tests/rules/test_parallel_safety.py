"""Safety reports under many hands at once: one report, one winner, nobody waits for ever."""

import pytest

from accounts.models import User
from catalog.refusals import EditConflict
from reviews.models import ReviewText, SafetyNote, SafetyQuestion, SafetyReport
from tests import factories
from tests.rules.storm import all_at_once, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def opening(name):
    def act():
        text = ReviewText.objects.select_related("review", "product").get()
        SafetyReport.open_for(text, listing=None, by=User.objects.get(username=name))

    return act


def doing(verb, name, **fields):
    def act():
        getattr(SafetyReport.objects.get(), verb)(by=User.objects.get(username=name), **fields)

    return act


def kinds(errors) -> list[str]:
    return sorted(type(error).__name__ for error in errors if error)


def test_many_who_open_a_report_of_one_review_open_one(listing, customer, moderator, officer, threads_see_the_database):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    threads_see_the_database()

    assert kinds(all_at_once([opening("officer")] * MANY)) == []

    assert elsewhere(lambda: list(SafetyReport.objects.values_list("state", "version"))) == [("new", 0)]


def test_of_many_who_assess_what_they_all_saw_one_is_first(listing, customer, officer, threads_see_the_database):
    report = factories.safety_report(listing=listing, author=customer)
    threads_see_the_database()

    errors = all_at_once([doing("assess", "officer", death=True, seen_version=report.version)] * MANY)

    assert kinds(errors) == [EditConflict.__name__] * (MANY - 1)
    assert elsewhere(lambda: SafetyReport.objects.get().version) == 1


def test_two_closed_reports_of_one_review_are_not_both_opened_again(
    listing, customer, officer, threads_see_the_database
):
    first = factories.safety_report(listing=listing, author=customer)
    first.close(by=officer, reason="No.")
    second = SafetyReport.open_for(ReviewText.objects.get(), listing=listing, by=officer)
    second.close(by=officer, reason="No.")
    threads_see_the_database()

    def reopening(key):
        return lambda: SafetyReport.objects.get(pk=key).reopen(by=User.objects.get(username="officer"), reason="Yes.")

    errors = all_at_once([reopening(first.pk), reopening(second.pk)] * 3)

    assert set(kinds(errors)) <= {"Refused", "NotWaiting"}
    assert elsewhere(lambda: sorted(SafetyReport.objects.values_list("state", flat=True))) == ["assessing", "closed"]


@pytest.mark.parametrize("attempt", range(3))
def test_the_customer_answers_and_leaves_while_staff_note_ask_and_close(
    listing, customer, officer, threads_see_the_database, attempt
):
    report = factories.safety_report(listing=listing, author=customer)
    report.ask(by=officer, text="Since when?")
    threads_see_the_database()

    def answering():
        SafetyQuestion.objects.first().reply(by=User.objects.get(username="customer"), text="A week.")

    def leaving():
        User.objects.get(username="customer").leave(with_reviews=bool(attempt % 2))

    acts = [doing("note", "officer", text="A note.")] * 3
    acts += [doing("ask", "officer", text="How strong?"), doing("close", "officer", reason="No."), answering, leaving]

    errors = all_at_once(acts)

    # Whoever comes after the customer has left finds nobody; whoever comes after the end finds it settled.
    assert set(kinds(errors)) <= {"Refused", "NotWaiting", "DoesNotExist", "AttributeError", "PermissionDenied"}
    assert elsewhere(lambda: SafetyNote.objects.filter(kind="note").count()) == 3
    assert elsewhere(lambda: SafetyReport.objects.get().reporter_id) is None
    assert elsewhere(SafetyQuestion.objects.count) == 0
