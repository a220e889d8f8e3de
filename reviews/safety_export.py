"""Safety reports as CSV and JSON. Columns have the names of ICH E2B(R2) where it has one: see docs/operating.md.

Yes is 1 and no is 2, as E2B writes them; times are ISO 8601 in UTC; codes are those of the database, in every language.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.refusals import Refused
from reviews.contact_details import Blanked, whole
from reviews.models import SafetyNote, SafetyReport
from reviews.models.safety_verbs import require_handler
from reviews.spreadsheet import csv_lines

MOST = 5000
CHUNK = 200
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
# Column → what of a report stands in it.
COLUMNS = {
    "safetyreportid": lambda report: report.pk,
    "receivedate": lambda report: moment(report.received_at),
    "receiptdate": lambda report: moment(newest(report)),
    "market": lambda report: report.market,
    "language": lambda report: report.language,
    "medicinalproduct": lambda report: report.product_name,
    "productid": lambda report: report.product_id,
    "reviewid": lambda report: report.review_id,
    "status": lambda report: report.state,
    "validpatient": lambda report: code(report.has_patient),
    "validreporter": lambda report: code(report.has_reporter),
    "validproduct": lambda report: code(report.has_product),
    "validreaction": lambda report: code(report.has_reaction),
    "primarysourcereaction": lambda report: report.reaction,
    "assessdate": lambda report: moment(report.assessed_at),
    "serious": lambda report: code(report.is_serious),
    "seriousnessdeath": lambda report: code(report.death),
    "seriousnesslifethreatening": lambda report: code(report.life_threatening),
    "seriousnesshospitalization": lambda report: code(report.hospitalisation),
    "seriousnessdisabling": lambda report: code(report.disability),
    "seriousnesscongenitalanomali": lambda report: code(report.congenital_anomaly),
    "seriousnessother": lambda report: code(report.medically_important),
    "pregnancyexposure": lambda report: code(report.pregnancy),
    "duedate": lambda report: moment(report.due_at) if report.is_open else "",
    "late": lambda report: code(report.is_late),
    "transmissiondate": lambda report: moment(report.forwarded_at),
    "authoritynumb": lambda report: report.reference,
    "closedate": lambda report: moment(report.closed_at),
    "erasedate": lambda report: moment(report.erased_at),
    "narrativeincludeclinical": lambda report: report.words,
    "followupnarrative": lambda report: "\n\n".join(note.text for note in of_the_customer(report) if note.text),
}
WORDS = {"primarysourcereaction", "narrativeincludeclinical", "followupnarrative"}
CONTACT = {
    "reportername": lambda report: report.reporter.display_name if report.reporter else "",
    "reporteremail": lambda report: report.reporter.email if report.reporter else "",
}


def export(reports, *, by, kind: str, with_contact: bool = False) -> Iterator[str]:
    """A file of these reports, piece by piece. Who exported what is noted with each report before the first piece.

    A file without contact has none within the words either, whoever asks: files go on to others.
    Raises PermissionDenied for who may not handle reports (contact: `reviews.see_contact` too), Refused above MOST.
    """
    require_handler(by)
    if with_contact and not by.has_perm("reviews.see_contact"):
        raise PermissionDenied(_("You may not see how to reach the customer."))
    keys = list(reports.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        raise Refused(
            _("At most %(number)d reports go into one file. Choose fewer, by state or market.") % {"number": MOST}
        )
    words = f"{kind.upper()}, {_('with contact details')}" if with_contact else kind.upper()
    notes = (SafetyNote(report_id=key, kind=SafetyNote.Kind.EXPORT, by=by, text=words) for key in keys)
    SafetyNote.objects.bulk_create(notes, batch_size=CHUNK)
    columns = COLUMNS | CONTACT if with_contact else COLUMNS
    found = rows(keys, columns, whole if with_contact else Blanked())
    return csv_lines(columns, found) if kind == "csv" else json_pieces(found)


def rows(keys, columns, read) -> Iterator[dict]:
    """The reports of these keys in their order, a chunk at a time; one that went meanwhile is left out."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = SafetyReport.objects.with_clock().select_related("reporter").prefetch_related("notes").in_bulk(chunk)
        for key in chunk:
            if key in found:
                yield row(found[key], columns, read)


def row(report, columns, read) -> dict:
    values = {name: of(report) for name, of in columns.items()}
    return values | {name: read(values[name], report) for name in WORDS}


def json_pieces(found) -> Iterator[str]:
    """One object: {"format", "version", "made", "reports": […]}."""
    yield f'{{"format": "pharmacy-safety-reports", "version": 1, "made": "{moment(timezone.now())}", "reports": ['
    separator = "\n"
    for row in found:
        yield separator + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def of_the_customer(report):
    return [note for note in report.notes.all() if note.kind in SafetyNote.OF_THE_CUSTOMER]


def newest(report) -> datetime:
    """When the customer said something last."""
    return max([report.received_at, *(note.at for note in of_the_customer(report))])


def moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else ""


def code(is_so: bool) -> int:
    return 1 if is_so else 2
