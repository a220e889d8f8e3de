"""The clinical parts of a page: indications, key features, storage, safety notes, sections, restricted programme."""

import re

from django.utils.translation import gettext_lazy as _

from .conditions import condition_in
from .facts import is_handling, storage_facts
from .lists import markdown, paragraph_of, spans_of, split
from .note_list import NoteList
from .notes import programme_in
from .parts import is_lead_in
from .placement import Placed
from .wording import bare, short_title

ANNOUNCES = _("It only announces the list that follows.")
NO_TITLE = _("A paragraph beside the list, with no title to list it under.")
USED_FOR = re.compile(
    r"\b(?:used (?:for|to treat|in)|indicated (?:for|in)|treats?|treatment of|management of|relie(?:f of"
    r"|ves?)|prescribed (?:for|to treat))\b",
    re.IGNORECASE,
)


class Clinical:
    """Reads the parts that say what a medicine is for and how to be safe with it, into the placement's content."""

    def __init__(self, placement):
        self.placement = placement
        self.content = placement.content
        self.notes = NoteList(placement, self._to_section)
        self.sections = []
        self.storage = {"text": [], "handling": []}
        self.storage_sentences = []

    def read_indications(self, part):
        items, loose = split(part.blocks)
        announced = self._announcements(part)
        for block in loose:
            if block in announced:
                self.placement.leave_out(block, ANNOUNCES)
            elif USED_FOR.search(block.text) or (not items and condition_in(block.text)):
                self._add_indication(*self._named_use(block), [block])
            else:
                self.placement.miss(block, NO_TITLE)
        for item in items:
            title, text = (item.title, item.text) if item.title else short_title(item.text)
            self._add_indication(title, text, item.blocks)

    def read_key_features(self, part):
        items, loose = split(part.blocks)
        announced = self._announcements(part)
        for item in items:
            title, text = (item.title, item.text) if item.title else short_title(item.text)
            self._add("key_features", {"title": title, "text": text}, item.blocks)
        for block in loose:
            if block in announced:
                self.placement.leave_out(block, ANNOUNCES)
            elif items:
                self.placement.miss(block, NO_TITLE)
            else:
                title, text = short_title(block.text)
                self._add("key_features", {"title": title, "text": text}, [block])

    def read_storage(self, part):
        for block in part.blocks:
            if block.kind == "paragraph":
                self._read_storage_sentences(block, always_handling=part.place == "storage.handling")
            else:
                key = "handling" if part.place == "storage.handling" or is_handling(block.text) else "text"
                self.storage[key].append(block)
                self.storage_sentences.append((block.line, block.text))
                self.placement.put(block, f"storage.{key}")

    def read_safety_notes(self, part):
        self.notes.read(part)

    def read_section(self, kind, part):
        title = bare(part.heading.text).rstrip(":") if part.heading else ""
        if not part.blocks:
            return
        self.sections.append({"kind": kind, "title": title, "text": markdown(part.blocks)})
        for block in part.blocks:
            self.placement.put(block, f"sections.{kind}")

    def read_programme(self, part):
        if not part.blocks:
            return
        text = markdown(part.blocks)
        heading = part.heading.text if part.heading else ""
        self._programme(programme_in(heading) or programme_in(text))["requirements"] = text
        for block in part.blocks:
            self.placement.put(block, "programme.requirements")

    def settle(self):
        """Write what needed the whole page: storage, notes, sections and the programme's name."""
        self._settle_storage()
        notes = self.notes.content()
        if notes:
            self.content["safety_notes"] = notes
        if self.sections:
            self.content["sections"] = [self._titled(section) for section in self.sections]
        if self.notes.programme and not self.content.get("programme", {}).get("name"):
            self._programme("")["name"] = self.notes.programme

    @staticmethod
    def _announcements(part):
        following = zip(part.blocks, part.blocks[1:], strict=False)
        return {block for block, after in following if is_lead_in(block, after)}

    def _named_use(self, block):
        condition = condition_in(block.text)
        return (condition["name"], block.text) if condition else short_title(block.text)

    def _add_indication(self, title, text, blocks):
        self._add("indications", {"title": title, "text": text, "condition": condition_in(title)}, blocks)

    def _add(self, key, entry, blocks):
        entries = self.content.setdefault(key, [])
        entries.append(entry)
        for block in blocks:
            self.placement.put(block, f"{key}.{len(entries)}")

    def _read_storage_sentences(self, block, *, always_handling):
        kept = {"text": [], "handling": []}
        for start, end in spans_of(block):
            sentence = block.text[start:end]
            key = "handling" if always_handling or is_handling(sentence) else "text"
            kept[key].append((start, end))
            self.storage_sentences.append((next(block.between(start, end))[0], sentence.strip()))
            self.placement.put_piece(block, (start, end), f"storage.{key}")
        for key, spans in kept.items():
            self.storage[key] += [paragraph_of(block, spans)] if spans else []

    def _settle_storage(self):
        if not self.storage_sentences:
            return
        texts = {key: _joined(pieces) for key, pieces in self.storage.items()}
        facts = storage_facts([sentence for _line, sentence in self.storage_sentences])
        self.content["storage"] = texts | facts
        for fact in filter(facts.get, facts):
            self.placement.placed.append(self._source_of(fact, facts))

    def _source_of(self, fact, facts):
        """The sentence that a storage fact was read from."""
        states = (found for found in self.storage_sentences if storage_facts([found[1]])[fact] == facts[fact])
        return Placed(*next(states), f"storage.{fact}")

    def _to_section(self, kind, block, spans):
        """Take what a safety note says that belongs in a section, all of a block or only some of its sentences."""
        text = markdown([block]) if spans is None else paragraph_of(block, spans)
        section = next((section for section in self.sections if section["kind"] == kind), None)
        if section:
            section["text"] += f"\n\n{text}"
        else:
            self.sections.append({"kind": kind, "title": "", "text": text})
        if spans is None:
            self.placement.put(block, f"sections.{kind}")
        else:
            self.placement.put_piece(block, (spans[0][0], spans[-1][1]), f"sections.{kind}")

    def _titled(self, section):
        """A section's own title is only needed beside another of its kind."""
        alone = sum(1 for other in self.sections if other["kind"] == section["kind"]) == 1
        return section | {"title": "" if alone else section["title"]}

    def _programme(self, name):
        empty = {"name": name, "url": "", "telephone": "", "requirements": ""}
        return self.content.setdefault("programme", empty)


def _joined(pieces):
    """Paragraphs (texts) and list blocks, in order, as one Markdown text."""
    runs, text = [], []
    for piece in pieces:
        if isinstance(piece, str):
            text += [markdown(runs)] if runs else []
            text.append(piece)
            runs = []
        else:
            runs.append(piece)
    return "\n\n".join([*text, *([markdown(runs)] if runs else [])])
