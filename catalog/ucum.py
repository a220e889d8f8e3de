"""Strengths in the units of UCUM (the Unified Code for Units of Measure), as hospitals and the API spell them."""

from catalog.models.parts import Ingredient

Unit, Per = Ingredient.Unit, Ingredient.Per
# What a label counts in "units" is measured by an assay of its own, so it is nobody else's unit: an arbitrary one.
UNITS: dict[str, str] = {
    Unit.MG: "mg",
    Unit.MICROGRAM: "ug",
    Unit.G: "g",
    Unit.PERCENT: "%",
    Unit.UNIT: "[arb'U]",
    Unit.MMOL: "mmol",
}
PER: dict[str, str] = {Per.ML: "mL", Per.G: "g", Per.DOSE: "{dose}", Per.HOUR: "h"}


def unit_of(ingredient: dict) -> str:
    """The unit of an ingredient of a content: "mg", "ug/{dose}", "[arb'U]/mL"."""
    per = ingredient.get("per")
    return UNITS[ingredient["unit"]] + (f"/{PER[per]}" if per else "")
