"""Words that mean the same, as the staff keep them: which phrases of a question stand for others, too."""

from django.utils.functional import cached_property

from catalog.engine.vocabulary import Vocabulary
from catalog.engine.words import spelled, stems, written
from catalog.models import Clock, SynonymGroup

LONGEST_PHRASE = 6  # words


class Synonyms:
    """Phrases of groups; `at` finds which of them begins at a place of a question."""

    def __init__(self, groups: list[tuple[str, ...]]):
        self.groups = groups

    @cached_property
    def others(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """Key of a phrase → the words of the other phrases of its groups."""
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for group in self.groups:
            phrases = [wordings(phrase) for phrase in group]
            for place, phrase in enumerate(phrases):
                rest = [words for other in (*phrases[:place], *phrases[place + 1 :]) for words in other]
                for words in phrase:
                    found.setdefault(key(words), []).extend(rest)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in self.others for word in phrase)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary({word: 1 for group in self.groups for phrase in group for word in spelled(phrase)})

    def knows(self, word: str) -> bool:
        return stems([word], "en")[0] in self.words

    def covers(self, words: list[str], place: int) -> bool:
        """Whether the word at this place is part of a phrase that stands there whole."""
        first = max(place - LONGEST_PHRASE + 1, 0)
        return any(start + self.at(words, start)[0] > place for start in range(first, place + 1))

    def at(self, words: list[str], place: int) -> tuple[int, list[tuple[str, ...]]]:
        """(how many words from `place` on are a phrase, what else means the same): the longest one, or (0, [])."""
        for length in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
            if others := self.others.get(key(tuple(words[place : place + length]))):
                return length, others
        return 0, []


def wordings(phrase: str) -> list[tuple[str, ...]]:
    """A phrase as it may be typed: a hyphenated word in its parts ("co amoxiclav"), and as one ("coamoxiclav")."""
    found = written(phrase)
    apart, joined = (part for one in found for part in one.parts), (one.whole for one in found)
    return list(dict.fromkeys(words for words in (tuple(apart), tuple(filter(None, joined))) if words))


def key(words: tuple[str, ...]) -> tuple[str, ...]:
    """A phrase as it is compared: "blood clots" and "blood clot" are one."""
    return tuple(stems(list(words), "en"))


kept: dict[tuple, Synonyms] = {}


def synonyms_at(stamp: tuple | None, language: str) -> Synonyms:
    """The staff's synonyms at the clock's shape, for who reads this language: one query a shape.

    Saving a group moves the shape, so that it counts at once.
    """
    _tick, shape, epoch = stamp or Clock.stamp()
    found = kept.get((shape, epoch, language))
    if found is None:
        found = Synonyms(SynonymGroup.objects.in_language(language).groups())
        if any(key[:2] != (shape, epoch) for key in list(kept)):
            kept.clear()
        kept[(shape, epoch, language)] = found
    return found
