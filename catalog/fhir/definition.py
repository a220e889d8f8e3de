"""What a medicine is, as MedicationKnowledge tells it: form, ingredients, looks, storage."""

from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.fhir import codes
from catalog.fhir.elements import Element, coding, concept, quantity
from catalog.markdown import to_text
from catalog.models.parts import Ingredient
from catalog.page import Page
from catalog.ucum import PER, UNITS
from pharmacy.head import absolute


def definitional(page: Page) -> Element:
    form = codes.FORMS.get((page.dosage_form, page.route))
    route = codes.ROUTES.get(page.route)
    return {
        "doseForm": concept(page.dosage_form_label, *edqm(form)),
        "intendedRoute": [concept(page.route_label, *edqm(route))],
        "ingredient": [ingredient(row, page) for row in page.ingredients],
        "drugCharacteristic": characteristics(page),
    }


def edqm(term: tuple[str, str] | None) -> list[Element]:
    return [coding(codes.EDQM, *term)] if term else []


def ingredient(row: dict, page: Page) -> Element:
    return {"item": {"concept": concept(row["substance"]["name"])}} | strength(row, page)


def strength(row: dict, page: Page) -> Element:
    """So much in so much. Per cent alone is of the whole, so it is no ratio to anything that could be named."""
    unit, per = Ingredient.Unit(row["unit"]), row.get("per")
    amount = quantity(Decimal(row["strength"]), unit.label, UNITS[unit])
    if unit == Ingredient.Unit.PERCENT and not per:
        return {"strengthQuantity": amount}
    if per:
        within = quantity(1, Ingredient.Per(per).label, PER[per])
    else:
        within = quantity(1, str(page.dosage_form_label).lower(), "{piece}")
    return {"strengthRatio": {"numerator": amount, "denominator": within}}


def characteristics(page: Page) -> list[Element]:
    looks = page.appearance or {}
    coded = [
        ("color", "valueCodeableConcept", concept(looks.get("colour_label"))),
        ("color", "valueCodeableConcept", concept(looks.get("second_colour_label"))),
        ("shape", "valueCodeableConcept", concept(looks.get("shape_label"))),
        ("imprintcd", "valueString", looks.get("imprint")),
        *(("image", "valueAttachment", attachment(image)) for image in page.images),
    ]
    described = to_text(looks.get("description", ""))
    found = [
        {"type": concept("", coding(codes.CHARACTERISTIC, code)), key: value}
        for code, key, value in coded
        if value and value != concept("") and value != concept(None)
    ]
    return found + ([{"type": concept(_("Appearance")), "valueString": described}] if described else [])


def attachment(image: dict) -> Element:
    """A picture at its full size."""
    return {
        "contentType": "image/jpeg",
        "url": absolute(image["url"]),
        "title": image["alt"],
        "width": image["width"],
        "height": image["height"],
    }


def storage_guideline(page: Page) -> Element:
    storage = page.storage
    texts = [to_text(storage["text"]), *storage_words(page), to_text(storage["handling"])]
    return {"note": [{"text": text} for text in texts if text], "environmentalSetting": temperature(storage)}


def storage_words(page: Page) -> list[str]:
    """The typed facts in the words of the page."""
    storage = page.storage
    words = {
        "refrigerate": _("Keep in a refrigerator"),
        "do_not_freeze": _("Do not freeze"),
        "protect_from_light": _("Keep away from light"),
        "protect_from_moisture": _("Keep dry"),
        "original_container": _("Keep in its own container"),
    }
    return [text for key, text in words.items() if storage[key]]


def temperature(storage: dict) -> list[Element]:
    """The range in degrees Celsius; a label may give one end alone."""
    ends = {"low": storage["minimum_celsius"], "high": storage["maximum_celsius"]}
    found = {end: quantity(Decimal(value), "°C", "Cel") for end, value in ends.items() if value}
    return [{"type": concept("Temperature"), "valueRange": found}] if found else []
