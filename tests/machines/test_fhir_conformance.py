"""What the server says of itself, what it says when something goes wrong, and how a resource is spelled."""

import json
from decimal import Decimal

import pytest
from fhir.resources.capabilitystatement import CapabilityStatement
from fhir.resources.operationoutcome import OperationOutcome

from catalog import fhir
from catalog.fhir import codes
from catalog.fhir.elements import pruned
from catalog.models import Section
from tests.machines.reading import SITE
from tests.test_conventions import valid_loinc


def test_the_server_reads_two_kinds_by_id():
    said = fhir.capability_statement()

    CapabilityStatement.model_validate(json.loads(fhir.written(said)))
    assert (said["kind"], said["status"], said["fhirVersion"]) == ("instance", "active", "5.0.0")
    assert said["format"] == ["application/fhir+json"]
    assert said["implementation"]["url"] == f"{SITE}/api/v1/fhir"
    (rest,) = said["rest"]
    assert rest["mode"] == "server"
    assert {one["type"]: one["interaction"] for one in rest["resource"]} == {
        "MedicationKnowledge": [{"code": "read"}],
        "Bundle": [{"code": "read"}],
    }
    assert fhir.capability_statement() == said


ISSUES = {
    400: "invalid",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    410: "deleted",
    418: "processing",
    429: "throttled",
    500: "exception",
    503: "exception",
}


@pytest.mark.parametrize("status", ISSUES)
def test_an_error_has_the_issue_that_fits(status):
    said = fhir.operation_outcome(status, "Taken off: <b>ask</b>.")

    OperationOutcome.model_validate(json.loads(fhir.written(said)))
    assert said["issue"] == [
        {"severity": "error", "code": ISSUES[status], "details": {"text": "Taken off: <b>ask</b>."}}
    ]


def test_an_error_without_words_says_the_status():
    assert fhir.operation_outcome(404, " ")["issue"][0]["details"]["text"] == "Not Found"


def test_decimals_keep_their_figures_and_texts_their_characters():
    said = fhir.written({"a": [Decimal("12.50"), Decimal("0.0001"), 1, True, None], 'b"': "é\n💊"})

    assert said == '{"a":[12.50,0.0001,1,true,null],"b\\"":"é\\n💊"}'


def test_what_is_empty_or_cannot_be_spoken_is_left_out():
    assert pruned({"a": "", "b": [None, {"c": []}], "d": " x\x0b\x00y ", "e": 0, "f": False}) == {
        "d": "xy",
        "e": 0,
        "f": False,
    }


def test_a_small_decimal_is_written_without_an_exponent():
    assert fhir.written(Decimal("1E-7")) == "0.0000001"


def test_every_code_of_loinc_is_possible_and_every_section_has_a_name():
    assert [code for code in codes.LOINC_NAMES if not valid_loinc(code)] == []
    assert set(Section.LOINC.values()) <= set(codes.LOINC_NAMES)
    assert len(set(codes.LOINC_NAMES.values())) == len(codes.LOINC_NAMES)


def test_every_route_has_a_code_of_its_own():
    assert set(codes.ROUTES) == set(codes.Route)
    assert len({code for code, _name in codes.ROUTES.values()}) == len(codes.Route)
