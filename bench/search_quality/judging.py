"""Judged searches, and whether a listing is what one of them wants.

A line of queries.tsv wants clauses such as `substance=metformin; strength=500 mg`, all of one listing; `a|b` leaves
the choice. So the same line serves every catalogue.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from bench.search_quality.corpus import rows
from catalog.models import Listing, ListingCondition, ListingSubstance, Pack

NOTHING, NOT_ALL = "nothing", "not all words"
ESCAPED = re.compile(r"\\x([0-9a-f]{2})")
STRENGTH = re.compile(r"([\d.]+) ?(mg|g|microgram|unit|mmol|%)")
IN_MG = {"microgram": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


@dataclass(frozen=True)
class Judged:
    kind: str
    text: str
    wanted: str
    note: str = ""

    @property
    def wants_nothing(self) -> bool:
        return self.wanted in (NOTHING, NOT_ALL)

    @cached_property
    def clauses(self) -> list[list[tuple[str, object]]]:
        """Alternatives of (key, value); one of each list has to hold."""
        found = []
        for clause in self.wanted.split("; "):
            pairs, key = [], ""
            for part in clause.split("|"):
                key, value = part.split("=", 1) if "=" in part else (key, part)
                pairs.append((key, READ[key](value)))
            found.append(pairs)
        return found

    def holds(self, known: "Known") -> bool:
        return all(any(HOLDS[key](known, value) for key, value in pairs) for pairs in self.clauses)


def judged() -> list[Judged]:
    found = []
    for kind, text, *rest in rows("queries.tsv"):
        found.append(Judged(kind, ESCAPED.sub(lambda code: chr(int(code[1], 16)), text), *rest))
    return found


@dataclass
class Known:
    """What a judge looks at in a listing."""

    name: str
    brand: str
    form: str
    maker: str
    strengths: set[tuple[str, Decimal]]
    substances: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    text: str = ""
    codes: set[str] = field(default_factory=set)


def catalogue() -> dict[int, Known]:
    """Product → what is known of its listing. Four queries."""
    found, products = {}, {}
    columns = ("pk", "product_id", "name", "brand_name", "dosage_form", "manufacturer__name", "texts", "ingredients")
    for key, product, *plainly, text, ingredients, atc in Listing.objects.values_list(*columns, "atc_code").iterator():
        strengths = {strength(row["strength"], row["unit"]) for row in ingredients}
        found[product] = Known(*(plain(one or "") for one in plainly), strengths, text=plain(text.replace("’", "'")))
        found[product].codes |= {code(atc)} - {""}
        products[key] = product
    for listing, name in ListingSubstance.objects.values_list("listing_id", "substance__name").iterator():
        found[products[listing]].substances.append(plain(name))
    for listing, name in ListingCondition.objects.values_list("listing_id", "condition__name").iterator():
        found[products[listing]].conditions.append(plain(name))
    for product, *codes in Pack.objects.values_list("product_id", "sku", "gtin", "national_code").iterator():
        if product in found:
            found[product].codes |= set(map(code, codes)) - {""}
    return found


def plain(name: str) -> str:
    return " ".join(name.casefold().split())


def tight(name: str) -> str:
    return "".join(name.casefold().split())


def code(text: str) -> str:
    """As it is compared: small letters and figures, without noughts in front."""
    return re.sub(r"[^a-z0-9]", "", text.casefold()).lstrip("0")


def strength(number: str, unit: str) -> tuple[str, Decimal]:
    """("mg", 500) for half a gram; every other unit as it is."""
    return ("mg", Decimal(number) * IN_MG[unit]) if unit in IN_MG else (unit, Decimal(number))


def read_strength(text: str) -> tuple[str, Decimal]:
    number, unit = STRENGTH.fullmatch(text).groups()
    return strength(number, {"%": "percent"}.get(unit, unit))


def begins_with(text: str, name: str) -> bool:
    """Whether these are the first whole words."""
    return text.startswith(name) and not text[len(name) :][:1].isalnum()


READ = dict.fromkeys(["substance", "brand", "maker", "condition"], plain)
READ |= {"name": tight, "begins": plain, "text": plain, "form": str, "code": code, "strength": read_strength}
HOLDS = {
    "name": lambda known, name: tight(known.name) == name,
    "brand": lambda known, name: begins_with(known.brand, name) or begins_with(known.name, name),
    "substance": lambda known, name: any(begins_with(one, name) for one in known.substances),
    "strength": lambda known, wanted: wanted in known.strengths,
    "form": lambda known, form: known.form == form,
    "maker": lambda known, name: known.maker.startswith(name),
    "condition": lambda known, name: name in known.conditions,
    "begins": lambda known, part: any(one.startswith(part) for one in [known.name, known.brand, *known.substances]),
    "text": lambda known, phrase: phrase in known.text,
    "code": lambda known, wanted: wanted in known.codes,
}
