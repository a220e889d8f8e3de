"""The columns of a product by subject, each with a sentence that says what belongs there."""

from django.utils.translation import gettext_lazy as _

IDENTITY = (
    _("Identity"),
    {
        "fields": (
            "name",
            "slug",
            ("brand_name", "manufacturer"),
            ("market", "language"),
            ("dosage_form", "route", "legal_status"),
            ("atc_code", "demonstration"),
            "categories",
        ),
        "description": _("What it is, and under which rules it may be supplied. The name on the label comes first."),
    },
)
SOURCE = (
    _("Source"),
    {
        "fields": ("source_name", ("source_version", "source_date"), "source_url"),
        "description": _(
            "The official label that the text follows. Without its name, its address, and a version or a date, "
            "nobody can sign."
        ),
    },
)
APPEARANCE = (
    _("Appearance"),
    {
        "fields": ("appearance_description", ("colour", "second_colour", "shape"), "imprint"),
        "description": _("So that a patient knows the right one when it lies in the hand."),
    },
)
TEXTS = (
    _("Summary, description and other ingredients"),
    {
        "fields": ("summary", "description", "excipients"),
        "description": _("Plain words for patients. No promise and no superlative: the checks stop both."),
    },
)
STORAGE = (
    _("Storage"),
    {
        "fields": (
            "storage_text",
            ("minimum_celsius", "maximum_celsius"),
            ("protect_from_light", "protect_from_moisture", "original_container"),
            ("refrigerate", "do_not_freeze"),
            "handling",
        ),
        "description": _("Temperatures are typed in °C; the page shows °F beside them."),
    },
)
PROGRAMME = (
    _("Restricted programme"),
    {
        "fields": (("programme_name", "programme_telephone"), "programme_url", "programme_requirements"),
        "description": _("Only where supply is restricted: who must be registered, tested or told what."),
    },
)
ALL = (IDENTITY, SOURCE, APPEARANCE, TEXTS, STORAGE, PROGRAMME)
