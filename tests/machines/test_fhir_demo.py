"""Every demonstration medicine as FHIR: valid, whole, and as its file has it."""

import json
from decimal import Decimal

import pytest
from fhir.resources.bundle import Bundle
from fhir.resources.medicationknowledge import MedicationKnowledge

from catalog import fhir
from catalog.models import Listing, Pack
from pharmacy import markets
from pharmacy.demo import medicines
from tests.machines.fhir_content import parsed, texts
from tests.machines.test_demo_graphs import FILES, build

LABELS = {True: "34391-3", False: "34390-5"}


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build):
        yield


@pytest.fixture
def listing_of(built, db):
    return lambda slug: Listing.objects.for_page().get(slug=slug)


@pytest.mark.parametrize("slug", FILES)
def test_a_medicine_is_what_its_file_says(listing_of, slug):
    listing = listing_of(slug)
    values, packs = medicines.read(FILES[slug])
    resource = fhir.medication_knowledge(listing, Pack.objects.of_listing(listing))

    MedicationKnowledge.model_validate(json.loads(fhir.written(resource)))
    assert resource["code"]["text"] == values["name"]
    ingredients = resource["definitional"]["ingredient"]
    amounts = [one.get("strengthQuantity") or one["strengthRatio"]["numerator"] for one in ingredients]
    assert [amount["value"] for amount in amounts] == [Decimal(row["strength"]) for row in values["ingredients"]]
    notes = [one for one in resource["contained"] if one["resourceType"] == "ClinicalUseDefinition"]
    assert len(notes) == len(values["safety_notes"])
    allowed = markets.may_show_prices(values["market"], values["legal_status"])
    prices = [one["cost"][0]["costMoney"]["value"] for one in resource.get("packaging", []) if "cost" in one]
    told = sorted(Decimal(str(pack["price"])) for pack in packs if pack.get("price")) if allowed else []
    assert sorted(prices) == told


@pytest.mark.parametrize("slug", FILES)
def test_a_document_holds_the_whole_text(listing_of, slug):
    listing = listing_of(slug)
    values, _packs = medicines.read(FILES[slug])
    bundle = fhir.document_bundle(listing)
    composition = bundle["entry"][0]["resource"]

    Bundle.model_validate(json.loads(fhir.written(bundle)))
    assert composition["type"]["coding"][0]["code"] == LABELS[markets.is_prescription(values["legal_status"])]
    said = " ".join(text for one in composition["section"] for text in texts(one["text"]["div"]))
    for row in (*values["safety_notes"], *values["indications"], *values["key_features"]):
        assert row["title"] in said
    boxed = [row["title"] for row in values["safety_notes"] if row["severity"] == "boxed"]
    first = composition["section"][0]
    assert (first["code"]["coding"][0]["code"] == "34066-1") is bool(boxed)
    assert set(boxed) <= set(texts(first["text"]["div"]))
    parsed(composition["text"]["div"])
    assert "attester" not in composition
