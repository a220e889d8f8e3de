"""What the server can do, and what went wrong."""

from http import HTTPStatus

from catalog.fhir import codes
from catalog.fhir.elements import BASE, Element, pruned
from catalog.fhir.writing import MEDIA_TYPE
from pharmacy.head import absolute

# Of this statement, not of a request: to be moved when what it says changes.
DATE = "2026-01-01"
READABLE = {
    "MedicationKnowledge": "A medicine that is listed now, with its packs.",
    "Bundle": "The signed text of a medicine that is listed now, as a document.",
}


def capability_statement() -> Element:
    """CapabilityStatement of this server: reading by id, nothing else."""
    return pruned(
        {
            "resourceType": "CapabilityStatement",
            "url": absolute(f"{BASE}/metadata"),
            "name": "PharmacyCatalogue",
            "title": "Pharmacy catalogue",
            "status": "active",
            "date": DATE,
            "publisher": "Pharmacy",
            "description": "A catalogue of medicines whose texts a pharmacist has signed. Read only.",
            "kind": "instance",
            "software": {"name": "Pharmacy"},
            "implementation": {"description": "Pharmacy catalogue", "url": absolute(BASE)},
            "fhirVersion": codes.FHIR_VERSION,
            "format": [MEDIA_TYPE],
            "rest": [{"mode": "server", "resource": [readable(*one) for one in READABLE.items()]}],
        }
    )


def readable(kind: str, documentation: str) -> Element:
    return {"type": kind, "documentation": documentation, "interaction": [{"code": "read"}]}


def operation_outcome(status: int, said: str) -> Element:
    """OperationOutcome for an HTTP status of 400 and above; `said` is for people, and public."""
    kind = codes.ISSUES.get(status, "exception" if status >= 500 else "processing")
    details = {"text": said.strip() or HTTPStatus(status).phrase}
    return pruned(
        {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": kind, "details": details}]}
    )
