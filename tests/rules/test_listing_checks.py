"""Each listing check fires where it should, and nowhere else."""

import pytest

from catalog import listing_checks
from catalog.models import Product
from tests import factories

LONG = "Keep the tablets in a dry place and away from children, in the pack that they came in."


def note(severity="warning", **changes):
    return {"severity": severity, "topic": "driving", "title": "Driving", "text": "It can make you sleepy."} | changes


def prescription(**changes):
    """A medicine on prescription that passes every check."""
    return factories.content(legal_status="prescription_only", **changes)


def restricted(**changes):
    """A medicine in a restricted programme that passes every check."""
    programme = {"name": "Testazole REMS", "url": "", "telephone": "", "requirements": "Sign the form."}
    values = {"legal_status": "restricted_programme", "programme": programme, "safety_notes": [note("boxed")]}
    return factories.content(**(values | changes))


def within(group, **changes):
    return {group: factories.content()[group] | changes}


def ids(content) -> list[str]:
    return [finding.id for finding in listing_checks.run(content)]


def no_section(kind):
    return {"sections": [section for section in factories.content()["sections"] if section["kind"] != kind]}


def ingredient(strength, unit="mg", per=""):
    return {"substance": {"name": "testazole"}, "strength": strength, "unit": unit, "per": per}


def indication(**changes):
    return {"title": "Hay fever", "text": "For adults.", "condition": {"name": "Hay fever"}} | changes


FIRES = {
    "no_source": [
        factories.content(**within("source", name="")),
        factories.content(**within("source", url="")),
        factories.content(**within("source", version="", date="")),
    ],
    "no_dosage_form": [factories.content(dosage_form="")],
    "no_route": [factories.content(route="")],
    "no_legal_status": [factories.content(legal_status="")],
    "no_ingredient": [factories.content(name="Testazole Tablets", ingredients=[])],
    "no_summary": [factories.content(summary=" \n")],
    "no_indication": [factories.content(indications=[])],
    "indication_without_condition:Hay fever": [factories.content(indications=[indication(condition=None)])],
    "indication_without_text:Hay fever": [factories.content(indications=[indication(text=" ")])],
    "hidden_character:take 10 mg": [factories.content(description="take 10\u202e mg")],
    "markup_in_text:<b>": [factories.content(description="It is <b> good.")],
    "markup_in_text:javascript:": [factories.content(description="[x](javascript:alert(1))")],
    "no_storage": [factories.content(**within("storage", text=" "))],
    "warm_refrigerator": [factories.content(**within("storage", refrigerate=True, maximum_celsius="8.1"))],
    "no_safety_note": [factories.content(safety_notes=[])],
    "prescription_without_warning": [prescription(safety_notes=[note("precaution"), note("information")])],
    "restricted_without_boxed_note": [restricted(safety_notes=[note("warning")])],
    "restricted_without_programme": [
        restricted(**within("programme", name="", requirements="Sign the form.")),
        restricted(**within("programme", name="Testazole REMS", requirements="")),
    ],
    "prescription_without_contraindications": [prescription(**no_section("contraindications"))],
    "no_side_effects": [factories.content(**no_section("side_effects"))],
    "no_how_to_take": [factories.content(**no_section("how_to_take"))],
    "strength_in_name_disagrees:10 mg": [
        factories.content(ingredients=[ingredient("1")]),
        factories.content(ingredients=[ingredient("10", "g")]),
        factories.content(ingredients=[ingredient("10", "percent")]),
    ],
    "strength_in_name_disagrees:4mg": [factories.content(name="Testazole 4mg Capsules")],
    "strength_in_name_disagrees:1,000 units/mL": [
        factories.content(name="Heparin 1,000 units/mL", ingredients=[ingredient("1", "unit", "mL")]),
        factories.content(name="Heparin 1,000 units/mL", ingredients=[ingredient("1000", "mg", "mL")]),
    ],
    "strength_in_name_disagrees:250 mg/5 mL": [
        factories.content(name="Amoxicillin 250 mg/5 mL", ingredients=[ingredient("5", "mg", "mL")]),
        factories.content(name="Amoxicillin 250 mg/5 mL", ingredients=[ingredient("125")]),
    ],
    "strength_in_name_disagrees:40 mg/0.4 mL": [
        factories.content(name="Enoxaparin 40 mg/0.4 mL", ingredients=[ingredient("60")]),
        factories.content(name="Enoxaparin 40 mg/0.4 mL", ingredients=[ingredient("0.4")]),
    ],
    "image_without_alternative_text": [
        factories.content(images=[{"sha256": "0" * 64, "alt": " ", "width": 1, "height": 1}])
    ],
    "promise_in_prescription_text:ultimate": [prescription(summary="The Ultimate tablet.")],
    "promise_in_prescription_text:cures": [prescription(description="It cures hay fever.")],
    "promise_in_prescription_text:no side effects": [
        prescription(key_features=[{"title": "No side effects", "text": "None at all."}])
    ],
    "promise_in_prescription_text:miracle": [prescription(**within("storage", handling="A miracle."))],
    "promise_in_other_text:guaranteed": [factories.content(summary="Guaranteed to work.")],
    f"text_in_two_places:{LONG[:60]}": [
        factories.content(description=f"A tablet.\n\n{LONG}", **within("storage", text=LONG)),
        factories.content(description=f"{LONG.upper()}\n\n{LONG.replace(' ', '  ')}"),
    ],
}
DOES_NOT_FIRE = {
    "no_source": [
        factories.content(**within("source", version="")),
        factories.content(**within("source", date="")),
    ],
    "warm_refrigerator": [
        factories.content(**within("storage", refrigerate=True, minimum_celsius="2", maximum_celsius="8")),
        factories.content(**within("storage", refrigerate=False, maximum_celsius="25")),
        factories.content(**within("storage", refrigerate=True, minimum_celsius="", maximum_celsius="")),
    ],
    "prescription_without_warning": [prescription(), prescription(safety_notes=[note("boxed")])],
    "restricted_without_boxed_note": [restricted(), prescription()],
    "restricted_without_programme": [restricted(), prescription()],
    "prescription_without_contraindications": [factories.content(**no_section("contraindications"))],
    "strength_in_name_disagrees": [
        factories.content(ingredients=[ingredient("10000", "microgram")]),
        factories.content(ingredients=[ingredient("0.01", "g")]),
        factories.content(name="Testazole 10,0 mg Tablets"),
        factories.content(name="Testazole Tablets", ingredients=[ingredient("7")]),
        factories.content(name="Testazole 1% Cream", ingredients=[ingredient("1", "percent")]),
        factories.content(name="Testazole 100 units/mL Injection", ingredients=[ingredient("100", "unit", "mL")]),
        factories.content(
            name="Testazole 160/4.5 mcg",
            ingredients=[ingredient("160", "microgram"), ingredient("4.5", "microgram")],
        ),
        factories.content(name="Heparin 1,000 units/mL", ingredients=[ingredient("1000", "unit", "mL")]),
        factories.content(name="Amoxicillin 250 mg/5 mL", ingredients=[ingredient("50", "mg", "mL")]),
        factories.content(name="Amoxicillin 250 mg/5 mL", ingredients=[ingredient("250")]),
        factories.content(name="Enoxaparin 40 mg/0.4 mL", ingredients=[ingredient("100", "mg", "mL")]),
        factories.content(name="Enoxaparin 40 mg/0.4 mL", ingredients=[ingredient("40")]),
    ],
    "promise_in_prescription_text": [
        factories.content(summary="The ultimate tablet."),
        prescription(description="There is no cure for hay fever."),
        prescription(description="It does not cure hay fever."),
        prescription(summary="It is not curettage."),
    ],
    "promise_in_other_text": [factories.content(), prescription(summary="The ultimate tablet.")],
    "text_in_two_places": [
        factories.content(description="Ask your pharmacist.", excipients="Ask your pharmacist."),
        factories.content(description=LONG, **within("storage", text=LONG.replace("dry", "cool"))),
    ],
}


@pytest.mark.parametrize(
    ("expected", "content"),
    [pytest.param(id, content, id=id) for id, contents in FIRES.items() for content in contents],
)
def test_a_check_fires_alone(expected, content):
    assert ids(content) == [expected]


@pytest.mark.parametrize(
    ("name", "content"),
    [pytest.param(id, content, id=id) for id, contents in DOES_NOT_FIRE.items() for content in contents],
)
def test_a_check_does_not_fire(name, content):
    assert [id for id in ids(content) if id.partition(":")[0] == name] == []


@pytest.mark.parametrize("content", [factories.content(), prescription(), restricted()])
def test_a_good_content_has_no_finding(content):
    assert ids(content) == []


def test_every_check_has_a_content_that_makes_it_fire():
    tested = {id.partition(":")[0] for id in FIRES}

    assert tested == {check_name(findings) for findings in listing_checks.registry.REGISTRY}


def check_name(findings) -> str:
    """The function that a registered check closes over."""
    [function] = [cell.cell_contents for cell in findings.__closure__ if callable(cell.cell_contents)]
    return function.__name__


def test_errors_come_before_warnings():
    found = listing_checks.run(factories.content(sections=[], safety_notes=[]))

    assert [(finding.id, finding.is_error) for finding in found] == [
        ("no_safety_note", True),
        ("no_side_effects", False),
        ("no_how_to_take", False),
    ]


def test_a_finding_says_what_it_found():
    [finding] = listing_checks.run(prescription(summary="The ultimate tablet."))

    assert finding.message == (
        "“ultimate” is a promise or a superlative. In the text of a medicine on prescription it has to go."
    )


def test_an_empty_draft_has_findings_and_no_traceback(editor):
    product = Product.draft({"name": "Testazole", "slug": "testazole"}, by=editor)

    assert "no_source" in ids(product.snapshot())
