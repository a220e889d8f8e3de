"""What is due when: the first look, then the authority; late at the border, and not a moment before."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from reviews.models import SafetyReport
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def report(listing, customer):
    with time_machine.travel(MONDAY, tick=False):
        return factories.safety_report(listing=listing, author=customer)


def late_at(moment) -> list[bool]:
    """As SQL and as Python say it."""
    with time_machine.travel(moment, tick=False):
        report = SafetyReport.objects.with_clock().get()
        next_due = report.due[0] if report.assessed_at is None else report.due[1]
        return [report.is_late, next_due.is_late]


@pytest.mark.parametrize(
    ("day", "days"),
    [(2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (7, 2), (8, 1)],  # the 6th of March 2026 is a Friday
)
@pytest.mark.parametrize("hour", [0, 23])
def test_the_first_look_is_due_a_working_day_later(report, day, days, hour):
    received = datetime(2026, 3, day, hour, 59, 59, tzinfo=UTC)
    SafetyReport.objects.update(received_at=received, clock_from=received)

    found = SafetyReport.objects.with_clock().get()

    assert found.due_at == found.first_look_due == received + days * DAY


def test_the_first_look_is_late_after_its_time_and_not_at_it(report):
    assert late_at(MONDAY + DAY) == [False, False]
    assert late_at(MONDAY + DAY + MOMENT) == [True, True]


def assess(report, officer, **findings):
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        report.assess(by=officer, **findings)


@pytest.mark.parametrize(
    "finding",
    [
        "death",
        "life_threatening",
        "hospitalisation",
        "disability",
        "congenital_anomaly",
        "medically_important",
        "pregnancy",
    ],
)
def test_a_serious_case_and_exposure_in_pregnancy_are_due_after_15_days(report, officer, finding):
    assess(report, officer, **{finding: True})

    found = SafetyReport.objects.with_clock().get()
    assert found.is_escalated
    assert found.is_first
    assert found.due_at == found.authority_due == MONDAY + 15 * DAY
    assert late_at(MONDAY + 15 * DAY) == [False, False]
    assert late_at(MONDAY + 15 * DAY + MOMENT) == [True, True]


def test_another_case_is_due_after_90_days(report, officer):
    assess(report, officer)

    found = SafetyReport.objects.with_clock().get()
    assert not found.is_escalated
    assert not found.is_first
    assert found.due_at == found.authority_due == MONDAY + 90 * DAY
    assert late_at(MONDAY + 90 * DAY) == [False, False]
    assert late_at(MONDAY + 90 * DAY + MOMENT) == [True, True]


def test_a_report_that_nobody_has_assessed_counts_as_serious(report):
    assert report.due[1].at == MONDAY + 15 * DAY


def test_waiting_for_the_customer_stops_no_clock(report, officer):
    assess(report, officer, death=True)
    report.ask(by=officer, text="When?")

    assert late_at(MONDAY + 15 * DAY + MOMENT) == [True, True]


@pytest.mark.parametrize("act", ["close", "forward"])
def test_what_is_settled_in_time_is_never_late_and_too_late_stays_so(report, officer, act):
    assess(report, officer, death=True)
    words = {"reason": "No."} if act == "close" else {"reference": "1", "incomplete_because": "So."}
    with time_machine.travel(MONDAY + 15 * DAY, tick=False):
        getattr(report, act)(by=officer, **words)

    assert late_at(MONDAY + 99 * DAY) == [False, False]
    assert not SafetyReport.objects.late().exists()

    SafetyReport.objects.update(clock_from=MONDAY - DAY)
    assert [one.is_late for one in SafetyReport.objects.get().due] == [False, True]


def test_an_answer_after_it_was_sent_starts_a_clock_of_its_own(report, officer, customer):
    question = report.ask(by=officer, text="When?")
    report.forward(by=officer, reference="1", incomplete_because="So.")
    later = timezone.now() + timedelta(days=400)

    with time_machine.travel(later, tick=False):
        question.reply(by=customer, text="In May.")

    found = SafetyReport.objects.get()
    assert (found.state, found.clock_from) == ("assessing", later)


def test_the_order_is_late_then_escalated_then_what_is_due_first(listing, officer):
    now = datetime(2026, 6, 3, 12, tzinfo=UTC)
    expected = [
        ("late and escalated", 30, {"pregnancy": True}),
        ("late", 100, {}),
        ("escalated", 3, {"death": True}),
        ("due first", 80, {}),
        ("due last", 10, {}),
    ]
    for name, days_ago, findings in reversed(expected):
        with time_machine.travel(now - days_ago * DAY, tick=False):
            author = factories.user(name=name.replace(" ", "-"))
            report = factories.safety_report(listing=listing, author=author, title=name)
            report.assess(by=officer, **findings)

    with time_machine.travel(now, tick=False):
        found = SafetyReport.objects.with_clock().order_by("-is_late", "-is_first", "due_at", "id")
        assert [report.words.split("\n")[0] for report in found] == [name for name, _days, _findings in expected]
        assert [report.words.split("\n")[0] for report in SafetyReport.objects.late().order_by("id")] == [
            "late",
            "late and escalated",
        ]
