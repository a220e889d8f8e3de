"""What generated medicines are for: a category, a condition, and the substances that belong there, out of uses.toml."""

import re
import tomllib
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Use:
    """`en`, `es`, `fr`: the condition as it stands within a sentence. `atc`: the first five characters of a code."""

    category: str
    condition: str
    en: str
    es: str
    fr: str
    atc: str
    substances: str
    over_the_counter: bool = False


USES = tuple(Use(**row) for row in tomllib.loads((Path(__file__).parent / "uses.toml").read_text())["uses"])


@cache
def use_of(substance: str) -> Use:
    """What a substance is for: by its name, else always the same one of the list."""
    known = next((one for one in USES if re.search(one.substances, substance, re.IGNORECASE)), None)
    return known or USES[zlib.crc32(substance.lower().encode()) % len(USES)]
