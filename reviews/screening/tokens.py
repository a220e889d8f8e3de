"""The words and numbers of a folded text, each with what stands between it and the one before."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import cached_property

# Every alternative begins with a kind of character of its own, so that reading is linear.
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
NOTHING, COMMA, STOP = 0, 1, 2  # how much a gap parts: not at all; a clause; a sentence
STOPS = frozenset(".!?;\n…؟؛")
COMMAS = frozenset(",:()[]{}/–—،|")


@dataclass(frozen=True)
class Token:
    text: str
    start: int  # in the folded text
    end: int
    gap: int  # NOTHING, COMMA or STOP before it
    forms: tuple[
        str, ...
    ]  # as it may stand in a list: in Arabic also without "and", "for", "the" and the ending of an object

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


class Tokens(list[Token]):
    """In their order; and by word, so that a list of words looks up each word once, however often it stands there."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, token in enumerate(self):
            found.setdefault(token.text, []).append(place)
        return found


def tokenise(folded_text: str) -> Tokens:
    tokens = Tokens()
    end = 0
    for found in WORD.finditer(folded_text):
        between = folded_text[end : found.start()] if tokens else ""
        tokens.append(Token(found[0], found.start(), found.end(), parting(between), forms(found[0])))
        end = found.end()
    return tokens


def parting(between: str) -> int:
    signs = set(between)
    if signs & STOPS:
        return STOP
    return COMMA if signs & COMMAS or " - " in between else NOTHING


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    if not "\u0600" <= word[0] <= "\u06ff":
        return (word,)
    found = [word]
    for prefixes in (("و", "ف"), ("لل", "ب", "ل", "ك"), ("ال",)):
        found += [one.removeprefix(sign) for one in found for sign in prefixes if one.startswith(sign)]
    found += [one.removesuffix("ا") for one in found if one.endswith("ا") and len(one) > 3]
    return tuple(dict.fromkeys(one for one in found if len(one) >= 3 or one == word))
