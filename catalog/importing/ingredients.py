"""What the name, the composition and the attributes say of a product's ingredients, and whether they agree."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from .names import STRENGTH, amount, strengths, substance_name
from .wording import bare, sentences

DISAGREES = _("It says another composition than the name of the product.")
INTRODUCTION = re.compile(
    r"^\W*(?:each|one|every|1|active (?:ingredient|substance)s?|composition"
    r"|contains)\b(?:[^:\d]{0,60}?(?:\bcontains?\b|:)\s*:?)?",
    re.IGNORECASE,
)
VOLUME = re.compile(r"\b(?:each|every|per)\s(?P<count>\d{1,4})?\s?ml\b", re.IGNORECASE)
OTHER = re.compile(r"excipient|inactive|other ingredients|also contains|non-active", re.IGNORECASE)
JOINERS = re.compile(
    r"^[\s,;:+&()-]{0,20}(?:(?:and|with|plus|equivalent to|as)\b[\s,;:]{0,20}){0,4}|[\s,;:+(-]{1,20}$", re.IGNORECASE
)
BRACKETS = re.compile(r"\([^()]*\)")
LONGEST = 70


@dataclass
class Ingredients:
    """Gathers evidence block by block; `settle` decides. Composition stands above the name where their strengths
    agree."""

    from_name: list
    listed: list = field(default_factory=list)
    substances: list = field(default_factory=list)
    amounts: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    excipients: list = field(default_factory=list)

    def read_composition(self, block):
        """Take a line of the composition; False where it is not understood as a whole."""
        listed, others = [], []
        for start, end in sentences(block.text):
            sentence = block.text[start:end].strip()
            found = [] if OTHER.search(sentence) else ingredients_in(sentence)
            listed += found
            others += [] if found else [sentence]
        if others and not all(OTHER.search(sentence) for sentence in others):
            return self._read_bare_name(block)
        self.listed += listed
        self.excipients += others
        self.evidence.append((block, [_key(entry) for entry in listed], []))
        return True

    def _read_bare_name(self, block):
        short = len(block.text) <= LONGEST and not block.text.endswith((".", ":"))
        if short:
            self.read_substance(block, bare(block.text))
        return short

    def read_strength(self, block, value):
        amounts = strengths(value)
        self.amounts += amounts
        self.evidence.append((block, [_key(found) for found in amounts] or [("", "")], []))

    def read_substance(self, block, value):
        found = ingredients_in(value)
        names = [entry["substance"]["name"] for entry in found] or [
            substance_name(BRACKETS.sub(" ", name)) for name in re.split(r"[,/+;]", value)
        ]
        self.listed += found
        self.substances += [] if found else names
        self.evidence.append((block, [_key(entry) for entry in found], names))

    def settle(self):
        """(ingredients, [(block, reason or None)]): the ingredients, and for each line of evidence why it is not
        placed."""
        chosen = self._chosen()
        amounts = {_key(entry) for entry in chosen}
        return chosen, [
            (block, None if self._agrees(said, names, amounts, chosen) else DISAGREES)
            for block, said, names in self.evidence
        ]

    def _chosen(self):
        listed = list({entry["substance"]["name"]: entry for entry in self.listed}.values())
        named = {_key(entry): entry for entry in self.from_name}
        if listed and (not named or named.keys() == {_key(entry) for entry in listed}):
            return [named.get(_key(entry), entry) | {"substance": entry["substance"]} for entry in listed]
        if self.from_name:
            return self.from_name
        pairs = zip(self.substances, self.amounts, strict=True) if len(self.substances) == len(self.amounts) else ()
        return [{"substance": {"name": name}, **amount} for name, amount in pairs]

    @staticmethod
    def _agrees(said, names, amounts, chosen):
        known = [entry["substance"]["name"].split()[0] for entry in chosen]
        return bool(chosen) and set(said) <= amounts and all(name.split()[0] in known for name in names if name)


def ingredients_in(text):
    """The "substance strength" pairs of a text, in the shape of a snapshot; [] where one of its strengths has no
    substance."""
    volume = VOLUME.search(text)
    text = INTRODUCTION.sub("", bare(BRACKETS.sub(" ", text)), count=1)
    found, last = [], 0
    for match in STRENGTH.finditer(text):
        before = JOINERS.sub("", text[last : match.start()])
        name, last = (before, match.end()) if before else _following(text, match.end())
        amounts = strengths(match[0])
        if len(name) > LONGEST or not re.search(r"[A-Za-z]{3}", name) or len(amounts) != 1:
            return []
        in_one = _in_each(volume, amounts[0]) if volume else amounts[0]
        found.append({"substance": {"name": substance_name(name)}, **in_one})
    return found


def _in_each(volume, found):
    """An amount in "each 5 mL" as an amount in one."""
    strength = "" if found["per"] else amount(found["strength"], volume["count"])
    return found | {"strength": strength, "per": "mL"} if strength else found


def _following(text, at):
    """(substance, end) of "500 mg of metformin"."""
    match = re.compile(r"\s*(?:of\s)?([A-Za-z][\w -]{2,60}?)(?=\s(?:and|with)\s|[,.;+:]|$)").match(text, at)
    return (match[1], match.end()) if match else ("", at)


def _key(entry):
    """What makes two writings of a strength the same: 0.005 % is 50 micrograms in a mL, 1 g is 1000 mg."""
    if not entry["strength"]:
        return "", ""
    value = float(entry["strength"]) * {"g": 1000, "microgram": 0.001, "percent": 10}.get(entry["unit"], 1)
    unit = "mg" if entry["unit"] in ("g", "microgram", "percent") else entry["unit"]
    return f"{value:.6g}", f"{unit}/mL" if entry["unit"] == "percent" or entry["per"] in ("mL", "g") else unit
