"""What became of reviews, in numbers, for the public policy page. Out of the record, which only grows.

Counted once a day and kept where every process finds it: the page is the same for everybody until the next day.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.cache import caches
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from reviews.models import Decision, Review, ReviewText

KEEP_SECONDS = 2 * 24 * 60 * 60
YEAR = timedelta(days=365)
Act, State = Decision.Act, ReviewText.State
# What an undone decision was: the record says from which state to which it went back.
UNDONE = {
    (State.SHOWN, State.WAITING): Act.APPROVED,
    (State.REJECTED, State.WAITING): Act.REJECTED,
    (State.REJECTED, State.SHOWN): Act.TAKEN_DOWN,
    (State.CHANGE_ASKED, State.WAITING): Act.CHANGE_ASKED,
    (State.WAITING, State.WAITING): Act.MASKED,
    (State.SHOWN, State.SHOWN): Act.MASKED,
}


@dataclass(frozen=True)
class Tally:
    """How many texts came in a period, and what was decided. Reasons are (reason, number), none left out."""

    received: int = 0
    published: int = 0
    rejected: int = 0
    rejected_for: list[tuple[str, int]] = field(default_factory=list)
    taken_down: int = 0
    taken_down_for: list[tuple[str, int]] = field(default_factory=list)
    change_asked: int = 0
    masked: int = 0
    deleted: int = 0


def of_day(day: date) -> dict:
    """{"ever": Tally, "year": Tally of 365 days, "waiting": texts that wait now}, as first counted that day."""
    cache, key = caches["default"], f"review-tallies:{day.isoformat()}"
    kept = cache.get(key)
    if kept is None:
        # `add` keeps what another process was quicker to count: everybody is shown the same.
        cache.add(key, counted(), KEEP_SECONDS)
        kept = cache.get(key) or counted()
    ever, year, waiting = kept
    return {"ever": tally(ever), "year": tally(year), "waiting": waiting}


def counted() -> tuple[Counter, Counter, int]:
    """((act, reason) → how many, undone ones taken off), ever and within a year, and what waits. Three queries."""
    since = timezone.now() - YEAR
    rows = Decision.objects.exclude(act=Act.DELETED).order_by().values_list("act", "reason", "from_state", "to_state")
    numbers = rows.annotate(whole=Count("act"), recent=Count("act", filter=Q(at__gte=since)))
    ever: Counter = Counter()
    year: Counter = Counter()
    for act, reason, before, after, whole, recent in numbers:
        undone = UNDONE.get((before, after)) if act == Act.UNDONE else None
        what, sign = (undone, -1) if undone else (act, 1)
        ever[what, reason] += sign * whole
        year[what, reason] += sign * recent
    ever[Act.DELETED, ""], year[Act.DELETED, ""] = deleted(since)
    return ever, year, ReviewText.objects.waiting().count()


def deleted(since) -> tuple[int, int]:
    """How many reviews are gone, ever and since then: a review has a line for each text that somebody saw or awaited.

    One that lives on without its author has lost no more than the text that waited.
    """
    gone = Decision.objects.filter(~Exists(Review.objects.filter(pk=OuterRef("review_number"))), act=Act.DELETED)
    recent = Count("review_number", distinct=True, filter=Q(at__gte=since))
    numbers = gone.order_by().aggregate(whole=Count("review_number", distinct=True), recent=recent)
    return numbers["whole"], numbers["recent"]


def tally(counts: Counter) -> Tally:
    """Never below nothing: at the edge of a year, only the undoing of a decision may lie within it."""
    acts: Counter = Counter()
    for (act, _reason), number in counts.items():
        acts[act] += max(number, 0)
    return Tally(
        received=acts[Act.SENT],
        published=acts[Act.APPROVED],
        rejected=acts[Act.REJECTED],
        rejected_for=by_reason(counts, Act.REJECTED),
        taken_down=acts[Act.TAKEN_DOWN],
        taken_down_for=by_reason(counts, Act.TAKEN_DOWN),
        change_asked=acts[Act.CHANGE_ASKED],
        masked=acts[Act.MASKED],
        deleted=acts[Act.DELETED],
    )


def by_reason(counts: Counter, act: str) -> list[tuple[str, int]]:
    return [(reason, max(counts[act, reason], 0)) for reason in ReviewText.Reason.values]
