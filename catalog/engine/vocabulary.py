"""The words that the names of medicines are made of: what a misspelt word may have been meant as."""

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from django.utils.functional import cached_property
from rapidfuzz import process
from rapidfuzz.distance import OSA

# Letters of a word → how many slips are forgiven (one letter more, less, other, or two that changed places).
FORGIVEN = ((3, 0), (7, 1), (99, 2))
MOST = 3  # meanings of one misspelt word
SHORTEST = 4


class Vocabulary:
    """Words with how many listings have them. `near` finds those that a typed one may have been meant as."""

    def __init__(self, counts: dict[str, int]):
        self.made_at = time.monotonic()
        self.counts = {word: count for word, count in counts.items() if is_word(word)}

    @property
    def age(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self.made_at

    @cached_property
    def sorted(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        found = defaultdict(list)
        for word in self.counts:
            found[len(word)].append(word)
        return found

    def near(self, word: str) -> list[tuple[str, int]]:
        """(word, slips) of up to three, the likeliest first: fewest slips, same first letter, most listings."""
        most = forgiven(word)
        if not most:
            return []
        found = self.within(word, self.beginning(word[0]), most)
        if all(slips > 1 for _hit, slips in found):  # a wrong first letter alone is likelier than two slips behind it
            found += self.within(word, self.about_as_long(word), 1 if found else most)
        if len(word) == SHORTEST:
            found = [(hit, slips) for hit, slips in found if is_hurried(word, hit)]
        found.sort(key=lambda pair: (pair[1], pair[0][0] != word[0], -self.counts[pair[0]], pair[0]))
        least = found[0][1] if found else 0
        return [pair for pair in found if pair[1] == least][:MOST]

    def within(self, word, words, most) -> list[tuple[str, int]]:
        hits = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=50)
        return [(hit, int(slips)) for hit, slips, _place in hits if slips]

    def beginning(self, letter: str) -> list[str]:
        return self.sorted[bisect_left(self.sorted, letter) : bisect_left(self.sorted, letter + "\U0010ffff")]

    def about_as_long(self, word: str) -> list[str]:
        most = forgiven(word)
        return [one for length in range(len(word) - most, len(word) + most + 1) for one in self.by_length[length]]

    def halves(self, word: str) -> tuple[str, str] | None:
        """The two known words that were written as one: "bloodclots"."""
        pairs = [(word[:place], word[place:]) for place in range(SHORTEST, len(word) - SHORTEST + 1)]
        known = [pair for pair in pairs if pair[0] in self.counts and pair[1] in self.counts]
        return max(known, key=lambda pair: min(self.counts[half] for half in pair), default=None)


def is_hurried(word: str, meant: str) -> bool:
    """Whether a letter was left out, or two have changed places: other slips make too many words of four letters."""
    return len(meant) > len(word) or sorted(meant) == sorted(word)


def forgiven(word: str) -> int:
    """How many slips a word of this length may hold; none in figures."""
    if not is_word(word):
        return 0
    return next(slips for shorter_than, slips in FORGIVEN if len(word) < shorter_than + 1)


def is_word(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def words_of(searcher) -> Iterator[tuple[str, int]]:
    for field in ("terms", "names"):
        yield from searcher.terms_with_prefix(field, "")
