"""Blocks gathered under the headings that they stand below, and what a shop puts around them set aside."""

import re
from dataclasses import dataclass, field, replace

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .attributes import attribute_of, is_stray
from .headings import OUTSIDE, is_content, place_of
from .placement import Block
from .wording import bare, fold, is_sentence, title_and_text

SHOP_LINE = re.compile(
    r"add(?:ed)? to (?:cart|basket|bag|wish ?list|compare)|buy now|view (?:cart|basket)|checkout|compare"
    r"|wish ?list|quantity|qty|in stock|out of stock|\d+ in stock"
    r"|only \d+ left.*|(?:sku|product code|item code|ean|mpn|categor(?:y|ies)|tags?|share(?: this)?"
    r"|availability|stock|price|regular price|sale price|you save)\s?[:#].*"
    r"|sale!?|choose an option|select options?|clear|read more"
    r"|(?:from )?[£$€₹]\s?\d[\d.,]*(?:\s?[-–—]\s?[£$€₹]\s?\d[\d.,]*)?|free (?:delivery|shipping).*"
    r"|home\s?[/>»›|].*|\(?\d+ (?:customer )?reviews?\)?|rated \d.*|be the first to review.*"
    r"|share(?: on)?(?: (?:facebook|twitter|whatsapp|x))?|skip to content"
    r"|your email address will not be published.*|previous|next|search|menu|login|log in|my account|cart|home|shop",
    re.IGNORECASE,
)
# Places whose text has no form of its own, where "Storage: …" is a section in one line and "Form: tablet" an attribute.
LOOSE = ("intro", "description", "attributes", "")
# Below a heading that warns these labels title a note.
TITLES_OF_NOTES = ("sections.pregnancy", "sections.interactions", "sections.overdose", "safety_notes")
ASIDES = {
    "reviews": _("Reviews are not product content; customers write them here themselves."),
    "related": _("Other products of the shop."),
    "shop": _("A part of the shop around the product."),
    "layout": _("No words, or only a link or a picture."),
    "name": _("The product's name again."),
}
LABEL_LIMIT = 60
LONG = 60


@dataclass
class Part:
    """A place ("" for a heading that is not known, "intro" before the first), its heading if it has one, and what
    stands below."""

    place: str
    heading: Block | None = None
    blocks: list = field(default_factory=list)
    holds_parts: bool = False
    is_labelled: bool = False

    @property
    def is_outside(self):
        return self.place in OUTSIDE


class Gatherer:
    """Reads blocks in order into `parts`, and into `asides`: (block, reason) of what is left out."""

    def __init__(self, name_block):
        self.name_block = name_block
        self.name = bare(name_block.text) if name_block else ""
        self.parts = [Part("intro")]
        self.asides = []
        self.repeated_names = []
        self.open = [(0, self.parts[0])]
        self.seen = {}
        self.in_table = False

    def gather(self, blocks):
        for block in blocks:
            if block is not self.name_block:
                self._take(block)
        return self

    @property
    def current(self):
        return self.open[-1][1]

    def _take(self, block):
        if block.region:
            self.asides.append((block, ASIDES[block.region]))
        elif self.name and fold(block.text) == fold(self.name):
            self.repeated_names.append(block)
        elif block.kind == "layout":
            self.asides.append((block, ASIDES["layout"]))
        elif block.kind == "control" or self._is_shop_line(block):
            self.asides.append((block, ASIDES["shop"]))
        elif block.kind == "heading":
            self._open_heading(block)
        elif not self._is_repeat(block):
            self._append(block)

    def _is_shop_line(self, block):
        text = bare(block.text)
        return len(text) < 200 and not self.current.is_outside and bool(SHOP_LINE.fullmatch(text.rstrip(" .")))

    def _is_repeat(self, block):
        if len(block.text) < LONG or not (is_content(self.current.place)):
            return False
        words = fold(block.text)
        if words in self.seen:
            self.asides.append((block, format_lazy(_("The same text stands at line {line}."), line=self.seen[words])))
            return True
        self.seen[words] = block.line
        return False

    def _open_heading(self, block):
        place = place_of(block.text, self.name)
        is_question = self.current.place == "faq" and block.text.endswith("?")
        if is_question or (not place and self.current.place == "related"):
            self.current.blocks.append(block)
            return
        while len(self.open) > 1 and (self.open[-1][0] >= block.level or (place and self.open[-1][0] > 6)):
            self.open.pop()
        inside = self.current.place if len(self.open) > 1 else ""
        if (inside and not place) or (inside in OUTSIDE and block.level > self.open[-1][0]):
            self.current.blocks.append(block)
        else:
            self._start(Part(place, block), block.level)

    def _start(self, part, level):
        if self.open[-1][0] >= level:
            self.open.pop()
        self.current.holds_parts = True
        self.open.append((level, part))
        self.parts.append(part)

    def _append(self, block):
        if self.current.is_outside:
            self.current.blocks.append(block)
            return
        part = self._attribute(block) or self._labelled(block)
        self.in_table = block.kind == "pair" and (self.in_table or bool(part and part.place == "attributes"))
        if not part and self.in_table:
            part = Part("attributes", None, [block])
        if not part:
            self.current.blocks.append(block)
            return
        stays = block.kind == "paragraph" and part.place != "attributes" and self._label_stays(part)
        self.current.holds_parts = True
        self.parts.append(part)
        if stays:
            self._reopen(part)

    def _attribute(self, block):
        loose = block.kind == "pair" or self.current.place in LOOSE
        return Part("attributes", None, [block]) if is_stray(block) or (loose and attribute_of(block)) else None

    def _label_stays(self, part):
        """Whether a label opens its place for what follows; a remark ("Note: …") is over with its line."""
        return not part.place.startswith("safety_notes") and (self.current.is_labelled or self.current.place in LOOSE)

    def _reopen(self, part):
        while len(self.open) > 1 and self.open[-1][0] >= 7:
            self.open.pop()
        self.open.append((7, part))

    def _labelled(self, block):
        """The part that a line like "Storage: keep below 25 °C" is, or None."""
        if block.kind == "bullet" and self.current.place not in LOOSE:
            return None
        label, rest = (block.key, block.text[len(block.key) + 2 :]) if block.key else title_and_text(block.text)
        place = place_of(label, self.name) if label and len(label) <= LABEL_LIMIT else ""
        if not rest or not place or place in ("attributes", "shop") or (place == self.current.place and not block.key):
            return None
        if self.current.place.startswith("safety_notes") and place.startswith(TITLES_OF_NOTES):
            return None
        return Part(place, None, [_without_label(block, rest)], is_labelled=True)


def is_lead_in(block, following):
    """Whether a paragraph only announces the list that follows it."""
    restricts = re.search(
        r"\b(?:only|unless|except|not|adults?|children|under|over|above|patients who|aged)\b", block.text, re.IGNORECASE
    )
    announces = (
        block.text.rstrip("*").endswith(":")
        and following is not None
        and following.kind in ("bullet", "pair", "heading")
    )
    return announces and len(block.text) <= 200 and not restricts


def is_prose(block):
    return block.kind == "paragraph" and (is_sentence(bare(block.text)) or len(block.text.split()) > 6)


def _without_label(block, rest):
    """The block without its label, which stays in the report as the prefix."""
    (number, first), *others = block.lines
    cut = len(block.text) - len(rest)
    return replace(
        block, kind="paragraph", key="", marker="", prefix=first[:cut], lines=((number, first[cut:]), *others)
    )
