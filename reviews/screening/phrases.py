"""Phrases, as the lists of words write them, and where they stand in a text.

`vomit*` stands for any ending, `#` alone for any number in figures or words. Looking up costs the same however long
the lists are: phrases are kept by their first word, or by the first two letters of a stem.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.screening.folding import fold
from reviews.screening.tokens import NOTHING, Token, tokenise

ANY_NUMBER = "#"
NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "half",
        "twice",
        "double",
        "un",
        "una",
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "media",
        "medio",
        "doble",
        "واحده",
        "واحد",
        "حبتين",
        "حبتان",
        "قرصين",
        "جرعتين",
        "اثنين",
        "اثنتين",
        "ثلاث",
        "ثلاثه",
        "اربع",
        "اربعه",
        "خمس",
        "خمسه",
        "نصف",
        "ضعف",
    ]
)


@dataclass(frozen=True)
class Word:
    text: str
    any_ending: bool = False

    def fits(self, token: Token) -> bool:
        if self.text == ANY_NUMBER:
            return token.is_number or any(form in NUMBERS for form in token.forms)
        if self.any_ending:
            return any(form.startswith(self.text) for form in token.forms)
        return self.text in token.forms


Phrase = tuple[Word, ...]


@dataclass(frozen=True)
class Find:
    """Tokens `first` up to, but not including, `last`."""

    first: int
    last: int


def parse(words: str) -> Phrase:
    phrase: list[Word] = []
    for part in words.split():
        if part == ANY_NUMBER:
            phrase.append(Word(ANY_NUMBER))
            continue
        tokens = tokenise(fold(part.removesuffix("*")).text)
        phrase += [Word(token.text) for token in tokens]
        if part.endswith("*") and tokens:
            phrase[-1] = Word(phrase[-1].text, any_ending=True)
    return tuple(phrase)


class PhraseBook:
    def __init__(self, words: Iterable[str]):
        self.by_word: dict[str, list[Phrase]] = defaultdict(list)
        self.by_stem: dict[str, list[Phrase]] = defaultdict(list)
        self.by_number: list[Phrase] = []
        for phrase in {parse(one) for one in words} - {()}:
            self.add(phrase)

    def add(self, phrase: Phrase):
        first = phrase[0]
        if first.text == ANY_NUMBER:
            self.by_number.append(phrase)
        elif first.any_ending:
            self.by_stem[first.text[:2]].append(phrase)
        else:
            self.by_word[first.text].append(phrase)

    def __or__(self, other: "PhraseBook") -> "PhraseBook":
        both = PhraseBook([])
        for book in (self, other):
            for phrases in (*book.by_word.values(), *book.by_stem.values(), book.by_number):
                for phrase in phrases:
                    both.add(phrase)
        return both

    def at(self, tokens: list[Token], place: int) -> int:
        """How many tokens the longest phrase that begins at `place` takes; 0 for none."""
        token = tokens[place]
        candidates = list(self.by_number)
        for form in token.forms:
            candidates += self.by_word.get(form, ())
            candidates += self.by_stem.get(form[:2], ())
        return max((len(phrase) for phrase in candidates if stands(phrase, tokens, place)), default=0)

    def find(self, tokens: list[Token]) -> list[Find]:
        """Every place where a phrase begins, with the longest one there; they may overlap."""
        lengths = ((place, self.at(tokens, place)) for place in range(len(tokens)))
        return [Find(place, place + length) for place, length in lengths if length]


def stands(phrase: Phrase, tokens: list[Token], place: int) -> bool:
    if place + len(phrase) > len(tokens):
        return False
    return all(
        word.fits(tokens[place + step]) and (not step or tokens[place + step].gap == NOTHING)
        for step, word in enumerate(phrase)
    )


def without_exceptions(finds: list[Find], exceptions: list[Find]) -> list[Find]:
    """The finds that stand inside no exception. Both by ascending place."""
    kept, reach, rest = [], 0, list(reversed(exceptions))
    for one in finds:
        while rest and rest[-1].first <= one.first:
            reach = max(reach, rest.pop().last)
        if one.last > reach:
            kept.append(one)
    return kept
