"""Medicines for hospital systems, as resources of FHIR R5 (5.0.0). Pure functions; no view, and no query of their own.

`codes` holds the tables of codes and where each is from; `elements` the datatypes and ids; `narrative` turns our HTML
into FHIR's XHTML; `definition`, `packaging` and `knowledge` make a MedicationKnowledge; `sections` and `document` make
the signed text a document Bundle; `conformance` says what the server can do and what went wrong; `writing` spells a
resource as JSON. Why it is so: docs/decisions/0020-fhir.md.
"""

from catalog.fhir.conformance import capability_statement, operation_outcome
from catalog.fhir.document import document_bundle
from catalog.fhir.elements import find, resource_id
from catalog.fhir.knowledge import medication_knowledge
from catalog.fhir.writing import MEDIA_TYPE, written

__all__ = [
    "MEDIA_TYPE",
    "capability_statement",
    "document_bundle",
    "find",
    "medication_knowledge",
    "operation_outcome",
    "resource_id",
    "written",
]
