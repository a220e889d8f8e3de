"""Safety reports as CSV and JSON: safe from formulas, contact only where it may be, noted by whom."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from catalog.refusals import Refused
from reviews import safety_export
from reviews.models import SafetyReport
from reviews.spreadsheet import csv_lines, safe_cell
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

LIST = "/admin/reviews/safetyreport/"
THEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def report(listing, customer):
    with time_machine.travel(THEN, tick=False):
        return factories.safety_report(listing=listing, author=customer, title="=1+1", text="+SUM(A1)")


def body(response) -> str:
    return b"".join(response.streaming_content).decode()


def read_csv(text) -> list[dict]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def exported(client, *, query="", **fields):
    return client.post(f"{LIST}export/{query}", {"kind": "csv"} | fields)


def test_a_case_as_csv(signed_in, officer, customer, report, listing):
    with time_machine.travel(THEN + timedelta(hours=1), tick=False):
        criteria = dict.fromkeys(("has_patient", "has_reporter", "has_product", "has_reaction"), True)
        report.assess(by=officer, **criteria, reaction="-a rash", hospitalisation=True)
        report.ask(by=officer, text="Since when?").reply(by=customer, text="+1 week")

    with time_machine.travel(THEN + timedelta(days=16), tick=False):
        response = exported(signed_in(officer))
        (row,) = read_csv(body(response))

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="safety-reports-2026-03-18.csv"'
    assert "no-store" in response.headers["Cache-Control"]
    assert row == {
        "safetyreportid": str(report.pk),
        "receivedate": "2026-03-02T09:30:00+00:00",
        "receiptdate": "2026-03-02T10:30:00+00:00",
        "market": "us",
        "language": "en",
        "medicinalproduct": listing.name,
        "productid": str(listing.product_id),
        "reviewid": str(report.review_id),
        "status": "assessing",
        "validpatient": "1",
        "validreporter": "1",
        "validproduct": "1",
        "validreaction": "1",
        "primarysourcereaction": "'-a rash",
        "assessdate": "2026-03-02T10:30:00+00:00",
        "serious": "1",
        "seriousnessdeath": "2",
        "seriousnesslifethreatening": "2",
        "seriousnesshospitalization": "1",
        "seriousnessdisabling": "2",
        "seriousnesscongenitalanomali": "2",
        "seriousnessother": "2",
        "pregnancyexposure": "2",
        "duedate": "2026-03-17T09:30:00+00:00",
        "late": "1",
        "transmissiondate": "",
        "authoritynumb": "",
        "closedate": "",
        "erasedate": "",
        "narrativeincludeclinical": "'=1+1\n\n'+SUM(A1)",
        "followupnarrative": "'+1 week",
    }


def test_the_same_as_json(signed_in, officer, report):
    response = exported(signed_in(officer), kind="json")

    file = json.loads(body(response))
    assert response.headers["Content-Type"] == "application/json"
    assert (file["format"], file["version"]) == ("pharmacy-safety-reports", 1)
    (row,) = file["reports"]
    assert list(row) == list(safety_export.COLUMNS)
    assert (row["narrativeincludeclinical"], row["serious"]) == ("=1+1\n\n+SUM(A1)", 2)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\n ="])
def test_no_cell_starts_a_formula(start):
    assert safe_cell(f"{start}1+1").startswith("'")


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\t", ";", ",", "; ", '\n"', ';""', "\n\n", ",\u00a0"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_no_cell_that_a_spreadsheet_makes_of_a_text_starts_a_formula(separator, sign, delimiter):
    """Which sign parts the cells of a CSV is a setting of the reader's machine."""
    file = "".join(csv_lines(["number", "words"], [{"number": 1, "words": f"A rash{separator}{sign}1+1"}]))

    rows = csv.reader(io.StringIO(file, newline=""), delimiter=delimiter)
    cells = [cell.lstrip(' "\u00a0') for row in rows for cell in row]

    assert [cell for cell in cells if cell.startswith(sign)] == []
    assert f"'{sign}1+1" in "".join(cells).replace('"', "").replace("' ", "'").replace("'\u00a0", "'")


@pytest.mark.parametrize("text", ["A rash.", "5 - 4", "😀", "'quoted'", "", "one, two; three\nfour", "(a) - b"])
def test_other_cells_stay_as_they_are(text):
    assert safe_cell(text) == text


def test_contact_only_on_asking_and_only_with_its_permission(signed_in, officer, pharmacist, customer, report):
    without = body(exported(signed_in(officer)))
    assert customer.email not in without
    assert "Ana P." not in without

    (row,) = read_csv(body(exported(signed_in(officer), with_contact="on")))
    assert (row["reportername"], row["reporteremail"]) == ("Ana P.", customer.email)

    assert exported(signed_in(pharmacist), with_contact="on").status_code == 403
    assert "reporteremail" not in body(exported(signed_in(pharmacist)))
    with pytest.raises(PermissionDenied):
        safety_export.export(SafetyReport.objects.all(), by=pharmacist, kind="json", with_contact=True)


def test_the_actions_hide_contact_too(signed_in, officer, pharmacist, customer, report):
    chosen = {"_selected_action": report.pk, "action": "export_csv_with_contact"}

    assert customer.email in body(signed_in(officer).post(LIST, chosen))
    refused = signed_in(pharmacist).post(LIST, chosen, follow=True)

    assert not refused.streaming
    assert customer.email not in refused.content.decode()
    offered = signed_in(pharmacist).get(LIST).content.decode()
    assert "export_json" in offered
    assert "with_contact" not in offered


def test_who_exported_what_is_noted_with_each_report(signed_in, officer, report):
    body(exported(signed_in(officer), with_contact="on"))
    body(exported(signed_in(officer), kind="json"))

    assert list(report.notes.values_list("kind", "by__username", "text")) == [
        ("export", "officer", "CSV, with contact details"),
        ("export", "officer", "JSON"),
    ]


def test_what_is_chosen_is_exported(signed_in, officer, listing, report):
    other = factories.safety_report(listing=listing, author=factories.user(name="another"))

    rows = read_csv(body(signed_in(officer).post(LIST, {"_selected_action": other.pk, "action": "export_csv"})))

    assert [row["safetyreportid"] for row in rows] == [str(other.pk)]
    assert not report.notes.exists()


def test_what_the_list_shows_is_exported(signed_in, officer, listing, report):
    other = factories.safety_report(listing=listing, author=factories.user(name="another"))
    other.close(by=officer, reason="No.")
    client = signed_in(officer)

    def numbers(query):
        return [row["safetyreportid"] for row in read_csv(body(exported(client, query=query)))]

    assert numbers("") == [str(report.pk)]
    assert numbers("?state=closed") == [str(other.pk)]
    assert numbers("?state=all") == [str(report.pk), str(other.pk)]
    assert numbers("?state=asked") == []


def test_an_erased_report_has_no_words_left_to_export(signed_in, officer, report):
    report.close(by=officer, reason="No.")
    SafetyReport.objects.all().erase_all()

    (row,) = read_csv(body(exported(signed_in(officer), query="?state=all")))

    assert (row["narrativeincludeclinical"], row["reviewid"]) == ("", "")
    assert row["erasedate"] != ""


def test_more_than_a_file_takes_is_refused_in_words(signed_in, officer, listing, report, monkeypatch):
    monkeypatch.setattr(safety_export, "MOST", 1)
    factories.safety_report(listing=listing, author=factories.user(name="another"))

    response = signed_in(officer).post(f"{LIST}export/?state=all", {"kind": "csv"}, follow=True)

    assert "At most 1 reports go into one file." in response.content.decode()
    assert response.redirect_chain == [(f"{LIST}?state=all", 302)]
    with pytest.raises(Refused):
        safety_export.export(SafetyReport.objects.all(), by=officer, kind="csv")
    assert not report.notes.exists()


def test_as_many_as_a_file_takes_come_in_chunks(officer, listing, report, monkeypatch):
    monkeypatch.setattr(safety_export, "CHUNK", 1)
    for number in range(3):
        factories.safety_report(listing=listing, author=factories.user(name=f"another-{number}"))

    text = "".join(safety_export.export(SafetyReport.objects.order_by("-id"), by=officer, kind="csv"))

    numbers = [int(row["safetyreportid"]) for row in read_csv(text)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 4


@pytest.mark.parametrize("data", [{"kind": ""}, {"kind": "xlsx"}])
def test_no_such_format(signed_in, officer, report, data):
    assert signed_in(officer).post(f"{LIST}export/", data).status_code == 400


def test_no_such_filter(signed_in, officer, report):
    assert exported(signed_in(officer), query="?reporter__email__startswith=a").status_code == 400
    assert exported(signed_in(officer), query="?words__contains=a").status_code == 400


def test_opening_the_address_exports_nothing(signed_in, officer, report):
    assert signed_in(officer).get(f"{LIST}export/").status_code == 405
    assert not report.notes.exists()
