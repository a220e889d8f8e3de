"""From the parts of a page to a product's partial content, with a note of where every line went."""

from dataclasses import replace

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import attributes
from .clinical import Clinical
from .headings import is_content
from .ingredients import DISAGREES, Ingredients
from .lists import markdown, paragraph_of, spans_of
from .names import facts_of, form_of
from .outline import outline
from .parts import ASIDES, Gatherer, is_prose
from .placement import Placement
from .sources import PageError, text_of
from .wording import bare

SUMMARY_LIMIT = 300
NO_LABEL = _("No place is known for this label.")
PACKS = _("Packs have a page of their own.")
PERSON = _("A person decides this.")
NOT_UNDERSTOOD = _("The value is none that a product can have.")
OTHERWISE = _("The page says something else before.")
NAME_MARKS = str.maketrans("", "", "®™©")


def read_page(source):
    """The Placement of a supplier's page, given as bytes of UTF-8 text, Markdown or HTML.

    Raises PageError, whose text is one sentence, for a page that is empty, binary, not UTF-8, too large, or without a
    known heading.
    """
    blocks, name = outline(text_of(source))
    gathered = Gatherer(name).gather(blocks)
    if not any(_is_known(part) for part in gathered.parts):
        raise PageError(_("The page holds no heading that is known, such as “Uses”, “Storage” or “Side effects”."))
    return Reading(gathered).placement


def _is_known(part):
    return is_content(part.place) and part.place != "intro" and bool(part.heading or part.is_labelled)


class Reading:
    """One page being placed: each part goes to the method of its place, and what needs the whole page is settled at
    the end."""

    def __init__(self, gathered):
        self.placement = Placement()
        self.content = self.placement.content
        self.clinical = Clinical(self.placement)
        self.lead, self.description = [], []
        self.ingredients = Ingredients(self._read_name(gathered))
        self._report_asides(gathered)
        filled = {part.place for part in gathered.parts if part.blocks}
        for part in gathered.parts:
            self._report_heading(part, filled)
            self._read(part)
        self._settle()

    def _read_name(self, gathered):
        if not gathered.name_block:
            return []
        name = " ".join(gathered.name.translate(NAME_MARKS).split())
        facts = facts_of(name)
        found = {"name": name, "brand_name": facts.brand_name, "dosage_form": facts.dosage_form, "route": facts.route}
        self.content.update({key: value for key, value in found.items() if value})
        for place in [*(key for key, value in found.items() if value), *["ingredients"] * bool(facts.ingredients)]:
            self.placement.put(gathered.name_block, place)
        return facts.ingredients

    def _report_asides(self, gathered):
        for block, reason in gathered.asides:
            self.placement.leave_out(block, reason)
        for block in gathered.repeated_names:
            self.placement.put(block, "name")

    def _report_heading(self, part, filled):
        if not part.heading:
            return
        if part.place == "faq":
            self.placement.miss(part.heading, _("Questions and answers have no place of their own."))
        elif part.is_outside:
            self.placement.leave_out(part.heading, ASIDES[part.place])
        elif not part.place:
            self.placement.miss(part.heading, _("This is not a heading that is known."))
        elif part.blocks or part.holds_parts:
            self.placement.put(part.heading, f"{part.place}.heading")
        elif part.place in filled:
            self.placement.leave_out(part.heading, _("A tab; its text stands elsewhere on the page."))
        else:
            self.placement.miss(part.heading, _("Nothing stands below this heading."))

    def _read(self, part):
        place, _dot, kind = part.place.partition(".")
        if not part.place or part.is_outside:
            self._read_outside(part)
        elif place == "sections":
            self.clinical.read_section(kind, part)
        elif place in ("indications", "key_features", "storage", "safety_notes", "programme"):
            getattr(self.clinical, f"read_{place}")(part)
        else:
            getattr(self, f"_read_{place}")(part)

    def _read_outside(self, part):
        below = format_lazy(_("It stands below “{heading}”, which has no place."), heading=part.heading.text)
        for block in part.blocks:
            if part.place in ("", "faq"):
                self.placement.miss(block, below)
            else:
                self.placement.leave_out(block, ASIDES[part.place])

    def _read_intro(self, part):
        for block in part.blocks:
            if is_prose(block):
                self.lead.append(block)
            else:
                self.placement.miss(block, _("It stands before the first heading and is no sentence."))

    def _read_summary(self, part):
        self.lead += part.blocks

    def _read_description(self, part):
        self.description += part.blocks

    def _read_composition(self, part):
        for block in part.blocks:
            if block.text.rstrip("*").endswith(":"):
                self.placement.leave_out(block, _("It only announces what follows."))
            elif not self.ingredients.read_composition(block):
                self.placement.miss(block, _("What it says of the composition was not understood."))

    def _read_excipients(self, part):
        self._add_text("excipients", markdown(part.blocks), part.blocks)

    def _read_appearance(self, part):
        for block in part.blocks:
            before = self._appearance()["description"]
            self._appearance()["description"] = "\n\n".join(filter(None, (before, markdown([block]))))
            self.placement.put(block, "appearance.description")

    def _read_manufacturer(self, part):
        for block in part.blocks:
            self._set("manufacturer", {"name": bare(block.text)} if len(block.text) <= 120 else None, block)

    def _read_attributes(self, part):
        for block in part.blocks:
            place, value = attributes.attribute_of(block) or ("", "")
            if place in ("brand_name", "manufacturer", "dosage_form", "route", "atc_code"):
                self._set(place, _VALUES[place](value), block)
            elif place in ("colour", "shape", "imprint"):
                self._set_appearance(place, value, block)
            elif place in ("strength", "substance"):
                getattr(self.ingredients, f"read_{place}")(block, value)
            elif place == "head":
                self.placement.leave_out(block, ASIDES["layout"])
            else:
                self.placement.miss(block, {"pack": PACKS, "person": PERSON}.get(place, NO_LABEL))

    def _set(self, key, value, block):
        before = self.content.get(key)
        if not value:
            self.placement.miss(block, NOT_UNDERSTOOD)
        elif before and str(before).casefold() != str(value).casefold():
            self.placement.miss(block, OTHERWISE)
        else:
            self.content[key] = before or value
            self.placement.put(block, key)

    def _set_appearance(self, key, value, block):
        value = {"colour": attributes.colour, "shape": attributes.shape}.get(key, str)(value)
        if value and not self._appearance()[key]:
            self._appearance()[key] = value
            self.placement.put(block, f"appearance.{key}")
        else:
            self.placement.miss(block, OTHERWISE if value else NOT_UNDERSTOOD)

    def _appearance(self):
        empty = {"description": "", "colour": "", "second_colour": "", "shape": "", "imprint": ""}
        return self.content.setdefault("appearance", empty)

    def _add_text(self, key, text, blocks):
        if not text:
            return
        self.content[key] = "\n\n".join(filter(None, (self.content.get(key), text)))
        for block in blocks:
            self.placement.put(block, key)

    def _settle(self):
        self._settle_ingredients()
        self._settle_description()
        self.clinical.settle()
        lists = ("ingredients", "indications", "key_features", "safety_notes", "sections")
        entries = ("placed", "left_out", "unplaced")
        self.placement.counts = {key: len(self.content.get(key, ())) for key in lists}
        self.placement.counts |= {key: len(getattr(self.placement, key)) for key in entries}
        for key in entries:
            getattr(self.placement, key).sort(key=lambda entry: entry.line)

    def _settle_ingredients(self):
        chosen, evidence = self.ingredients.settle()
        if chosen:
            self.content["ingredients"] = chosen
        if self.ingredients.excipients:
            self._add_text("excipients", "\n\n".join(self.ingredients.excipients), [])
        for block, reason in evidence:
            if reason:
                self.placement.miss(block, DISAGREES)
            else:
                self.placement.put(block, "ingredients")

    def _settle_description(self):
        """The first sentence or two become the summary; the rest is the description, so that no sentence stands
        twice."""
        blocks = self.lead + self.description
        first = next((block for block in blocks if is_prose(block)), None)
        rest = []
        for block in blocks:
            left = self._summarise(block) if block is first else block
            rest += [left] if left else []
            if block is not first:
                self.placement.put(block, "description")
        if rest:
            self.content["description"] = markdown(rest)

    def _summarise(self, block):
        spans = spans_of(block)
        count = 2 if len(spans) > 1 and spans[1][1] <= SUMMARY_LIMIT else 1
        self.content["summary"] = paragraph_of(block, spans[:count])
        self.placement.put_piece(block, (0, spans[count - 1][1]), "summary")
        if count == len(spans):
            return None
        self.placement.put_piece(block, (spans[count][0], len(block.text)), "description")
        return replace(block, lines=((block.line, paragraph_of(block, spans[count:])),))


_VALUES = {
    "brand_name": str.strip,
    "manufacturer": lambda value: {"name": value},
    "dosage_form": lambda value: form_of(value)[0],
    "route": attributes.route,
    "atc_code": attributes.atc_code,
}
