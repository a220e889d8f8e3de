"""What the start page of the admin draws: how many were signed and received by the week, how long things wait."""

from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Submission
from pharmacy.charts import Chart
from reviews.models import ReviewText

WEEKS = 12
AGES = (0, 1, 3, 7)  # days: each counts what waits so long and shorter than the next


def signatures() -> Chart:
    """Signed submissions by the week. The publications themselves are wide rows: they are not read for this."""
    signed = Submission.objects.filter(state=Submission.State.SIGNED)
    rows = by_week(signed, "decided_at", count=Count("pk"))
    total = _("%(count)d in %(weeks)d weeks") % {"count": summed(rows), "weeks": WEEKS}
    latest = _("%(count)d this week") % {"count": sum(rows[-1][1])}
    return Chart(
        key="signatures",
        title=_("Signatures by the week"),
        summary=f"{total}, {latest}.",
        heading=_("Week from"),
        series=(_("Signed"),),
        rows=rows,
        every=4,
    )


def reviews() -> Chart:
    """Texts received by the week, and how many of them nobody has decided on."""
    waits = Q(state=ReviewText.State.WAITING)
    counts = {"decided": Count("pk", filter=~waits), "waiting": Count("pk", filter=waits)}
    rows = by_week(ReviewText.objects.all(), "submitted_at", **counts)
    total = _("%(count)d in %(weeks)d weeks") % {"count": summed(rows), "weeks": WEEKS}
    waiting = sum(numbers[1] for _label, numbers in rows)
    return Chart(
        key="reviews",
        title=_("Reviews received by the week"),
        summary=f"{total}, " + _("%(count)d of them waiting.") % {"count": waiting},
        heading=_("Week from"),
        series=(_("Decided"), _("Waiting")),
        rows=rows,
        every=4,
    )


def submission_ages() -> Chart:
    return ages("submission-ages", _("Waiting for signature, by age"), Submission.objects.waiting())


def review_ages() -> Chart:
    return ages("review-ages", _("Waiting for a moderator, by age"), ReviewText.objects.waiting())


def ages(key, title, waiting) -> Chart:
    """How many of these wait how long, by `submitted_at`. One query."""
    now = timezone.now()
    starts = [now - timedelta(days=days) for days in AGES]
    counts = {f"after_{days}": Count("pk", filter=older(*span)) for days, span in zip(AGES, spans(starts), strict=True)}
    found = waiting.aggregate(**counts)
    labels = (_("under 1 day"), _("1–2 days"), _("3–6 days"), _("7 or more"))
    rows = [(label, [found[f"after_{days}"]]) for label, days in zip(labels, AGES, strict=True)]
    waits = ngettext("%(count)d waits", "%(count)d wait", summed(rows)) % {"count": summed(rows)}
    longest = _("%(count)d for a week or more") % {"count": found[f"after_{AGES[-1]}"]}
    return Chart(
        key=key,
        title=title,
        summary=f"{waits}, {longest}.",
        heading=_("Waits"),
        series=(_("Waiting"),),
        rows=rows,
    )


def spans(starts):
    """(latest, earliest) moment of each span; the first has no latest, the last no earliest."""
    return zip([None, *starts[1:]], [*starts[1:], None], strict=True)


def older(latest, earliest):
    wanted = Q(submitted_at__lte=latest) if latest else Q()
    return wanted & Q(submitted_at__gt=earliest) if earliest else wanted


def by_week(rows, column, **counts) -> list[tuple[str, list[int]]]:
    """(first day, [count, …]) of the last WEEKS weeks, this one last; weeks without any are 0. One query."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight - timedelta(days=midnight.weekday(), weeks=WEEKS - 1)
    found = (
        rows.filter(**{f"{column}__gte": first})
        .annotate(week=TruncWeek(column))
        .values("week")
        .annotate(**counts)
        .order_by("week")
    )
    by_day = {row["week"].date(): [row[name] for name in counts] for row in found}
    weeks = [first.date() + timedelta(weeks=week) for week in range(WEEKS)]
    return [(formats.date_format(day, "j M"), by_day.get(day, [0] * len(counts))) for day in weeks]


def summed(rows) -> int:
    return sum(sum(numbers) for _label, numbers in rows)
