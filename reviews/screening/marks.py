"""A mark: a span of a text, and why a moderator should look at it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from reviews.models.screening_word import MarkKind as Kind

FIELDS = ("title", "text")

# How soon somebody should look. One mark of a kind counts once, however often it stands in the text: the queue is
# ordered by what may be lost by waiting, not by how much was written. Sums stay within the rows above them.
URGENCY = {
    Kind.PREGNANCY: 400,  # a medicine taken in pregnancy: never missed, first of all
    Kind.SIDE_EFFECT: 200,  # a report may be due, and its clock runs
    Kind.NUMBER: 20,  # personal data: harm as soon as it is shown
    Kind.TELEPHONE: 20,
    Kind.EMAIL: 20,
    Kind.DOCTOR: 20,
    Kind.DOSE: 10,  # what others might follow
    Kind.CURE: 8,
    Kind.OTHER_USE: 8,
    Kind.WEB_ADDRESS: 6,
    Kind.PROFANITY: 3,
    Kind.SHOUTING: 1,
}


@dataclass(frozen=True)
class Mark:
    """`start` and `end` count Python characters of the stored text of `field`, "title" or "text"."""

    field: str
    start: int
    end: int
    kind: str

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, columns: dict) -> "Mark":
        """What `as_json` gave; raises KeyError or ValueError for anything else."""
        field, kind = columns["field"], Kind(columns["kind"]).value
        start, end = int(columns["start"]), int(columns["end"])
        if field not in FIELDS or not 0 <= start < end:
            raise ValueError(columns)
        return cls(field, start, end, kind)


def urgency(marks: Iterable[Mark]) -> int:
    """0 for nothing marked; the sum of URGENCY over the kinds that are."""
    return sum(URGENCY[Kind(kind)] for kind in {mark.kind for mark in marks})


def urgency_of(stored: list[dict]) -> int:
    """As `urgency`, of marks as a text keeps them; what cannot be read as a mark counts nothing."""
    kinds = {mark.get("kind") for mark in stored if isinstance(mark, dict)}
    return sum(URGENCY[Kind(kind)] for kind in kinds if kind in Kind.values)


def is_possible_side_effect(marks: Iterable[Mark]) -> bool:
    return any(mark.kind == Kind.SIDE_EFFECT for mark in marks)


def mentions_pregnancy(marks: Iterable[Mark]) -> bool:
    return any(mark.kind == Kind.PREGNANCY for mark in marks)


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Title first, then by place; marks of one kind that overlap are one."""
    order = list(Kind)
    joined: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (FIELDS.index(one.field), order.index(Kind(one.kind)), one.start)):
        last = joined[-1] if joined else None
        if last and (last.field, last.kind) == (mark.field, mark.kind) and mark.start < last.end:
            joined[-1] = Mark(last.field, last.start, max(last.end, mark.end), last.kind)
        else:
            joined.append(mark)
    return sorted(joined, key=lambda one: (FIELDS.index(one.field), one.start, one.end, order.index(Kind(one.kind))))
