"""When what is due on a safety report: the clock from day zero, in SQL for the list and in Python for one report."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import BooleanField, Case, Count, DateTimeField, ExpressionWrapper, F, Min, Q, Value, When
from django.db.models.functions import ExtractIsoWeekDay
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pharmacy import markets

OPEN = ("new", "assessing", "asked")
# What makes a case serious (E2A, and the same six in every market of ours).
SERIOUS = ("death", "life_threatening", "hospitalisation", "disability", "congenital_anomaly", "medically_important")
IS_SERIOUS = Q(*[(criterion, True) for criterion in SERIOUS], _connector=Q.OR)
# Exposure in pregnancy counts as serious whatever came of it: a teratogen's harm is seen months later.
IS_ESCALATED = IS_SERIOUS | Q(pregnancy=True)
# Until somebody has assessed it, a report is due as if it were serious.
IS_URGENT = IS_ESCALATED | Q(assessed_at=None)
# A working day, without public holidays: from a Friday to the Monday, from a weekend to the Monday too.
FIRST_LOOK = {5: timedelta(days=3), 6: timedelta(days=2)}
FIRST_LOOK_OTHERWISE = timedelta(days=1)

# How long the words of a report are kept once it is settled. No case: a year, in which a customer may come back to
# it. Sent to an authority: ten years, as marketing authorisation holders keep theirs (Implementing Regulation
# 520/2012, article 12, asks for ten years after the authorisation ends). An operator has both checked.
CLOSED_KEPT = timedelta(days=365)
FORWARDED_KEPT = timedelta(days=3653)
BATCH = 200


@dataclass(frozen=True)
class Due:
    """One thing that a report asks for. `is_late`: done after its time, or not done and its time is over."""

    what: str | Promise
    at: datetime
    done_at: datetime | None

    @property
    def is_late(self) -> bool:
        return (self.done_at or timezone.now()) > self.at


def since(clock_from, span: timedelta):
    return ExpressionWrapper(clock_from + Value(span), output_field=DateTimeField())


def authority_due():
    """Clock and market say when the authority has to have it. An expression for rows of SafetyReport."""
    start = F("clock_from")
    urgent = [
        When(IS_URGENT & Q(market=code), then=since(start, timedelta(days=market.serious_days)))
        for code, market in markets.MARKETS.items()
    ]
    other = [
        When(market=code, then=since(start, timedelta(days=market.other_days)))
        for code, market in markets.MARKETS.items()
    ]
    return Case(*urgent, *other, default=start, output_field=DateTimeField())


def first_look_due():
    start = F("received_at")
    by_day = [When(received_on=day, then=since(start, span)) for day, span in FIRST_LOOK.items()]
    return Case(*by_day, default=since(start, FIRST_LOOK_OTHERWISE), output_field=DateTimeField())


class SafetyReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def escalated(self):
        return self.filter(IS_ESCALATED)

    def with_clock(self, now: datetime | None = None):
        """Annotated by the database with `due_at` (the next thing that is due), `is_late` and `is_first`."""
        now = now or timezone.now()
        rows = self.alias(received_on=ExtractIsoWeekDay("received_at"))
        next_due = Case(
            When(assessed_at=None, then=first_look_due()), default=authority_due(), output_field=DateTimeField()
        )
        late = Case(
            When(state__in=OPEN, due_at__lt=now, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        first = Case(When(IS_ESCALATED, then=Value(True)), default=Value(False), output_field=BooleanField())
        return rows.annotate(due_at=next_due).annotate(is_late=late, is_first=first)

    def late(self, now: datetime | None = None):
        return self.with_clock(now).filter(is_late=True)

    def measured(self) -> tuple[dict, dict]:
        """What is open, and what of it is late: {"count", "oldest"} (since when the first of them is). One query."""
        late = Q(is_late=True)
        found = (
            self.open()
            .with_clock()
            .aggregate(
                opened=Count("pk"),
                day=Min("received_at"),
                late=Count("pk", filter=late),
                due=Min("due_at", filter=late),
            )
        )
        return {"count": found["opened"], "oldest": found["day"]}, {"count": found["late"], "oldest": found["due"]}

    def past_retention(self, now: datetime):
        """Settled so long ago that their words have to go."""
        closed = Q(state="closed", closed_at__lt=now - CLOSED_KEPT)
        forwarded = Q(state="forwarded", forwarded_at__lt=now - FORWARDED_KEPT)
        return self.filter(closed | forwarded, erased_at=None)

    def erase_all(self) -> int:
        """Erase the words of these settled reports, in batches; how many were. See SafetyReport.erase_words."""
        done = 0
        keys = list(self.exclude(state__in=OPEN).filter(erased_at=None).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            with transaction.atomic():
                batch = self.model._default_manager.filter(pk__in=keys[start : start + BATCH]).exclude(state__in=OPEN)
                rows: list[Any] = list(batch.select_for_update(no_key=True).order_by("pk"))
                for report in rows:
                    report.erase_words()
            done += len(rows)
        return done


class Timed(models.Model):
    """What is due when, for one report."""

    if TYPE_CHECKING:
        received_at: Any
        clock_from: Any
        assessed_at: Any
        forwarded_at: Any
        closed_at: Any
        pregnancy: Any
        state: Any
        market: Any

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_serious(self) -> bool:
        return any(getattr(self, criterion) for criterion in SERIOUS)

    @property
    def is_escalated(self) -> bool:
        """Serious, or exposure in pregnancy: shown first. See also IS_ESCALATED."""
        return bool(self.is_serious or self.pregnancy)

    @property
    def first_look_due(self) -> datetime:
        day = timezone.localtime(self.received_at).isoweekday()
        return self.received_at + FIRST_LOOK.get(day, FIRST_LOOK_OTHERWISE)

    @property
    def authority_due(self) -> datetime:
        market = markets.MARKETS[self.market]
        is_urgent = self.is_escalated or self.assessed_at is None
        return self.clock_from + timedelta(days=market.serious_days if is_urgent else market.other_days)

    @property
    def due(self) -> list[Due]:
        """What is due, in order. What a closed report was due for is done with its closing."""
        looked = self.assessed_at or self.forwarded_at or self.closed_at
        return [
            Due(_("First look"), self.first_look_due, looked),
            Due(_("Sent to the authority, or closed"), self.authority_due, self.forwarded_at or self.closed_at),
        ]
