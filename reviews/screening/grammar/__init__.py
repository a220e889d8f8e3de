"""How a language says things around a marked word: what negates it, what was caused, what was eased.

One TOML file a language, of the same keys; `PhraseBook`s of them, read once. The words that mark stand in the
database, where staff edit them; these are the language's own and change with the code.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from reviews.screening.phrases import PhraseBook
from reviews.screening.tokens import Tokens

FOLDER = Path(__file__).resolve().parent
FALLBACK = "en"


@dataclass(frozen=True)
class Grammar:
    common: PhraseBook
    negations: PhraseBook
    false_negations: PhraseBook
    contrasts: PhraseBook
    negated_after: PhraseBook
    relieves: PhraseBook
    false_uses: PhraseBook
    small: PhraseBook
    causes: PhraseBook
    caused_after: PhraseBook
    uses: PhraseBook
    experience: PhraseBook
    address: PhraseBook
    cure_negations: PhraseBook
    not_names: PhraseBook
    abbreviated_titles: PhraseBook
    one_letter_titles: PhraseBook
    telephone_cues: PhraseBook
    groups: dict[str, PhraseBook]


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def grammar(language: str) -> Grammar:
    """That of a language, "es" or "es-mx"; English where there is none."""
    code = language.partition("-")[0]
    return read(code if code in languages() else FALLBACK)


@cache
def read(code: str) -> Grammar:
    said = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    books = {one.name: PhraseBook(said[one.name]) for one in fields(Grammar) if one.name != "groups"}
    return Grammar(**books, groups={name: PhraseBook(words) for name, words in said["groups"].items()})


def language_of(tokens: Tokens, page: str) -> str:
    """Which language a text is in: that of the page it was written on, unless the words say another clearly."""
    own = page.partition("-")[0]
    counts = {code: len(read(code).common.find(tokens)) for code in languages()}
    counts["ar"] += sum(is_arabic(token.text) for token in tokens)
    best = max(counts, key=lambda code: counts[code])
    mine = counts.get(own, 0)
    return best if counts[best] > 2 * mine and counts[best] >= 2 else own


def is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"
