"""Phrases, as the lists of words write them, and where they stand in a text.

`vomit*` stands for any ending, `#` alone for any number in figures or words. Looking up costs the same however long
the lists are: phrases are kept by their first word, or by the first two letters of a stem.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.screening.folding import fold
from reviews.screening.tokens import NOTHING, Token, Tokens, tokenise

ANY_NUMBER = "#"
NUMBERS_AS_TEXT = """
one two three four five six seven eight nine ten half twice double un una uno dos tres cuatro cinco seis siete ocho
nueve diez media medio doble واحده واحد حبتين حبتان قرصين جرعتين اثنين اثنتين ثلاث ثلاثه اربع اربعه خمس خمسه نصف ضعف
"""
NUMBERS = frozenset(NUMBERS_AS_TEXT.split())


@dataclass(frozen=True)
class Word:
    text: str
    any_ending: bool = False

    def fits(self, token: Token) -> bool:
        if self.text == ANY_NUMBER:
            return token.is_number or not NUMBERS.isdisjoint(token.forms)
        if not self.any_ending:
            return self.text in token.forms
        return any(form.startswith(self.text) for form in token.forms)


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

    def find(self, tokens: Tokens) -> list[Find]:
        """Every place where a phrase begins, with the longest one there; they may overlap."""
        finds = []
        for places in tokens.places.values():
            phrases = self.beginning_with(tokens[places[0]])
            for place in places if phrases else ():
                length = max([len(phrase) for phrase in phrases if goes_on(phrase, tokens, place)], default=0)
                if length:
                    finds.append(Find(place, place + length))
        return sorted(finds, key=lambda find: find.first)

    def beginning_with(self, token: Token) -> list[Phrase]:
        found = [phrase for phrase in self.by_number if phrase[0].fits(token)]
        for form in token.forms:
            found += self.by_word.get(form, ())
            found += [phrase for phrase in self.by_stem.get(form[:2], ()) if form.startswith(phrase[0].text)]
        return found

    def holds(self, word: str) -> bool:
        """Whether a single word is marked by itself."""
        phrases = [*self.by_word.get(word, ()), *self.by_stem.get(word[:2], ())]
        return any(
            len(one) == 1 and (one[0].any_ending or one[0].text == word) and word.startswith(one[0].text)
            for one in phrases
        )


def goes_on(phrase: Phrase, tokens: list[Token], place: int) -> bool:
    """Whether the rest of a phrase follows on the token at `place`, with nothing that parts between."""
    if place + len(phrase) > len(tokens):
        return False
    for step in range(1, len(phrase)):
        token = tokens[place + step]
        if token.gap != NOTHING or not phrase[step].fits(token):
            return False
    return True


def without_exceptions(finds: list[Find], exceptions: list[Find]) -> list[Find]:
    """The finds that stand inside no exception. Both by ascending place."""
    kept, reach, rest = [], 0, list(reversed(exceptions))
    for one in finds:
        while rest and rest[-1].first <= one.first:
            reach = max(reach, rest.pop().last)
        if one.last > reach:
            kept.append(one)
    return kept
