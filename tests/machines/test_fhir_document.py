"""The signed text as a document Bundle: valid, whole, in order, the same for ever, and with nothing internal in it."""

import json
import re

import pytest
from django.utils import translation
from fhir.resources.bundle import Bundle

from catalog import fhir, markdown
from catalog.fhir.narrative import xhtml
from catalog.models import Listing, Publication
from tests import factories
from tests.machines.fhir_content import FULL, HOSTILE, XHTML, everything, parsed, texts
from tests.machines.reading import SITE

# What FHIR lets a narrative hold: HTML 4.0 without forms, scripts, frames and what an event starts.
ALLOWED = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
}
ALLOWED |= {"h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "q", "small", "span", "strong", "sub", "sup"}
ALLOWED |= {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ORDER = [
    ("Boxed warning", "34066-1"),
    ("Restricted programme", "42229-5"),
    ("In short", "42229-5"),
    ("Composition and appearance", "34089-3"),
    ("Description", "34089-3"),
    ("What it is for", "34067-9"),
    ("Key features", "42229-5"),
    ("Who must not take it", "34070-3"),
    ("How to take it", "34068-7"),
    ("If you miss a dose", "34068-7"),
    ("If you take too much", "34088-5"),
    ("Safety", "43685-7"),
    ("Side effects", "34084-4"),
    ("Interactions", "34073-7"),
    ("Pregnancy and breastfeeding", "42228-7"),
    ("What to talk about with your pharmacist", "34076-0"),
    ("Storage", "44425-7"),
]


@pytest.fixture
def signed(editor, pharmacist):
    """`signed(slug="shown", …)` is a listing of this content, as the public gets it."""

    def sign(**changes):
        made = factories.listed(editor=editor, pharmacist=pharmacist, **({"slug": "shown"} | changes))
        return Listing.objects.for_page().get(pk=made.pk)

    return sign


def bundle_of(listing) -> dict:
    bundle = fhir.document_bundle(listing)
    Bundle.model_validate(json.loads(fhir.written(bundle)))
    return bundle


def resources(bundle) -> dict[str, dict]:
    return {entry["resource"]["resourceType"]: entry["resource"] for entry in bundle["entry"]}


def values_of(value, key):
    """Every value of that key, however deep."""
    if isinstance(value, dict):
        yield from [value[key]] if key in value else []
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from values_of(one, key)


def section(bundle, code) -> dict:
    return next(one for one in bundle["entry"][0]["resource"]["section"] if one["code"]["coding"][0]["code"] == code)


# The envelope


def test_it_is_a_document_under_its_seal(signed):
    listing = signed()
    bundle = bundle_of(listing)

    assert bundle["type"] == "document"
    assert bundle["id"] == "shown"
    assert bundle["identifier"] == {"system": "urn:ietf:rfc:3986", "value": f"nih:sha-256;{listing.publication.seal}"}
    assert bundle["timestamp"] == bundle["meta"]["lastUpdated"]
    assert [entry["resource"]["resourceType"] for entry in bundle["entry"]] == [
        "Composition",
        "Organization",
        "MedicationKnowledge",
        "PractitionerRole",
    ]


@pytest.mark.parametrize("changes", [{}, FULL, {"demonstration": True}], ids=["small", "full", "demonstration"])
def test_references_lead_to_entries_and_every_entry_is_reached(signed, changes):
    bundle = bundle_of(signed(**changes))

    addresses = [entry["fullUrl"] for entry in bundle["entry"]]
    refers = {one for one in values_of(bundle, "reference") if isinstance(one, str) and not one.startswith("#")}
    assert len(set(addresses)) == len(addresses)
    assert refers == set(addresses[1:])
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in addresses)


def test_references_within_the_medicine_lead_somewhere_too(signed):
    subject = resources(bundle_of(signed(**FULL)))["MedicationKnowledge"]

    refers = [one for one in values_of(subject, "reference") if isinstance(one, str)]
    assert sorted(refers) == sorted(f"#{one['id']}" for one in subject["contained"])


def test_the_same_publication_makes_the_same_bytes(signed, editor):
    listing = signed(**everything())
    first = fhir.written(bundle_of(listing))

    factories.pack(product=listing.product, by=editor)
    with translation.override("es"):
        again = fhir.written(bundle_of(Listing.objects.for_page().get(pk=listing.pk)))
    assert again == first


def test_another_publication_makes_another_document(signed, editor, pharmacist):
    listing = signed()
    first = bundle_of(listing)
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, brand_name="Testa")
    second = bundle_of(Listing.objects.for_page().get(pk=listing.pk))

    assert second["identifier"] != first["identifier"]
    assert not {entry["fullUrl"] for entry in first["entry"]} & {entry["fullUrl"] for entry in second["entry"]}


# The composition


def test_the_composition_says_what_it_is(signed):
    listing = signed()
    found = resources(bundle_of(listing))["Composition"]

    assert found["status"] == "final"
    assert found["title"] == listing.name
    assert found["version"] == "1"
    assert found["date"] == found["attester"][0]["time"]
    assert found["relatesTo"][0]["document"]["url"] == "https://example.com/label"
    assert "It is not the official label." in " ".join(texts(found["text"]["div"]))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("general_sale", "34390-5"),
        ("pharmacy_only", "34390-5"),
        ("prescription_only", "34391-3"),
        ("restricted_programme", "34391-3"),
    ],
)
def test_the_legal_status_makes_the_type(signed, status, code):
    listing = signed()
    listing.legal_status = status

    assert resources(bundle_of(listing))["Composition"]["type"]["coding"] == [
        {"system": "http://loinc.org", "code": code}
    ]


def test_the_shop_is_the_author_and_a_role_attests(signed):
    found = resources(bundle_of(signed()))

    assert found["Organization"]["name"] == "Pharmacy"
    assert found["Organization"]["identifier"][0]["value"] == f"{SITE}/"
    assert [one["mode"]["coding"][0]["code"] for one in found["Composition"]["attester"]] == ["professional"]
    assert found["PractitionerRole"]["code"][0]["coding"][0]["code"] == "pharmacist"
    assert "practitioner" not in found["PractitionerRole"]


def test_a_demonstration_is_attested_by_nobody(signed):
    bundle = bundle_of(signed(demonstration=True))

    assert "attester" not in resources(bundle)["Composition"]
    assert "PractitionerRole" not in resources(bundle)
    assert bundle["meta"]["tag"][0]["code"] == "HTEST"


# The text


def test_sections_stand_in_the_order_of_the_page_with_their_codes(signed):
    found = resources(bundle_of(signed(**FULL)))["Composition"]["section"]

    assert [(one["title"], one["code"]["coding"][0]["code"]) for one in found] == ORDER
    assert {one["code"]["coding"][0]["system"] for one in found} == {"http://loinc.org"}


def test_what_is_empty_is_no_section(signed):
    found = resources(bundle_of(signed(key_features=[], description="")))["Composition"]["section"]

    titles = [one["title"] for one in found]
    assert titles[0] == "In short"
    assert {"Boxed warning", "Restricted programme", "Description", "Key features", "Interactions"} & set(
        titles
    ) == set()


def test_boxed_warnings_are_first_and_whole(signed):
    bundle = bundle_of(signed(**FULL))

    first = resources(bundle)["Composition"]["section"][0]
    assert first["code"]["coding"][0]["code"] == "34066-1"
    assert texts(first["text"]["div"]) == [
        "Pregnancy",
        "Harms",
        "a baby",
        ": stop & ask <first>.",
        "Always.",
        "Even then.",
        "Clots",
        "No “second” thoughts.",
    ]


def test_other_warnings_follow_the_gravest_first(signed):
    said = texts(section(bundle_of(signed(**FULL)), "43685-7")["text"]["div"])

    assert said == ["Driving", "It can make you sleepy.", "Sun", "Stay in the shade."]


def test_side_effects_say_where_they_are_reported(signed):
    said = texts(section(bundle_of(signed(**FULL)), "34084-4")["text"]["div"])

    assert said[:4] == ["Common", "Sleepiness.", "Rare", "Fever."]
    assert said[4:] == ["Report a side effect", "FDA MedWatch", "1-800-FDA-1088"]


def test_a_programme_a_composition_and_storage_say_what_the_page_says(signed):
    bundle = bundle_of(signed(**FULL))

    programme, storage = section(bundle, "42229-5"), section(bundle, "44425-7")
    assert texts(programme["text"]["div"]) == [
        "Test REMS",
        "A test each month.",
        "https://example.com/rems?a=1&b=2",
        "+1 202 555 0142",
    ]
    assert texts(storage["text"]["div"])[:3] == ["2 to 7.5 °C", "Keep in a refrigerator", "Do not freeze"]
    assert texts(storage["text"]["div"])[-3:] == ["Keep it cold.", "Handling", "Wear gloves."]
    composed = texts(section(bundle, "34089-3")["text"]["div"])
    assert composed[:4] == ["Testa", "testazole 4 mg", "placebine 0.5%", "fillerin 100 units/mL"]
    assert composed[-2:] == ["Other ingredients", "Lactose."]


# The narrative


@pytest.mark.parametrize("name", [FULL["name"], *HOSTILE])
def test_every_narrative_is_xhtml_that_fhir_allows(signed, name):
    described = f"{name}\n\n{FULL['description']}"
    bundle = bundle_of(signed(**(FULL | {"name": name, "brand_name": name, "description": described})))

    narratives = list(values_of(bundle, "div"))
    assert len(narratives) == len(ORDER) + 2
    for div in narratives:
        for element in parsed(div).iter():
            assert element.tag.removeprefix(XHTML) in ALLOWED
            assert set(element.attrib) <= {"href", "lang", XML_LANGUAGE}
    assert name in [text for div in narratives for text in texts(div)]


def test_the_narrative_keeps_breaks_tables_links_and_numbers():
    div = xhtml(markdown.to_html(FULL["description"]), "en")

    assert "<br/>" in div
    assert "<td>1 &amp; 2</td>" in div
    assert '<a href="https://e.com/?a=1&amp;b=2">x</a>' in div
    assert "<ul>\n<li>3. third</li>\n<li>4. fourth</li>\n</ul>" in div


def test_the_narrative_says_its_language_and_direction():
    root = parsed(xhtml("<p>نص</p>", "ar"))

    assert (root.get("lang"), root.get(XML_LANGUAGE), root.get("dir")) == ("ar", "ar", "rtl")
    assert parsed(xhtml("<p>text</p>", "pt-BR")).get("dir") is None


def test_what_xml_cannot_hold_is_left_out():
    assert texts(xhtml("<p>a\x0bb\ud800\x00c</p>", "en")) == ["abc"]


def test_another_language_is_spoken_throughout(signed):
    bundle = bundle_of(signed(language="es"))

    composition = resources(bundle)["Composition"]
    assert bundle["language"] == composition["language"] == "es"
    assert composition["section"][0]["title"] == "En pocas palabras"
    assert {parsed(div).get("lang") for div in values_of(bundle, "div")} == {"es"}


# Nothing internal


def test_nothing_internal_leaks(editor, pharmacist, signed):
    editor.username = editor.display_name = "zqeditor"
    pharmacist.username = pharmacist.display_name = "zqpharmacist"
    editor.save()
    pharmacist.save()
    listing = signed(**FULL)
    publication = Publication.objects.get(pk=listing.publication_id)
    with listing.product.editing(by=editor, why="zqwhy") as draft:
        draft.brand_name = "zqdraft"
        draft.save()
    factories.submit(listing.product, by=editor)
    said = fhir.written(fhir.document_bundle(listing)) + fhir.written(fhir.medication_knowledge(listing, []))

    assert publication.why == "As the label says."
    assert publication.why not in said
    assert "zq" not in said
    assert "@example.com" not in said
    assert not [warning for warning in publication.acknowledged if warning in said]


def test_no_query_is_asked(signed, django_assert_num_queries):
    listing = signed(**everything())

    with django_assert_num_queries(0):
        fhir.document_bundle(listing)
        fhir.medication_knowledge(listing, [])
