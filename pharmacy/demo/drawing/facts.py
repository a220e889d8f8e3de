"""What a picture needs to know of a product, read from its content; what is missing gets a default."""

import re
from dataclasses import dataclass
from zlib import crc32

from .palette import ACCENTS, BANDS, COLOURS, PLAIN_BAND

FORM_WORDS = {
    "tablet": "tablets",
    "capsule": "capsules",
    "oral_solution": "oral solution",
    "oral_suspension": "oral suspension",
    "cream": "cream",
    "ointment": "ointment",
    "gel": "gel",
    "lotion": "lotion",
    "inhaler": "inhaler",
    "nasal_spray": "nasal spray",
    "eye_drops": "eye drops",
    "ear_drops": "ear drops",
    "injection": "injection",
    "patch": "patches",
    "suppository": "suppositories",
    "pessary": "pessaries",
    "powder": "powder",
    "lozenge": "lozenges",
}

USUAL_COLOURS = {
    "ointment": "cream",
    "gel": "clear",
    "oral_solution": "orange",
    "inhaler": "light_blue",
    "injection": "clear",
    "eye_drops": "clear",
    "ear_drops": "clear",
    "patch": "peach",
    "suppository": "cream",
    "lozenge": "orange",
}
USUAL_SHAPES = {"tablet": "round", "lozenge": "round", "capsule": "capsule"}
SOFT_SHAPES = ("round", "oval", "oblong")

LIQUIDS = ("oral_solution", "oral_suspension")
COUNTED = ("tablet", "capsule")
DISPENSED = ("prescription_only", "restricted_programme")
MARKETS_WITH_BOTTLES = ("us",)

STATUS_WORDS = {
    "general_sale": "General sale",
    "pharmacy_only": "Pharmacy only",
    "prescription_only": "Prescription only",
    "restricted_programme": "Restricted programme",
}

STRENGTH_STARTS = re.compile(r"\s+(?=\d)")
SEVERAL = re.compile(r"\b(?:and|with|plus)\b|&", re.IGNORECASE)
INJECTOR = re.compile(r"\b(?:auto-?\s?)?injectors?\b", re.IGNORECASE)
DEVICE = re.compile(r"\b(?:(pen)s?|(syringe)s?|(vial)s?)\b", re.IGNORECASE)
SCORED = re.compile(r"\b(?:scored|score[- ]line|break[- ]?line|break[- ]mark)\b", re.IGNORECASE)
NOT_SCORED = re.compile(r"\b(?:no|not|without)\b[^.]{0,20}(?:score|break)|\bunscored\b", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """The facts that show: colours and shape are words of the content's enumerations."""

    name: str
    title: str
    subtitle: str
    form: str
    colour: str
    second_colour: str
    shape: str
    imprint: str
    scored: bool
    device: str
    status: str
    market: str

    @classmethod
    def of(cls, content, pack=None):
        """Return the look of a content dict, in one of its packs; raises nothing for what is absent."""
        appearance = content.get("appearance") or {}
        form = content.get("dosage_form") or ""
        name = " ".join((content.get("name") or "Medicine").split())
        title, subtitle = titled(name, content)
        told = f"{name} {appearance.get('description') or ''}"
        return cls(
            name=name,
            title=title,
            subtitle=subtitle,
            form=form,
            colour=_known(appearance.get("colour")) or USUAL_COLOURS.get(form, "white"),
            second_colour=_known(appearance.get("second_colour")),
            shape=appearance.get("shape") or USUAL_SHAPES.get(form, ""),
            imprint=" ".join((appearance.get("imprint") or "").split()),
            scored=bool(SCORED.search(told)) and not NOT_SCORED.search(told),
            device=_device(f"{(pack or {}).get('unit') or ''} {told}", content),
            status=content.get("legal_status") or "",
            market=content.get("market") or "",
        )

    @property
    def paint(self):
        return COLOURS[self.colour]

    @property
    def second_paint(self):
        return COLOURS[self.second_colour or self.colour]

    @property
    def accent(self):
        return ACCENTS[crc32(self.title.lower().encode()) % len(ACCENTS)]

    @property
    def band(self):
        return BANDS.get(self.status, PLAIN_BAND)

    @property
    def status_words(self):
        return STATUS_WORDS.get(self.status, "Medicine")

    @property
    def soft(self):
        return self.form == "capsule" and self.shape in SOFT_SHAPES

    @property
    def bottled(self):
        """Tell whether the pack is a labelled bottle rather than a box."""
        dispensed = self.status in DISPENSED and self.market in MARKETS_WITH_BOTTLES
        return self.form in LIQUIDS or (self.form in COUNTED and dispensed)


def titled(name, content):
    """Return (large print, small print): the name up to its strength, then strength and form.

    The name of a combination stays whole: half of it would name another medicine.
    """
    title, *rest = STRENGTH_STARTS.split(name, maxsplit=1)
    small = rest[0] if rest else strength(content)
    if rest and SEVERAL.search(small):
        title, small = name, ""
    form = FORM_WORDS.get(content.get("dosage_form") or "", "")
    told = f"{title} {small}".lower()
    if form and form.split()[-1].rstrip("s")[:5] not in told and not (INJECTOR.search(told) or DEVICE.search(told)):
        small = f"{small} {form}"
    return title, small.strip()


def strength(content):
    """Return the strengths of the ingredients as print: "4 mg", "100 microgram/dose", "30 mg / 500 mg"."""
    return " / ".join(filter(None, map(_strength_of, content.get("ingredients") or [])))


def pack_size(pack):
    """Return "21 capsules", or "" when the pack does not say."""
    return f"{pack['size']} {pack.get('unit') or ''}".strip() if pack.get("size") else ""


def _strength_of(ingredient):
    if not ingredient.get("strength"):
        return ""
    amount, unit = ingredient["strength"], ingredient.get("unit") or ""
    text = f"{amount}%" if unit == "percent" else f"{amount} {unit}".strip()
    return f"{text}/{ingredient['per']}" if ingredient.get("per") else text


def _device(told, content):
    """Return what injects: the first device that the words name."""
    if content.get("dosage_form") != "injection":
        return ""
    if INJECTOR.search(told):
        return "auto-injector"
    if found := DEVICE.search(told):
        return found[found.lastindex].lower()
    return "vial" if content.get("route") == "intravenous" else "syringe"


def _known(colour):
    return colour if colour in COLOURS else ""
