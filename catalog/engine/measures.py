"""Strengths in one spelling: "4mg", "4 mg" and "0.004 g" are all "=4000ug". Pure functions."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

# Unit as written → (canonical unit, factor): mass in micrograms.
UNITS: dict[str, tuple[str, int | Decimal]] = {
    **dict.fromkeys(
        ("mg", "mgs", "milligram", "milligrams", "milligramme", "milligrammes", "miligramos"), ("ug", 1000)
    ),
    **dict.fromkeys(("g", "gram", "grams", "gramme", "grammes", "gramos", "gm"), ("ug", 1_000_000)),
    **dict.fromkeys(("mcg", "ug", "microgram", "micrograms", "microgrammes", "microgramos"), ("ug", 1)),
    **dict.fromkeys(("ng", "nanogram", "nanograms"), ("ug", Decimal("0.001"))),
    **dict.fromkeys(("%", "percent"), ("%", 1)),
    **dict.fromkeys(("unit", "units", "iu", "u", "ui", "unidades", "unites"), ("iu", 1)),
    "mmol": ("mmol", 1),
}
PER = {"ml": "ml", "g": "g", "dose": "dose", "doses": "dose", "hour": "h", "h": "h", "hr": "h"}
NUMBER = r"\d+(?:[.,]\d+)*"
STRENGTH = re.compile(
    rf"(?<![\d.,])({NUMBER})\s*({'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})(?![^\W\d_])"
    rf"(?:\s*/\s*({NUMBER})?\s*({'|'.join(sorted(PER, key=len, reverse=True))})(?![^\W\d_]))?"
)
# Micrograms, units …; and the smallest of what a strength is "per".
MOST, SMALLEST = 10**12, Decimal("0.001")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
MICRO = re.compile(r"μg(?![^\W\d_])")


def with_micro(text: str) -> str:
    """Lower case, with the micro sign (NFKC makes it a Greek letter) written as in "ug"."""
    return MICRO.sub("ug", unicodedata.normalize("NFKC", text).casefold())


def apart(text: str) -> str:
    """ "paracetamol500mg" and "4mg" with spaces around figures and unit, so that each is a word."""
    return STRENGTH.sub(lambda found: f" {found[1]} {found[2]} " + (f"/ {found[4]} " if found[4] else ""), text)


def strength_tokens(found: re.Match) -> tuple[str, ...]:
    """Canonical spellings of a match of STRENGTH, the likeliest first: "=1000ug/ml" before "=4000ug".

    Nothing for what no medicine holds, such as more than a tonne.
    """
    return tokens_of(*found.groups())


@lru_cache(maxsize=4096)
def tokens_of(number: str, unit: str, count: str | None, per: str | None) -> tuple[str, ...]:
    canonical, factor = UNITS[unit]
    tokens = []
    for value in figures(number):
        if per:
            counts = [one for one in figures(count or "1") if one >= SMALLEST]
            tokens += [strength_token(value * factor / one, canonical, PER[per]) for one in counts]
        tokens.append(strength_token(value * factor, canonical))
    return tuple(token for token in tokens if token)


def strength_token(value: Decimal, unit: str, per: str = "") -> str:
    if value >= MOST:
        return ""
    rounded = round(value, 6).normalize()
    return f"={rounded:f}{unit}" + (f"/{per}" if per else "")


@lru_cache(maxsize=4096)
def figures(written: str) -> tuple[Decimal, ...]:
    """What a written number may mean: "2,5" is 2.5, "1,000" a thousand or, in half of the world, one."""
    readings = [written.replace(",", "")] if GROUPED.fullmatch(written) else []
    readings.append(written.replace(",", "."))
    values = []
    for reading in readings:
        try:
            values.append(Decimal(reading))
        except InvalidOperation:
            continue
    return tuple(value for value in values if value < MOST)
