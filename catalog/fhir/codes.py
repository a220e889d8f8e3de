"""The codes that we give, and the lists that they are from. What no list names for certain is told in words alone.

Displays of LOINC are left out of resources: its releases rename them. The words here are the section names of the
FDA's list for Structured Product Labeling (SPL).
"""

from catalog.models.facts import Identity
from catalog.models.parts import Section

FHIR_VERSION = "5.0.0"

ATC = "http://www.whocc.no/atc"
ATTESTATION = "http://hl7.org/fhir/composition-attestation-mode"
CHARACTERISTIC = "http://terminology.hl7.org/CodeSystem/medicationknowledge-characteristic"
COUNTRY = "urn:iso:std:iso:3166"
EDQM = "http://standardterms.edqm.eu"
GTIN = "https://www.gs1.org/gtin"
LOINC = "http://loinc.org"
REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
ROLE = "http://terminology.hl7.org/CodeSystem/practitioner-role"
UCUM = "http://unitsofmeasure.org"
URI = "urn:ietf:rfc:3986"

# ISO 3166-1. EU is no country: ISO reserves the code for whoever has to name the Union, and the drafts of international
# electronic product information (ePI) use it so.
JURISDICTIONS = {"us": "US", "gb": "GB", "eu": "EU"}

# LOINC's types of document, as FDA's SPL uses them.
PRESCRIPTION_LABEL = "34391-3"
OTC_LABEL = "34390-5"
# LOINC's sections of a label. What our page has and a label has not is "unclassified", as in SPL.
BOXED_WARNING = "34066-1"
INDICATIONS = "34067-9"
DESCRIPTION = "34089-3"
WARNINGS = "43685-7"
STORAGE = "44425-7"
UNCLASSIFIED = "42229-5"
LOINC_NAMES = {
    PRESCRIPTION_LABEL: "Human prescription drug label",
    OTC_LABEL: "Human OTC drug label",
    BOXED_WARNING: "Boxed warning section",
    INDICATIONS: "Indications & usage section",
    DESCRIPTION: "Description section",
    WARNINGS: "Warnings and precautions section",
    STORAGE: "Storage and handling section",
    UNCLASSIFIED: "SPL unclassified section",
    Section.LOINC[Section.Kind.CONTRAINDICATIONS]: "Contraindications section",
    Section.LOINC[Section.Kind.HOW_TO_TAKE]: "Dosage & administration section",  # what a missed dose asks for, too
    Section.LOINC[Section.Kind.OVERDOSE]: "Overdosage section",
    Section.LOINC[Section.Kind.SIDE_EFFECTS]: "Adverse reactions section",
    Section.LOINC[Section.Kind.INTERACTIONS]: "Drug interactions section",
    Section.LOINC[Section.Kind.PREGNANCY]: "Pregnancy section",
    Section.LOINC[Section.Kind.COUNSELLING]: "Information for patients section",
}

# EDQM Standard Terms, by form and the route that the term means. A capsule is hard or soft, and drops, sprays and
# injections are solutions or suspensions: our words do not say which, so those have no code.
Form, Route = Identity.DosageForm, Identity.Route
FORMS: dict[tuple[str, str], tuple[str, str]] = {
    (Form.TABLET, Route.ORAL): ("10219000", "Tablet"),
    (Form.ORAL_SOLUTION, Route.ORAL): ("10105000", "Oral solution"),
    (Form.ORAL_SUSPENSION, Route.ORAL): ("10106000", "Oral suspension"),
    (Form.LOZENGE, Route.OROMUCOSAL): ("10321000", "Lozenge"),
    (Form.CREAM, Route.CUTANEOUS): ("10502000", "Cream"),
    (Form.GEL, Route.CUTANEOUS): ("10503000", "Gel"),
    (Form.OINTMENT, Route.CUTANEOUS): ("10504000", "Ointment"),
    (Form.PATCH, Route.TRANSDERMAL): ("10519000", "Transdermal patch"),
    (Form.PESSARY, Route.VAGINAL): ("10909000", "Pessary"),
    (Form.SUPPOSITORY, Route.RECTAL): ("11013000", "Suppository"),
}
ROUTES: dict[str, tuple[str, str]] = {
    Route.ORAL: ("20053000", "Oral use"),
    Route.CUTANEOUS: ("20003000", "Cutaneous use"),
    Route.INHALATION: ("20020000", "Inhalation use"),
    Route.NASAL: ("20049000", "Nasal use"),
    Route.OCULAR: ("20051000", "Ocular use"),
    Route.AURICULAR: ("20001000", "Auricular use"),
    Route.SUBCUTANEOUS: ("20066000", "Subcutaneous use"),
    Route.INTRAMUSCULAR: ("20035000", "Intramuscular use"),
    Route.INTRAVENOUS: ("20045000", "Intravenous use"),
    Route.RECTAL: ("20061000", "Rectal use"),
    Route.VAGINAL: ("20072000", "Vaginal use"),
    Route.TRANSDERMAL: ("20070000", "Transdermal use"),
    Route.OROMUCOSAL: ("20054000", "Oromucosal use"),
}

# HTTP status → FHIR's IssueType.
ISSUES = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    410: "deleted",
    429: "throttled",
}
