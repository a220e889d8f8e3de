"""The marked places of a text, as pieces for a template. Nothing here is HTML: the template escapes every piece."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reviews.models import ReviewText
from reviews.models.screening_word import MarkKind

FIELDS = ("title", "text")


@dataclass(frozen=True)
class Place:
    """A marked span of one field; `kind` says why. Always within the words as they are now."""

    field: str
    start: int
    end: int
    kind: MarkKind

    @property
    def key(self) -> str:
        return f"{self.field}:{self.start}:{self.end}"


@dataclass(frozen=True)
class Note:
    """One line of the legend: the number that stands at each place of this kind, and how many there are."""

    number: int
    kind: MarkKind
    count: int


@dataclass(frozen=True)
class Piece:
    """A run of words: why it is marked (nothing: it is not), and the marks that end with it."""

    words: str
    notes: tuple[Note, ...] = ()
    ending: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Highlighted:
    title: list[Piece]
    text: list[Piece]
    legend: list[Note]


def highlighted(text: ReviewText) -> Highlighted:
    """Title and words in pieces, in order, nothing left out; marks that overlap share a piece."""
    found = places(text)
    notes = legend(found)
    title, words = (pieces(getattr(text, name), [one for one in found if one.field == name], notes) for name in FIELDS)
    return Highlighted(title, words, list(notes.values()))


def places(text: ReviewText) -> list[Place]:
    """What screening marked, cut to the words as they are; what cannot be read as a mark is left out."""
    found = {place for mark in text.marks if (place := read(mark, text))}
    return sorted(found, key=lambda one: (FIELDS.index(one.field), one.start, one.end, one.kind))


def read(mark, text) -> Place | None:
    try:
        field, kind = mark["field"], MarkKind(mark["kind"])
        start, end = max(0, int(mark["start"])), int(mark["end"])
    except (KeyError, TypeError, ValueError):
        return None
    if field not in FIELDS:
        return None
    end = min(end, len(getattr(text, field)))
    return Place(field, start, end, kind) if start < end else None


def legend(found: list[Place]) -> dict[MarkKind, Note]:
    """Kind → its line, numbered in the order in which a reader meets them."""
    counts = Counter(place.kind for place in found)
    return {kind: Note(number, kind, counts[kind]) for number, kind in enumerate(counts, start=1)}


def pieces(words: str, found: list[Place], notes: dict[MarkKind, Note]) -> list[Piece]:
    return [piece for piece in cut(words, found, notes) if piece.words]


def cut(words, found, notes) -> Iterator[Piece]:
    borders = sorted({0, len(words), *(one.start for one in found), *(one.end for one in found)})
    for start, end in pairwise(borders):
        here = [one for one in found if one.start <= start and end <= one.end]
        yield Piece(words[start:end], numbered(here, notes), numbered([one for one in here if one.end == end], notes))


def numbered(found, notes) -> tuple[Note, ...]:
    kinds = {one.kind for one in found}
    return tuple(note for kind, note in notes.items() if kind in kinds)


def reasons(text: ReviewText) -> list[str]:
    """Kinds of marks in words, the most frequent first: "telephone number", "rude word (3)"."""
    counts = Counter(place.kind for place in places(text))
    return [f"{kind.label} ({number})" if number > 1 else str(kind.label) for kind, number in counts.most_common()]
