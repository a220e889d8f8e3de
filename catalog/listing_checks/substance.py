"""Is what a patient needs there, and does it agree with itself?"""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from catalog.importing.names import stated_strengths
from catalog.listing_checks.registry import check
from pharmacy import markets

MICROGRAMS = {"microgram": 1, "mg": 1000, "g": 1_000_000}


@check(
    "source",
    error=_("There is no source. Name the official label that the text follows: name, date or version, and address."),
)
def no_source(content):
    source = content["source"]
    return not (source["name"] and source["url"] and (source["version"] or source["date"]))


@check("identity", error=_("There is no dosage form."))
def no_dosage_form(content):
    return not content["dosage_form"]


@check("identity", error=_("There is no route: say where the medicine goes."))
def no_route(content):
    return not content["route"]


@check("identity", error=_("There is no legal status: say how the medicine may be supplied."))
def no_legal_status(content):
    return not content["legal_status"]


@check("ingredients", error=_("There is no active substance with a strength."))
def no_ingredient(content):
    return not content["ingredients"]


@check("summary", error=_("There is no summary: one or two sentences of what it is and what it is for."))
def no_summary(content):
    return not content["summary"].strip()


@check("indications", error=_("There is no indication: say what the medicine is for."))
def no_indication(content):
    return not content["indications"]


@check("indications", warning=_("“%(detail)s” has no condition, so no condition's page leads to it."))
def indication_without_condition(content):
    return [row["title"] for row in content["indications"] if not row["condition"]]


@check("indications", warning=_("“%(detail)s” has no text: for whom, and together with what?"))
def indication_without_text(content):
    return [row["title"] for row in content["indications"] if not row["text"].strip()]


@check("storage", error=_("There is no storage text: say how to keep it."))
def no_storage(content):
    return not content["storage"]["text"].strip()


@check("storage", error=_("“Keep in a refrigerator” is set, but the highest temperature is above 8 °C."))
def warm_refrigerator(content):
    storage = content["storage"]
    return bool(storage["refrigerate"] and storage["maximum_celsius"] and Decimal(storage["maximum_celsius"]) > 8)


@check("safety_notes", error=_("There is no safety note."))
def no_safety_note(content):
    return not content["safety_notes"]


@check(
    "safety_notes", error=_("A medicine on prescription needs a safety note of severity “warning” or “boxed warning”.")
)
def prescription_without_warning(content):
    return markets.is_prescription(content["legal_status"]) and not has_severity(content, "boxed", "warning")


@check("safety_notes", error=_("A medicine in a restricted programme needs a boxed warning."))
def restricted_without_boxed_note(content):
    return content["legal_status"] == "restricted_programme" and not has_severity(content, "boxed")


@check("programme", error=_("A medicine in a restricted programme needs the programme's name and what it asks."))
def restricted_without_programme(content):
    programme = content["programme"]
    return content["legal_status"] == "restricted_programme" and not (programme["name"] and programme["requirements"])


@check("sections", error=_("A medicine on prescription needs “Who must not take it”."))
def prescription_without_contraindications(content):
    return markets.is_prescription(content["legal_status"]) and not has_section(content, "contraindications")


@check("sections", warning=_("There is no section “Side effects”."))
def no_side_effects(content):
    return not has_section(content, "side_effects")


@check("sections", warning=_("There is no section “How to take it”."))
def no_how_to_take(content):
    return not has_section(content, "how_to_take")


@check("ingredients", error=_("The name says %(detail)s, but no ingredient has that strength."))
def strength_in_name_disagrees(content):
    return disagreeing_strengths(content["name"], content["ingredients"])


@check("images", error=_("An image has no alternative text."))
def image_without_alternative_text(content):
    return any(not image["alt"].strip() for image in content["images"])


def has_severity(content, *severities):
    return any(note["severity"] in severities for note in content["safety_notes"])


def has_section(content, kind):
    return any(section["kind"] == kind for section in content["sections"])


def disagreeing_strengths(name: str, ingredients: list[dict]) -> list[str]:
    """The strengths that a name states and no ingredient has; mg, g and micrograms are compared by amount.

    A ratio in the name ("40 mg/0.4 mL") may be given per mL or per piece: either agrees.
    """
    known = {amount(row) for row in ingredients}
    return [text for text, readings in stated_strengths(name) if not known & {amount(row) for row in readings}]


def amount(row: dict):
    number, unit = Decimal(row["strength"]), row["unit"]
    return (number * MICROGRAMS[unit], "mass") if unit in MICROGRAMS else (number, unit)
