"""What the schema says of itself, and the names of what many shapes share. Pure data: settings.py imports it."""

SPECTACULAR_SETTINGS: dict = {
    "TITLE": "Pharmacy",
    "DESCRIPTION": "A catalogue of medicines, each page signed by a pharmacist. Reading needs no key.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": False,
    "COMPONENT_SPLIT_PATCH": False,  # what a PATCH takes has a shape of its own
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Colour": "catalog.models.facts.Identity.Colour",
        "Shape": "catalog.models.facts.Identity.Shape",
        "DosageForm": "catalog.models.facts.Identity.DosageForm",
        "Route": "catalog.models.facts.Identity.Route",
        "LegalStatus": "catalog.models.facts.Identity.LegalStatus",
        "Market": "pharmacy.markets.CHOICES",
        "Availability": "catalog.models.pack.Pack.Availability",
        "Severity": "catalog.models.parts.SafetyNote.Severity",
        "Topic": "catalog.models.parts.SafetyNote.Topic",
        "SectionKind": "catalog.models.parts.Section.Kind",
        "ChangeKind": "catalog.models.clock.Change.Kind",
        "State": "reviews.models.text.ReviewText.State",
        "Reason": "reviews.models.text.ReviewText.Reason",
        "TakenFor": "reviews.models.text.ReviewText.TakenFor",
        "ReportWhy": "reviews.models.readers.Complaint.Why",
        "SiteLanguage": "pharmacy.settings.LANGUAGES",
        "Scope": "accounts.api_keys.ApiKey.Scope",
    },
    "PATH_CONVERTER_OVERRIDES": {
        "number": {"type": "integer", "minimum": 0, "maximum": 9223372036854775807},
        "fhir_id": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,120}$"},
        "sku": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$"},
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.thinned_answers",
        "api.schema.lists_of_rows",
        "api.schema.headers_of_answers",
        "api.schema.examples_in_place",
    ],
}
