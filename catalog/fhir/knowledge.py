"""A listing as MedicationKnowledge: what the page tells of the medicine, in FHIR's places."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalog.fhir import codes
from catalog.fhir.definition import definitional, storage_guideline
from catalog.fhir.elements import (
    Element,
    address,
    coding,
    concept,
    loinc,
    meta,
    page_address,
    pruned,
    resource_id,
)
from catalog.fhir.narrative import joined, narrative, titled
from catalog.fhir.packaging import packaged_products, packaging
from catalog.fhir.writing import MEDIA_TYPE
from catalog.markdown import to_text
from catalog.page import Page
from catalog.structured_data.texts import facts
from pharmacy import markets
from pharmacy.head import absolute


def medication_knowledge(listing, packs: Iterable) -> Element:
    """The resource, with numbers as Decimal: `written` spells it.

    `listing` is as `for_page` gets it, `packs` those of the public. Words are in the language of the text, whatever
    language is spoken now. Prices move without a signature, so they are no part of the version.
    """
    with translation.override(listing.language):
        page, packs = Page(listing.page), list(packs)
        return pruned(head(listing, page) | body(listing, page) | held(listing, page, packs))


def head(listing, page: Page) -> Element:
    return {
        "resourceType": "MedicationKnowledge",
        "id": resource_id(listing.slug),
        "meta": meta(listing),
        "language": listing.language,
        "text": narrative(told(listing, page), listing.language),
        "identifier": [{"use": "official", "system": codes.URI, "value": page_address(listing)}],
        "code": concept(listing.name, *atc(page)),
        "status": "active",
        "author": {"display": _("Pharmacy"), "identifier": {"system": codes.URI, "value": absolute("/")}},
        "intendedJurisdiction": [concept(page.market.name, jurisdiction(listing))],
        "name": [listing.name, listing.brand_name],
    }


def told(listing, page: Page) -> str:
    """What the label puts in a box comes first and in full; then what it is."""
    boxed = format_html("<h2>{}</h2>", _("Boxed warning")) if page.boxed_notes else ""
    return joined(
        [
            boxed,
            titled(page.boxed_notes),
            format_html("<h2>{}</h2><p>{}</p>", listing.name, facts(listing)),
            page.summary,
        ]
    )


def atc(page: Page) -> list[Element]:
    return [coding(codes.ATC, page.atc_code)] if page.atc_code else []


def jurisdiction(listing) -> Element:
    return coding(codes.COUNTRY, codes.JURISDICTIONS[listing.market])


def body(listing, page: Page) -> Element:
    programme = page.programme
    return {
        "medicineClassification": classifications(page),
        "definitional": definitional(page),
        "storageGuideline": [storage_guideline(page)],
        "monitoringProgram": [{"type": concept(_("Restricted programme")), "name": programme["name"]}]
        if programme
        else [],
        "indicationGuideline": [{"indication": [{"concept": concept(row["title"])}]} for row in page.indications],
    }


def classifications(page: Page) -> list[Element]:
    kinds = [
        (_("Legal status"), [concept(page.legal_status_label)] if page.legal_status else []),
        (_("Category"), [concept(category["name"]) for category in page.categories]),
        ("ATC", [concept("", *atc(page))] if page.atc_code else []),
    ]
    return [{"type": concept(kind), "classification": found} for kind, found in kinds if found]


def held(listing, page: Page, packs: list) -> Element:
    """What R5 wants as resources of their own: warnings, monographs and packs; held within, and so never apart."""
    warnings, monographs = warnings_of(page), [our_text(listing), official_label(page)]
    return {
        "contained": warnings + monographs + packaged_products(listing, packs),
        "clinicalUseIssue": [{"reference": f"#{one['id']}"} for one in warnings],
        "monograph": [{"type": one["type"], "source": {"reference": f"#{one['id']}"}} for one in monographs],
        "packaging": packaging(listing, packs),
    }


def warnings_of(page: Page) -> list[Element]:
    """The gravest first, as on the page."""
    return [
        {
            "resourceType": "ClinicalUseDefinition",
            "id": f"warning-{place}",
            "type": "warning",
            "category": [concept(note["severity_label"])],
            "warning": {"description": to_text(note["text"]), "code": concept(note["title"])},
        }
        for place, note in enumerate((*page.boxed_notes, *page.other_notes), start=1)
    ]


def our_text(listing) -> Element:
    """The signed text: the document Bundle of this listing."""
    found = {"contentType": MEDIA_TYPE, "language": listing.language, "url": address("Bundle", listing)}
    return document("text", label_type(listing), found | {"title": listing.name})


def official_label(page: Page) -> Element:
    """The label that our text follows."""
    return document("label", concept(_("Follows the label")), label_attachment(page))


def label_attachment(page: Page) -> Element:
    source = page.source
    title = " · ".join(filter(None, [source["name"], source["version"]]))
    dated = source["date"].isoformat() if source["date"] else ""
    return {"url": source["url"], "title": title, "creation": dated}


def document(name: str, kind: Element, attachment: Element) -> Element:
    return {
        "resourceType": "DocumentReference",
        "id": name,
        "status": "current",
        "type": kind,
        "content": [{"attachment": attachment}],
    }


def label_type(listing) -> Element:
    prescription = markets.is_prescription(listing.legal_status)
    return loinc(codes.PRESCRIPTION_LABEL if prescription else codes.OTC_LABEL)
