"""Labels of attribute tables ("Strength: 4 mg", "Brand | Example") and the typed place that each has."""

import re

from .wording import bare, title_and_text

LABELS = {
    "strength": "strength; dosage strength; dose strength; potency; strengths; product strength",
    "substance": """active ingredient; active ingredients; active substance; generic name; substance; generic;
        drug name; molecule; salt; inn""",
    "dosage_form": """form; dosage form; product form; medicine form; pharmaceutical form; type of medicine;
        dose form; formulation""",
    "route": "route; route of administration; administration route",
    "brand_name": "brand; brand name; brand names; trade name",
    "manufacturer": "manufacturer; manufactured by; made by; company; marketed by; manufacturer name",
    "atc_code": "atc; atc code",
    "colour": "colour; color",
    "shape": "shape",
    "imprint": "imprint; markings; marking",
    "pack": """pack size; pack; packaging; package size; packing; quantity; count; pack sizes; size; number of tablets;
        tablets per pack; gtin; ean; barcode; ndc; national code; pzn""",
    "person": """market; language; legal status; legal category; prescription; prescription required;
        prescription status; source; country; licence; license""",
    "none": """country of origin; country of manufacture; weight; dimensions; shelf life; expiry; expiry date;
        batch; hsn code; therapeutic class; delivery; shipping weight""",
    "head": "attribute; attributes; property; specification; detail; details; parameter; field; name of attribute",
}
LABELS = {" ".join(label.split()): place for place, labels in LABELS.items() for label in labels.split(";")}
COLOURS = {
    *("white", "cream", "yellow", "orange", "peach", "pink", "red", "purple", "light_blue", "blue", "dark_blue"),
    *("turquoise", "green", "light_green", "brown", "grey", "black", "clear"),
}
SHAPES = {"round", "oval", "oblong", "capsule", "shield", "triangle", "square", "diamond"}
OTHER_WORDS = {
    "gray": "grey",
    "violet": "purple",
    "transparent": "clear",
    "circular": "round",
    "off_white": "cream",
    "capsule_shaped": "capsule",
}
ROUTES = {
    "oral": "oral; by mouth",
    "cutaneous": "cutaneous; topical",
    "inhalation": "inhalation; inhaled",
    "nasal": "nasal; intranasal",
    "ocular": "ocular; ophthalmic",
    "auricular": "auricular; otic",
    "subcutaneous": "subcutaneous",
    "intramuscular": "intramuscular",
    "intravenous": "intravenous",
    "rectal": "rectal",
    "vaginal": "vaginal",
    "transdermal": "transdermal",
    "oromucosal": "oromucosal; sublingual; buccal",
}
ROUTES = {word.strip(): route for route, words in ROUTES.items() for word in words.split(";")}
ATC = re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}")
VALUE_LIMIT = 200
STRAY = {"brand_name", "manufacturer", "atc_code", "pack", "person"}


def attribute_of(block):
    """(label's place, value) of a pair or a "Label: value" line, or None where the label is none of these."""
    if block.kind == "heading" or len(block.text) > VALUE_LIMIT:
        return None
    label, value = (block.key, block.text[len(block.key) + 2 :]) if block.key else title_and_text(block.text)
    place = LABELS.get(" ".join(label.casefold().replace("(s)", "s").split()))
    return (place, bare(value)) if place and value else None


def is_stray(block):
    """Whether a line says wherever it stands what the shop, not the text around it, says: "Brand: Example"."""
    place, value = attribute_of(block) or ("", "")
    return place in STRAY and len(value) <= 60 and not value.endswith(".")


def colour(value):
    return _choice(value, COLOURS)


def shape(value):
    return _choice(value, SHAPES)


def route(value):
    """The one route that a value names, or ""."""
    words = re.split(
        r"\s*(?:,|/|;|\bor\b|\band\b|\(|\))\s*", re.sub(r"\b(?:use|route|administration)\b", "", value.casefold())
    )
    found = {ROUTES.get(word.strip(), "") for word in words if word.strip()}
    return found.pop() if len(found) == 1 else ""


def atc_code(value):
    return value.upper() if ATC.fullmatch(value.upper()) else ""


def _choice(value, choices):
    word = re.sub(r"[\s-]+", "_", value.casefold().strip())
    word = OTHER_WORDS.get(word, word)
    return word if word in choices else ""
