"""A listing as MedicationKnowledge: valid by the library of FHIR R5, and true to the page."""

import json
from decimal import Decimal

import pytest
from django.utils import translation
from fhir.resources.medicationknowledge import MedicationKnowledge

from catalog import fhir
from catalog.models import Listing, Pack
from tests import factories
from tests.machines.fhir_content import FULL, HOSTILE, everything, parsed, texts
from tests.machines.reading import SITE


@pytest.fixture
def signed(editor, pharmacist):
    """`signed(slug="shown", …)` is a listing of this content, as the public gets it."""

    def sign(**changes):
        made = factories.listed(editor=editor, pharmacist=pharmacist, **({"slug": "shown"} | changes))
        return Listing.objects.for_page().get(pk=made.pk)

    return sign


@pytest.fixture
def told(signed):
    """`told(…)` is the resource of such a listing, validated."""

    def tell(**changes):
        return resource_of(signed(**changes))

    return tell


def resource_of(listing) -> dict:
    resource = fhir.medication_knowledge(listing, Pack.objects.of_listing(listing))
    MedicationKnowledge.model_validate(json.loads(fhir.written(resource)))
    return resource


def contained(resource, kind) -> list[dict]:
    return [one for one in resource["contained"] if one["resourceType"] == kind]


# What it is


def test_the_smallest_listing_is_valid(told):
    resource = told()

    assert resource["id"] == "shown"
    assert resource["status"] == "active"
    assert resource["language"] == "en"
    assert resource["name"] == ["Testazole 10 mg Tablets"]
    assert resource["identifier"][0]["value"] == f"{SITE}/products/shown/"
    assert resource["code"] == {"text": "Testazole 10 mg Tablets"}
    assert "packaging" not in resource
    assert "monitoringProgram" not in resource


def test_everything_that_a_listing_can_hold_is_valid(told):
    resource = told(**FULL)

    assert resource["code"]["coding"] == [{"system": "http://www.whocc.no/atc", "code": "L04AX06"}]
    assert resource["name"] == [FULL["name"], FULL["brand_name"]]
    assert resource["monitoringProgram"] == [{"type": {"text": "Restricted programme"}, "name": "Test REMS"}]
    assert [one["indication"][0]["concept"]["text"] for one in resource["indicationGuideline"]] == ["Myeloma"]


def test_the_version_is_the_publication(signed, editor, pharmacist):
    listing = signed()
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, brand_name="Testa")
    listing = Listing.objects.for_page().get(pk=listing.pk)

    meta = resource_of(listing)["meta"]

    moment = listing.publication.signed_at
    assert meta == {"versionId": "2", "lastUpdated": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"}


def test_a_demonstration_is_tagged_as_test_data(told):
    assert [tag["code"] for tag in told(demonstration=True)["meta"]["tag"]] == ["HTEST"]


@pytest.mark.parametrize(("market", "code"), [("us", "US"), ("gb", "GB"), ("eu", "EU")])
def test_the_market_is_the_jurisdiction(told, market, code):
    jurisdiction = told(market=market)["intendedJurisdiction"]

    assert jurisdiction[0]["coding"] == [{"system": "urn:iso:std:iso:3166", "code": code}]


def test_legal_status_category_and_atc_classify(told):
    found = told(**FULL)["medicineClassification"]

    assert {one["type"]["text"]: one["classification"][0] for one in found} == {
        "Legal status": {"text": "Restricted programme"},
        "Category": {"text": "Blood"},
        "ATC": {"coding": [{"system": "http://www.whocc.no/atc", "code": "L04AX06"}]},
    }


# Form, strengths, looks, storage


def test_form_and_route_have_codes_where_a_list_names_just_them(told):
    definition = told()["definitional"]

    assert definition["doseForm"]["coding"][0]["code"] == "10219000"
    assert definition["intendedRoute"][0]["coding"][0]["code"] == "20053000"


def test_a_form_that_no_list_names_is_told_in_words(told):
    definition = told(dosage_form="capsule")["definitional"]

    assert definition["doseForm"] == {"text": "Capsule"}


def test_a_cream_for_another_place_is_not_given_the_code_of_a_cream_for_the_skin(told):
    assert told(dosage_form="cream", route="vaginal")["definitional"]["doseForm"] == {"text": "Cream"}


STRENGTHS = {
    ("4", "mg", ""): ("4", "mg", "1", "{piece}"),
    ("0.005", "microgram", "dose"): ("0.005", "ug", "1", "{dose}"),
    ("100", "unit", "mL"): ("100", "[arb'U]", "1", "mL"),
    ("5", "mmol", "g"): ("5", "mmol", "1", "g"),
    ("25", "microgram", "hour"): ("25", "ug", "1", "h"),
}


@pytest.mark.parametrize("spelled", STRENGTHS, ids="-".join)
def test_strengths_are_ratios_in_ucum(told, spelled):
    resource = told(name="Testazole", ingredients=[row("testazole", *spelled)])

    (ingredient,) = resource["definitional"]["ingredient"]
    ratio = ingredient["strengthRatio"]
    amount, within = ratio["numerator"], ratio["denominator"]
    assert ingredient["item"] == {"concept": {"text": "testazole"}}
    assert {amount["system"], within["system"]} == {"http://unitsofmeasure.org"}
    assert (str(amount["value"]), amount["code"], str(within["value"]), within["code"]) == STRENGTHS[spelled]


def test_per_cent_is_a_quantity(told):
    resource = told(name="Testazole", ingredients=[row("testazole", "0.05", "percent", "")])

    (ingredient,) = resource["definitional"]["ingredient"]
    assert ingredient["strengthQuantity"]["code"] == "%"
    assert ingredient["strengthQuantity"]["value"] == Decimal("0.05")
    assert "strengthRatio" not in ingredient


def row(substance, strength, unit, per) -> dict:
    return {"substance": {"name": substance}, "strength": strength, "unit": unit, "per": per}


def test_looks_and_pictures_are_characteristics(told):
    found = told(**everything())["definitional"]["drugCharacteristic"]

    system = "http://terminology.hl7.org/CodeSystem/medicationknowledge-characteristic"
    coded = [one for one in found if "coding" in one["type"]]
    assert {one["type"]["coding"][0]["system"] for one in coded} == {system}
    assert [one["type"]["coding"][0]["code"] for one in coded] == ["color", "color", "shape", "imprintcd", "image"]
    assert coded[0]["valueCodeableConcept"] == {"text": "dark blue"}
    assert coded[3]["valueString"] == "T 4"
    picture = coded[4]["valueAttachment"]
    assert picture["title"] == "A blue capsule."
    assert picture["url"].startswith(f"{SITE}/")
    assert found[5] == {"type": {"text": "Appearance"}, "valueString": "Blue & white."}


def test_storage_tells_temperatures_and_facts(told):
    (guideline,) = told(**FULL)["storageGuideline"]

    (temperature,) = guideline["environmentalSetting"]
    low, high = temperature["valueRange"]["low"], temperature["valueRange"]["high"]
    assert (low["value"], low["code"], high["value"], high["code"]) == (Decimal("2"), "Cel", Decimal("7.5"), "Cel")
    assert [note["text"] for note in guideline["note"]] == [
        "Keep it cold.",
        "Keep in a refrigerator",
        "Do not freeze",
        "Keep away from light",
        "Keep dry",
        "Keep in its own container",
        "Wear gloves.",
    ]


def test_one_end_of_a_temperature_is_enough(told):
    storage = FULL["storage"] | {"minimum_celsius": "", "refrigerate": False}

    (temperature,) = told(storage=storage)["storageGuideline"][0]["environmentalSetting"]
    assert list(temperature["valueRange"]) == ["high"]


# Warnings and the text


def test_boxed_warnings_come_first_and_in_full(told):
    resource = told(**FULL)

    assert texts(resource["text"]["div"])[:5] == [
        "Boxed warning",
        "Pregnancy",
        "Harms",
        "a baby",
        ": stop & ask <first>.",
    ]
    assert "No “second” thoughts." in texts(resource["text"]["div"])
    warnings = contained(resource, "ClinicalUseDefinition")
    assert [one["warning"]["code"]["text"] for one in warnings] == ["Pregnancy", "Clots", "Driving", "Sun"]
    assert warnings[0]["category"] == [{"text": "Boxed warning"}]
    assert warnings[0]["warning"]["description"] == "Harms a baby: stop & ask <first>. Always. Even then."


def test_what_is_held_within_is_referred_to_and_there(editor, signed):
    listing = signed(**FULL)
    factories.pack(product=listing.product, by=editor)
    resource = resource_of(listing)

    refers = [one["reference"] for one in resource["clinicalUseIssue"]]
    refers += [one["source"]["reference"] for one in resource["monograph"]]
    refers += [one["packagedProduct"]["reference"] for one in resource["packaging"]]
    assert sorted(refers) == sorted(f"#{one['id']}" for one in resource["contained"])


def test_the_monographs_are_our_text_and_the_label_that_it_follows(told):
    ours, label = contained(told(), "DocumentReference")

    assert ours["content"][0]["attachment"]["url"] == f"{SITE}/api/v1/fhir/Bundle/shown"
    assert label["content"][0]["attachment"] == {
        "url": "https://example.com/label",
        "title": "Testazole label · 3",
        "creation": "2024-05-01",
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_stay_texts(told, name):
    resource = told(
        name=name,
        safety_notes=[{"severity": "boxed", "topic": "driving", "title": name, "text": name}],
        ingredients=[row(f"x {name}", "1", "mg", "")],
    )

    assert resource["name"] == [name]
    assert texts(resource["text"]["div"])[1] == name
    assert name in texts(resource["text"]["div"])[2:]
    parsed(resource["text"]["div"])


def test_a_text_in_another_language_is_told_in_it_whatever_is_spoken(signed):
    listing = signed(**FULL, language="ar")
    resource = resource_of(listing)

    with translation.override("es"):
        assert resource_of(listing) == resource
    root = parsed(resource["text"]["div"])
    assert resource["language"] == root.get("lang") == "ar"
    assert root.get("dir") == "rtl"
    assert resource["definitional"]["doseForm"]["text"] != "Tablet"
    assert resource["identifier"][0]["value"] == f"{SITE}/products/shown/"


def test_a_language_that_the_site_does_not_speak_is_no_matter(told):
    assert told(language="pt-BR")["language"] == "pt-BR"


# Packs and prices


def test_packs_tell_numbers_sizes_and_exact_prices(signed, editor):
    listing = signed()
    factories.pack(
        product=listing.product, by=editor, sku="A-1", gtin="4006381333931", national_code="N7", price="12.50"
    )
    factories.pack(product=listing.product, by=editor, sku="A-2", size=90, price=None)
    resource = resource_of(listing)

    first, second = contained(resource, "PackagedProductDefinition")
    assert [number["value"] for number in first["identifier"]] == ["A-1", "4006381333931", "N7"]
    assert first["identifier"][1]["system"] == "https://www.gs1.org/gtin"
    assert first["containedItemQuantity"] == [{"value": 30, "unit": "tablets"}]
    assert first["manufacturer"] == [{"display": "Example Laboratories"}]
    assert [number["value"] for number in second["identifier"]] == ["A-2"]
    assert resource["packaging"][0]["cost"][0]["costMoney"] == {"value": Decimal("12.50"), "currency": "USD"}
    assert "cost" not in resource["packaging"][1]
    assert '"costMoney":{"value":12.50,"currency":"USD"}' in fhir.written(resource)


@pytest.mark.parametrize("market", ["us", "gb", "eu"])
@pytest.mark.parametrize("status", ["general_sale", "prescription_only", "restricted_programme"])
def test_no_price_where_the_market_forbids_it(signed, editor, market, status):
    listing = signed()
    factories.pack(product=listing.product, by=editor, price="77.31")
    Listing.objects.filter(pk=listing.pk).update(market=market, legal_status=status)
    listing.product.packs.update(currency={"us": "USD", "gb": "GBP", "eu": "EUR"}[market])
    listing = Listing.objects.for_page().get(pk=listing.pk)

    allowed = status == "general_sale" or (market, status) == ("us", "prescription_only")
    assert ("77.31" in fhir.written(resource_of(listing))) is allowed


# Ids


def test_a_short_slug_is_the_id(signed):
    listing = signed()

    assert fhir.find(Listing.objects, "shown") == listing


@pytest.mark.parametrize("slug", ["a" * 65, "b" * 120, "with_underscore", "_" * 90])
def test_another_slug_gets_an_id_that_leads_back(signed, slug):
    listing = signed(slug=slug)
    resource = resource_of(listing)

    assert len(resource["id"]) <= 64
    assert resource["id"] == fhir.resource_id(slug)
    assert fhir.find(Listing.objects, resource["id"]) == listing
    assert fhir.find(Listing.objects, slug) is None
    assert resource["identifier"][0]["value"] == f"{SITE}/products/{slug}/"


def test_long_slugs_that_begin_alike_have_ids_of_their_own(signed):
    first, second = signed(slug="c" * 119 + "1"), signed(slug="c" * 119 + "2")

    assert fhir.find(Listing.objects, fhir.resource_id(first.slug)) == first
    assert fhir.find(Listing.objects, fhir.resource_id(second.slug)) == second


@pytest.mark.parametrize("identity", ["-0123456789abcdef", "s-0123456789abcdef", "x" * 40 + "-0123456789abcdef"])
def test_an_id_that_is_made_up_costs_one_query(signed, identity, django_assert_num_queries):
    signed()

    with django_assert_num_queries(1):
        assert fhir.find(Listing.objects, identity) is None


@pytest.mark.parametrize(
    "identity", ["", "nothing", "d" * 47 + "-" + "0" * 16, "a\x00b", "../shown", "e" * 500, "a_b", "-" * 64]
)
def test_an_id_of_nothing_finds_nothing(signed, identity):
    signed()

    assert fhir.find(Listing.objects, identity) is None
