"""The signed text as a document Bundle, in the manner of electronic product information (ePI)."""

from uuid import NAMESPACE_URL, uuid5

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalog.fhir import codes
from catalog.fhir.elements import (
    Element,
    coding,
    concept,
    instant,
    meta,
    pruned,
    resource_id,
    seal_uri,
)
from catalog.fhir.knowledge import label_attachment, label_type, medication_knowledge
from catalog.fhir.narrative import narrative
from catalog.fhir.sections import sections
from catalog.page import Page
from pharmacy.head import absolute


def document_bundle(listing) -> Element:
    """What was signed, and nothing that moves after: the same publication makes the same document.

    Hence no packs: their sizes and prices change without a signature. `listing` is as `for_page` gets it.
    """
    with translation.override(listing.language):
        publication = listing.publication
        return pruned(
            {
                "resourceType": "Bundle",
                "id": resource_id(listing.slug),
                "meta": meta(listing),
                "language": listing.language,
                "identifier": {"system": codes.URI, "value": seal_uri(publication)},
                "type": "document",
                "timestamp": instant(publication.signed_at),
                "entry": entries(listing),
            }
        )


def entries(listing) -> list[Element]:
    """The composition first, then every resource that it refers to."""
    found = {
        "composition": composition(listing, Page(listing.page)),
        "organization": organization(),
        "subject": medication_knowledge(listing, ()),
    }
    if not listing.demonstration:
        found["pharmacist"] = pharmacist(listing)
    return [{"fullUrl": full_url(listing, name), "resource": resource} for name, resource in found.items()]


def full_url(listing, name: str) -> str:
    """A UUID made of the seal, so that it is the same whenever it is asked for."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{seal_uri(listing.publication)}#{name}')}"


def reference(listing, name: str, display="") -> Element:
    return {"reference": full_url(listing, name), "display": display}


def composition(listing, page: Page) -> Element:
    publication = listing.publication
    shop = reference(listing, "organization", _("Pharmacy"))
    return {
        "resourceType": "Composition",
        "language": listing.language,
        "text": narrative(what_it_is(listing, page), listing.language),
        "identifier": [{"system": codes.URI, "value": seal_uri(publication)}],
        "version": str(publication.number),
        "status": "final",
        "type": label_type(listing),
        "subject": [reference(listing, "subject", listing.name)],
        "date": instant(publication.signed_at),
        "author": [shop],
        "title": listing.name,
        "attester": attesters(listing),
        "custodian": shop,
        "relatesTo": [{"type": "derived-from", "document": label_attachment(page)}],
        "section": sections(page),
    }


def what_it_is(listing, page: Page) -> str:
    """Whoever reads the type alone takes it for the official label."""
    said = _("This is our text, in our words, after the label of one market: %(market)s. It is not the official label.")
    return format_html("<h2>{}</h2><p>{}</p>", listing.name, said % {"market": page.market.name})


def attesters(listing) -> list[Element]:
    """Who signed, by the role alone. A demonstration was checked by nobody, so nobody attests it."""
    if listing.demonstration:
        return []
    mode = concept("", coding(codes.ATTESTATION, "professional", "Professional"))
    when = instant(listing.publication.signed_at)
    return [{"mode": mode, "time": when, "party": reference(listing, "pharmacist", _("Pharmacist"))}]


def organization() -> Element:
    return {
        "resourceType": "Organization",
        "identifier": [{"system": codes.URI, "value": absolute("/")}],
        "name": _("Pharmacy"),
        "contact": [{"telecom": [{"system": "url", "value": absolute("/")}]}],
    }


def pharmacist(listing) -> Element:
    return {
        "resourceType": "PractitionerRole",
        "organization": reference(listing, "organization"),
        "code": [concept(_("Pharmacist"), coding(codes.ROLE, "pharmacist", "Pharmacist"))],
    }
