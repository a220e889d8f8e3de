"""The medicines that products are made of: a list of real ones, invented ones, and how either varies."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from catalog.generated.names import in_language, invented_makers, invented_substances, joined

SMALLEST, LARGEST = Decimal("0.0001"), Decimal("9999999")
FACTORS = tuple(Decimal(text) for text in ("0.5", "2", "0.25", "4", "1.5", "3", "0.1", "5", "1", "1"))
INVENTED = 3000

# How invented substances are given, by weight of their number.
SHAPES = (
    ("tablet", "oral", "mg", ""), ("tablet", "oral", "mg", ""), ("capsule", "oral", "mg", ""),
    ("injection", "intravenous", "mg", "mL"), ("oral_solution", "oral", "mg", "mL"),
    ("cream", "cutaneous", "percent", ""), ("eye_drops", "ocular", "percent", ""),
    ("inhaler", "inhalation", "microgram", "dose"),
)  # fmt: skip
AMOUNTS = {"mg": ("2.5", "5", "10", "20", "25", "50", "100", "250"), "percent": ("0.1", "0.5", "1", "2")}
AMOUNTS["microgram"] = ("25", "50", "100", "200")
FORM_WORDS = {
    "tablet": ("Tablets", "comprimidos", "comprimés"),
    "capsule": ("Capsules", "cápsulas", "gélules"),
    "oral_solution": ("Oral Solution", "solución oral", "solution buvable"),
    "oral_suspension": ("Oral Suspension", "suspensión oral", "suspension buvable"),
    "cream": ("Cream", "crema", "crème"),
    "ointment": ("Ointment", "pomada", "pommade"),
    "gel": ("Gel", "gel", "gel"),
    "lotion": ("Lotion", "loción", "lotion"),
    "inhaler": ("Inhaler", "inhalador", "inhalateur"),
    "nasal_spray": ("Nasal Spray", "pulverizador nasal", "spray nasal"),
    "eye_drops": ("Eye Drops", "colirio", "collyre"),
    "ear_drops": ("Ear Drops", "gotas óticas", "gouttes auriculaires"),
    "injection": ("Injection", "inyectable", "solution injectable"),
    "patch": ("Patches", "parches", "dispositifs transdermiques"),
    "suppository": ("Suppositories", "supositorios", "suppositoires"),
    "pessary": ("Pessaries", "óvulos", "ovules"),
    "powder": ("Powder", "polvo", "poudre"),
    "lozenge": ("Lozenges", "pastillas", "pastilles"),
}
UNIT_WORDS = {
    "en": {"microgram": " micrograms", "unit": " units", "percent": "%"},
    "es": {"microgram": " microgramos", "unit": " unidades", "percent": "%"},
    "fr": {"microgram": " microgrammes", "unit": " unités", "percent": "%"},
}
PER_WORDS = {"en": {}, "es": {"dose": "dosis", "hour": "hora"}, "fr": {"hour": "heure"}}
LANGUAGES = ("en", "es", "fr")


class Medicine(NamedTuple):
    """`strengths`: (number, unit, per) of each substance. `words`: the form in an English name, or "" for the usual."""

    substances: tuple[str, ...]
    strengths: tuple[tuple[str, str, str], ...]
    form: str
    route: str
    maker: str
    brand: str = ""
    words: str = ""
    title: str = ""  # instead of the substances, where they are too many for a name

    def stronger(self, factor: Decimal) -> "Medicine":
        """The same in another strength; itself where that would be none."""
        strengths = tuple((times(number, unit, factor), unit, per) for number, unit, per in self.strengths)
        return self._replace(strengths=strengths, brand="") if all(one[0] for one in strengths) else self


CONJUNCTION = {"en": "and", "es": "y", "fr": "et"}


def words(one: Medicine, language: str) -> tuple[str, str, str]:
    """The three parts of its name: "Metformina", "500 mg", "comprimidos"; a title has no strength."""
    substances = one.title or called(one.substances, language)
    strength = "" if one.title else strength_words(one.strengths, language)
    form = (one.words if language == "en" else "") or FORM_WORDS[one.form][LANGUAGES.index(language)]
    return substances, strength, form


def full_name(one: Medicine, language: str) -> str:
    return " ".join(filter(None, words(one, language)))


@cache
def called(substances: tuple[str, ...], language: str) -> str:
    return joined(tuple(in_language(name, language) for name in substances), CONJUNCTION[language])


@cache
def strength_words(strengths: tuple[tuple[str, str, str], ...], language: str) -> str:
    """ "500 mg", "300 mg/30 mg", "100 units/mL", "0.05%"."""
    units, pers = UNIT_WORDS[language], PER_WORDS[language]
    return "/".join(
        number + units.get(unit, f" {unit}") + (f"/{pers.get(per, per)}" if per else "")
        for number, unit, per in strengths
    )


@cache
def times(number: str, unit: str, factor: Decimal) -> str:
    """A strength as content spells it; "" where it would not fit its column, or be more than all."""
    value = Decimal(number) * factor
    if value.quantize(SMALLEST) != value or not 0 < value <= (100 if unit == "percent" else LARGEST):
        return ""
    return format(value.normalize(), "f")


def built_in(seed: int) -> list[Medicine]:
    """The real list and some thousand invented medicines, mixed."""
    chance = Random(f"medicines {seed}")  # noqa: S311
    makers = invented_makers()
    found = [one for line in real_lines() for one in real(line, chance.choice(makers))]
    for substance in invented_substances(INVENTED, chance):
        form, route, unit, per = chance.choice(SHAPES)
        strength = (chance.choice(AMOUNTS[unit]), unit, per)
        brand = f"{substance[:5]}{chance.choice(('a', 'is', 'o', 'ex', 'um'))}" if chance.random() < 0.4 else ""
        found.append(Medicine((substance,), (strength,), form, route, chance.choice(makers), brand))
    chance.shuffle(found)
    return found


def real_lines() -> list[str]:
    lines = (Path(__file__).parent / "medicines.txt").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def real(line: str, maker: str) -> list[Medicine]:
    substance, form, route, given, brand = line.split("|")
    numbers = [word for word in given.split() if word[0].isdigit()]
    unit, per = [*given.split()[len(numbers) :], ""][:2]
    return [Medicine((substance,), ((number, unit, per),), form, route, maker, brand) for number in numbers]
