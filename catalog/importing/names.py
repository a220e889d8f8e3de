"""The facts that a product's name holds: "Latanoprost 0.005% Eye Drops" has a substance, a strength, a form and a
route."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,6})?|\d{1,9}(?:[.,]\d{1,6})?)"
UNITS = {
    "mg": "mg milligram milligrams milligramme milligrammes",
    "microgram": "microgram micrograms microgramme microgrammes mcg µg μg ug",
    "g": "g gram grams gm",
    "percent": "% percent w/w w/v",
    "unit": "unit units iu i.u.",
    "mmol": "mmol mmols",
}
UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words.split()}
UNIT = "|".join(sorted(map(re.escape, UNIT_OF), key=len, reverse=True))
PER = {
    "mL": "ml millilitre milliliter",
    "g": "g gram",
    "dose": "dose puff spray actuation inhalation",
    "hour": "hour hr h",
    "": "tablet capsule",
}
PER = {word: per for per, words in PER.items() for word in words.split()}
STRENGTH = re.compile(
    rf"(?<![\w.,])(?P<numbers>{NUMBER}(?:\s?[/+]\s?{NUMBER}){{0,3}})[\s-]?(?P<unit>{UNIT})(?![a-zA-Z])"
    rf"(?:\s?(?:/|per)\s?(?P<count>{NUMBER})?\s?(?P<per>{'|'.join(PER)})s?(?![a-zA-Z]))?",
    re.IGNORECASE,
)
# The first that fits wins, so the special stands before the general.
FORMS_BY_WORDS = [
    (r"\b(?:eye|ophthalmic) (?:drops?|solution|suspension)", "eye_drops", "ocular"),
    (r"\b(?:ear|otic) (?:drops?|solution)", "ear_drops", "auricular"),
    (r"\bnasal spray|\bnasal (?:solution|suspension)", "nasal_spray", "nasal"),
    (r"\b(?:powder|solution|suspension|concentrate)s? for (?:solution for )?(?:injection|infusion)", "injection", ""),
    (
        r"\binjections?\b|\binfusion\b|\bvials?\b|\bampoules?\b|\bpre-?filled (?:pens?|syringes?)|\bcartridges?\b",
        "injection",
        "",
    ),
    (r"\boral suspension|\bdry syrup|\bsuspension\b", "oral_suspension", "oral"),
    (r"\boral (?:solution|drops|liquid)|\bsyrup|\belixir|\blinctus", "oral_solution", "oral"),
    (r"\binhaler|\bevohaler|\baccuhaler|\bturbo?haler|\bautohaler|\bmetered dose", "inhaler", "inhalation"),
    (r"\binhalation (?:powder|hard )?capsules?|\bcapsules? for inhalation", "capsule", "inhalation"),
    (r"\b(?:transdermal )?patch(?:es)?\b", "patch", "transdermal"),
    (r"\bsuppositor(?:y|ies)\b", "suppository", "rectal"),
    (r"\bpessar(?:y|ies)\b", "pessary", "vaginal"),
    (r"\blozenges?\b", "lozenge", "oromucosal"),
    (r"\bvaginal (?:tablets?|capsules?)", "tablet", "vaginal"),
    (r"\b(?:sublingual|buccal) tablets?", "tablet", "oromucosal"),
    (r"\b(?:tablets?|tabs?|caplets?)\b", "tablet", "oral"),
    (r"\b(?:capsules?|caps?|soft-?gels?)\b", "capsule", "oral"),
    (r"\bvaginal cream", "cream", "vaginal"),
    (r"\bvaginal gel", "gel", "vaginal"),
    (r"\beye ointment", "ointment", "ocular"),
    (r"\beye gel", "gel", "ocular"),
    (r"\boral gel", "gel", "oromucosal"),
    (r"\bcream\b", "cream", "cutaneous"),
    (r"\bointment\b", "ointment", "cutaneous"),
    (r"\blotion\b", "lotion", "cutaneous"),
    (r"\bgel\b", "gel", "cutaneous"),
    (r"\b(?:powder|sachets?|granules)\b", "powder", ""),
]
FORMS = [(re.compile(pattern, re.IGNORECASE), form, route) for pattern, form, route in FORMS_BY_WORDS]
QUALIFIER = re.compile(
    r"\b(?:generic|buy|online|film[- ]coated|gastro-?resistant|enteric[- ]coated|coated|prolonged"
    r"|modified|extended|sustained|delayed|slow"
    r"|immediate|release|dispersible|effervescent|chewable|soluble|orodispersible|hard|soft|gelatin|oral"
    r"|topical|dry powder|nasal|eye|ear|sterile"
    r"|[SEXMLCD]R|XL|LA|EC|ODT|BP|USP|IP|Ph\.? ?Eur\.?|for|of)(?!\w)",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\(([A-Za-z][A-Za-z /+&-]{3,80})\)")
PER_PUFF = {"inhaler", "nasal_spray"}
LONGEST = 250


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a name says. ingredients: in the shape of a snapshot; dosage_form, route, brand_name: "" where it does
    not say."""

    ingredients: list
    dosage_form: str = ""
    route: str = ""
    brand_name: str = ""


def facts_of(name):
    """The facts read off a product's name; an ingredient is only there when both its substance and its strength are
    plain."""
    text = re.sub(r"[®™©]", "", name)[:LONGEST]
    form, route = form_of(text)
    brand, substances = _substances(text)
    amounts = _before_the_form(text)
    if form in PER_PUFF:
        amounts = [found | {"per": found["per"] or "dose" * (found["unit"] != "percent")} for found in amounts]
    pairs = zip(substances, amounts, strict=True) if len(substances) == len(amounts) else ()
    return NameFacts([{"substance": {"name": substance}, **found} for substance, found in pairs], form, route, brand)


def form_of(text):
    """(dosage form, route) that a text names, each "" where it names none."""
    return next(((form, route) for pattern, form, route in FORMS if pattern.search(text)), ("", ""))


def strengths(text):
    """Every strength in a text as {"strength": "4", "unit": "mg", "per": ""}, in order; "500/125 mg" is two."""
    found = []
    for match in STRENGTH.finditer(text):
        per = PER.get((match["per"] or "").lower(), "")
        for number in re.split(r"[/+]", match["numbers"]):
            strength = amount(number, match["count"])
            if strength:
                found.append({"strength": strength, "unit": UNIT_OF[match["unit"].lower()], "per": per})
    return found


def stated_strengths(text):
    """(as written, its readings) of every strength in a text. A ratio reads two ways: "40 mg/0.4 mL" is 40 mg in a
    piece, and 100 mg per mL."""
    for match in STRENGTH.finditer(text):
        unit = UNIT_OF[match["unit"].lower()]
        for number in re.split(r"[/+]", match["numbers"]):
            amounts = {amount(number), amount(number, match["count"])} - {""}
            yield match[0].strip(), [{"strength": strength, "unit": unit} for strength in amounts]


def substance_name(text):
    """A substance as the catalogue writes it: "insulin glargine", but "vitamin D3"."""
    words = re.sub(r"\s+", " ", text).strip(" ,.;:-–/()*").split(" ")
    return " ".join(word.lower() if re.fullmatch(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*", word) else word for word in words)


def _before_the_form(text):
    """A name's strengths; what stands behind the form as well ("1% Cream 20 g") is the size of a pack."""
    at = next((match.start() for pattern, _form, _route in FORMS if (match := pattern.search(text))), len(text))
    return strengths(text[:at]) or strengths(text)


def amount(number, count=None):
    """A number as a snapshot writes it ("0.005"), divided by `count`; "" where that has no short form."""
    try:
        value = _decimal(number) / (_decimal(count) if count else 1)
    except (InvalidOperation, ZeroDivisionError):
        return ""
    return f"{value.normalize():f}" if value and value == round(value, 6) else ""


def _decimal(number):
    number = number.strip()
    thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number) and not number.startswith("0,")
    return Decimal(number.replace(",", "" if thousands else "."))


def _substances(name):
    """(brand name, substances) that stand before the strength, or in brackets behind a brand."""
    aside = ASIDE.search(name)
    inside = (
        aside
        and not form_of(aside[1])[0]
        and not re.search(r"\b(?:pack|strip|box|UK|generic)\b", aside[1], re.IGNORECASE)
    )
    lead = _lead(name[: aside.start()] if inside else name)
    if inside:
        brand = "" if name.lower().startswith("generic") else _plain_words(lead)
        return brand, _split(aside[1])
    # "Generic Xarelto" names somebody else's brand, not a substance.
    return "", [] if name.lower().startswith("generic ") else _split(lead)


def _lead(name):
    match = STRENGTH.search(name)
    return name[: match.start()] if match else name


def _plain_words(text):
    for pattern, _form, _route in FORMS:
        text = pattern.sub(" ", text)
    return " ".join(QUALIFIER.sub(" ", text).split()).strip(" -–,:(")


def _split(text):
    parts = re.split(r"\s*(?:/|\+|&|,|\band\b|\bwith\b)\s*", _plain_words(text))
    return [substance_name(part) for part in parts if re.search(r"[A-Za-z]{3}", part)]
