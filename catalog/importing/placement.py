"""What the reader of supplier pages hands back: the content it found, and where every line went."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page: what it is, and the source lines (1-based number, cleaned text) it was made of.

    kind: heading, paragraph, bullet, pair (a label and its value), control (a button), layout (no words of its own).
    level: a heading's 1 to 7, a bullet's depth from 0. marker: "-" or "3." for bullets. prefix: a label cut off.
    region: "reviews", "related" or "shop" where the page's own HTML says so.
    """

    kind: str
    lines: tuple[tuple[int, str], ...]
    level: int = 0
    marker: str = ""
    key: str = ""
    prefix: str = ""
    region: str = ""

    @property
    def text(self):
        return " ".join(text for _, text in self.lines if text)

    @property
    def line(self):
        return self.lines[0][0]

    def between(self, start, end):
        """The source lines that `text[start:end]` touches, each with the part of it that lies there."""
        offset = 0
        for number, text in self.lines:
            piece = text[max(start - offset, 0) : max(end - offset, 0)].strip()
            if piece:
                yield number, piece
            offset += len(text) + 1 if text else 0


@dataclass(frozen=True, slots=True)
class Placed:
    line: int
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    line: int
    text: str
    reason: str


@dataclass
class Placement:
    """The outcome of reading one page.

    content: partial product content in the shape of a snapshot; only what the page says, nouns as {"name": …}.
    placed, left_out, unplaced: every line that is not blank, in exactly one of the three (an entry for each part).
    counts: how many of each list were found, and how many entries each of the three holds.
    """

    content: dict = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    counts: dict = field(default_factory=dict)

    def put(self, block, place):
        for number, text in _whole(block):
            self.placed.append(Placed(number, text, place))

    def put_piece(self, block, span, place):
        """Note where the part `span` (start, end) of the block's text went."""
        for number, text in block.between(*span):
            self.placed.append(Placed(number, text, place))

    def leave_out(self, block, reason):
        for number, text in _whole(block):
            self.left_out.append(LeftOut(number, text, reason))

    def miss(self, block, reason):
        for number, text in _whole(block):
            self.unplaced.append(Unplaced(number, text, reason))


def _whole(block):
    for index, (number, text) in enumerate(block.lines):
        yield number, (block.prefix + text if index == 0 else text)
