"""A text as screening compares it: small letters, no accents, plain figures, and the way back to the original.

Obfuscation is undone here once for all: full-width and Arabic figures, accents on foreign letters, characters of
no width, Arabic vowel signs and the several spellings of alef.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "ى": "ي", "ة": "ه", "ـ": "", "٫": ".", "٬": ","}
)
MOST_PARTS = 4  # some characters stand for a whole sentence: folded, they would make a text many times as long
# n and ñ are two letters: a year is no rude word.
TILDE, ENYE = "\u0303", "ñ"


@dataclass(frozen=True)
class Folded:
    text: str
    places: tuple[int, ...]  # of each character of `text`, its offset in the original
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a non-empty span of `text`, with the marks that hang on its last letter."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last


def fold(original: str) -> Folded:
    text: list[str] = []
    places: list[int] = []
    for place, character in enumerate(original):
        if character == TILDE and text and text[-1] == "n":
            text[-1] = ENYE
            continue
        for one in plain(character):
            text.append(one)
            places.append(place)
    return Folded("".join(text), tuple(places), original)


@lru_cache(maxsize=4096)
def plain(character: str) -> str:
    """A character as it is compared; nothing for what has no width."""
    if character in "ñÑ":
        return ENYE
    if character in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
        return ""
    figure = unicodedata.decimal(character, None)
    if figure is not None:
        return str(figure)
    parts = unicodedata.normalize("NFKD", character).casefold()
    if len(parts) > MOST_PARTS:
        return character
    kept = "".join(part for part in unicodedata.normalize("NFKD", parts) if not unicodedata.combining(part))
    return kept.translate(SAME)
