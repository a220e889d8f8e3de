"""/api/v1/fhir/: the resources of catalog/fhir at their addresses; errors are told as FHIR tells them."""

import pytest
from fhir.resources.bundle import Bundle
from fhir.resources.capabilitystatement import CapabilityStatement
from fhir.resources.medicationknowledge import MedicationKnowledge
from fhir.resources.operationoutcome import OperationOutcome

from catalog import fhir
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

FHIR = "application/fhir+json"
RESOURCES = [("MedicationKnowledge", MedicationKnowledge), ("Bundle", Bundle)]


def outcome(answer) -> str:
    """What went wrong, once it is known to be valid FHIR."""
    assert answer["Content-Type"] == FHIR
    return OperationOutcome.model_validate(answer.json()).issue[0].details.text


@pytest.mark.parametrize(("kind", "model"), RESOURCES)
@pytest.mark.parametrize("accept", [FHIR, "application/json", "*/*"])
def test_a_resource(nobody, listing, editor, kind, model, accept):
    factories.pack(product=listing.product, by=editor, price="12.30")

    found = nobody.get(f"fhir/{kind}/{listing.slug}", accept=accept)

    assert (found.status_code, found["Content-Type"]) == (200, FHIR)
    assert model.model_validate_json(found.content).id
    assert found.json()["resourceType"] == kind


def test_prices_are_decimals(nobody, listing, editor):
    factories.pack(product=listing.product, by=editor, price="12.30")

    assert '"value":12.30' in nobody.get(f"fhir/MedicationKnowledge/{listing.slug}").content.decode().replace(" ", "")


def test_what_the_server_can_do(nobody, db):
    found = nobody.get("fhir/metadata")

    assert CapabilityStatement.model_validate(found.json()).fhirVersion == "5.0.0"


@pytest.mark.parametrize("kind", ["MedicationKnowledge", "Bundle"])
def test_a_long_slug_has_an_id_that_leads_to_it(nobody, editor, pharmacist, kind):
    slug = "a-very_long-name-" * 6 + "end"
    factories.listed(editor=editor, pharmacist=pharmacist, slug=slug)
    by_slug = nobody.get(f"fhir/{kind}/{slug}")

    by_id = nobody.get(f"fhir/{kind}/{fhir.resource_id(slug)}")

    assert len(fhir.resource_id(slug)) <= 64
    assert (by_id.status_code, by_id.content) == (200, by_slug.content)


@pytest.mark.parametrize("kind", ["MedicationKnowledge", "Bundle"])
def test_what_is_not_there(nobody, listing, editor, pharmacist, kind):
    factories.draft(by=editor, slug="draft")
    draft, nothing = (nobody.get(f"fhir/{kind}/{slug}") for slug in ("draft", "nothing"))
    old = listing.slug
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, slug="new-name")
    moved = nobody.get(f"fhir/{kind}/{old}")
    listing.product.withdraw(by=pharmacist, reason="Internal.", public_note="Recalled by its maker.")
    gone = nobody.get(f"fhir/{kind}/new-name")

    assert (draft.status_code, draft.content) == (404, nothing.content)
    for address in ("fhir/", "fhir/Patient/1", "fhir/Bundle/a%0Ab", "fhir/Bundle/a/"):
        assert "There is no such resource." in outcome(nobody.get(address))
    assert outcome(nothing)
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/fhir/{kind}/new-name")
    assert (gone.status_code, "Recalled by its maker." in outcome(gone)) == (410, True)


@pytest.mark.parametrize(("query", "status"), [("_format=json", 200), ("_format=xml", 400), ("_frmat=json", 400)])
def test_parameters(nobody, listing, query, status):
    found = nobody.get(f"fhir/Bundle/{listing.slug}?{query}")

    assert found.status_code == status
    assert status == 200 or query.split("=")[0] in outcome(found)


@pytest.mark.parametrize(("method", "accept", "status"), [("post", FHIR, 405), ("get", "application/fhir+xml", 406)])
def test_what_it_does_not_speak(nobody, listing, method, accept, status):
    found = nobody.ask(method, f"fhir/Bundle/{listing.slug}", accept=accept)

    assert found.status_code == status
    assert outcome(found)
