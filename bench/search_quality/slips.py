"""One-letter slips made by chance on every brand and substance of a catalogue: a set that nobody could tune for."""

import random
from collections.abc import Iterator

from bench.search_quality.judging import Judged, Known

SEED = 7
SHORTEST_BRAND, SHORTEST_SUBSTANCE = 5, 6
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    key: row[max(place - 1, 0) : place] + row[place + 1 : place + 2] for row in ROWS for place, key in enumerate(row)
}


def slips(known: dict[int, Known]) -> Iterator[Judged]:
    """Six for each word, one of every kind. A slip that makes another name is no slip."""
    chance = random.Random(SEED)  # noqa: S311
    names = dict(sorted(words(known)))
    for word, wanted in names.items():
        for slip in SLIPS:
            typed = slip(word, chance)
            if typed not in names:
                yield Judged(f"slip {slip.__name__}", typed, wanted, word)


def words(known: dict[int, Known]) -> Iterator[tuple[str, str]]:
    for one in known.values():
        if one.brand.isalpha() and one.brand.isascii() and len(one.brand) >= SHORTEST_BRAND:
            yield one.brand, f"brand={one.brand}"
        for substance in one.substances:
            word = substance.split()[0]
            if word.isalpha() and word.isascii() and len(word) >= SHORTEST_SUBSTANCE:
                yield word, f"substance={word}"


def insertion(word, chance):
    place = chance.randrange(1, len(word) + 1)
    return word[:place] + chance.choice(BESIDE[word[place - 1]]) + word[place:]


def deletion(word, chance):
    place = chance.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def substitution(word, chance):
    place = chance.randrange(1, len(word))
    return word[:place] + chance.choice(BESIDE[word[place]]) + word[place + 1 :]


def transposition(word, chance):
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    place = chance.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def doubled(word, chance):
    place = chance.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def first(word, chance):
    return chance.choice(BESIDE[word[0]]) + word[1:]


SLIPS = (insertion, deletion, substitution, transposition, doubled, first)
