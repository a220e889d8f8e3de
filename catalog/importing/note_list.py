"""The safety notes of a product, put together from the parts of a page that warn."""

from dataclasses import dataclass, field

from .headings import place_of
from .lists import markdown, paragraph_of
from .notes import TITLES, groups, programme_in, severity_of, topic_of
from .wording import bare, title_and_text

SEVERITIES = ("information", "precaution", "warning", "boxed")
ELSEWHERE = {"sections.side_effects", "sections.contraindications", "sections.missed_dose"}


@dataclass
class Note:
    """A note in the making. title: "" where it is to be named after its topic."""

    topic: str
    title: str = ""
    least: str = "precaution"
    texts: list = field(default_factory=list)

    def content(self):
        text = "\n\n".join(self.texts)
        return {
            "severity": severity_of(f"{self.title} {text}", self.topic, least=self.least),
            "topic": self.topic,
            "title": self.title or self._named(text),
            "text": text,
        }

    def _named(self, text):
        if self.topic == "pregnancy" and programme_in(text):
            return f"{TITLES['pregnancy']} and {TITLES['restricted_programme'].lower()}"
        return TITLES[self.topic]


class NoteList:
    """Takes parts of a page; what turns out to belong in a section is handed to `to_section(kind, block, spans)`."""

    def __init__(self, placement, to_section):
        self.placement = placement
        self.to_section = to_section
        self.notes = []
        self.programme = ""

    def content(self):
        return [note.content() for note in self.notes]

    def read(self, part):
        """Make notes of a part; the part's place may force a topic ("safety_notes.alcohol") or the severity
        ("safety_notes.boxed")."""
        forced = part.place.partition(".")[2]
        least = "boxed" if forced == "boxed" else "precaution"
        if forced in TITLES:
            self._add(Note(forced, TITLES[forced], least), part.blocks, markdown(part.blocks))
            return
        for run in _runs(part.blocks):
            self._read_run(run, least)

    def _read_run(self, run, least):
        first, *rest = run
        title, text = (bare(first.text).rstrip(":"), "") if first.kind == "heading" else _titled(first)
        if not title and not rest:
            self._read_sentences(first, least)
        elif not title:
            self._merge(topic_of(bare(markdown(run))), markdown(run), least)
            self._report(run, self.notes[-1].topic)
        elif place_of(title) in ELSEWHERE:
            for block in run:
                self.to_section(place_of(title).partition(".")[2], block, None)
        else:
            body = "\n\n".join(filter(None, (text, markdown(rest))))
            topic = topic_of(title) if topic_of(title) != "other" else topic_of(body)
            self._add(Note(topic, title, least), run, body or title)

    def _read_sentences(self, block, least):
        for group in groups(block.text):
            if group.topic == "side_effects":
                self.to_section("side_effects", block, group.spans)
                continue
            topic = group.topic or "other"
            self._merge(topic, paragraph_of(block, group.spans), least)
            self.placement.put_piece(block, (group.spans[0][0], group.spans[-1][1]), f"safety_notes.{topic}")
            for span in group.spans:
                self._read_programme(block, span)

    def _merge(self, topic, text, least):
        """Add to the untitled note of the topic where there is one."""
        note = next((note for note in self.notes if note.topic == topic and not note.title), None)
        if not note:
            note = Note(topic)
            self.notes.append(note)
        note.least = max(note.least, least, key=SEVERITIES.index)
        note.texts.append(text)

    def _add(self, note, blocks, text):
        note.texts.append(text)
        self.notes.append(note)
        self._report(blocks, note.topic)

    def _report(self, blocks, topic):
        for block in blocks:
            self.placement.put(block, f"safety_notes.{topic}")
            self._read_programme(block, (0, len(block.text)))

    def _read_programme(self, block, span):
        """The first restricted programme that the notes name is the product's."""
        name = "" if self.programme else programme_in(block.text[slice(*span)])
        if name:
            self.programme = name
            self.placement.put_piece(block, span, "programme.name")


def _runs(blocks):
    """Blocks that belong together: a subheading with what follows, a line that announces a list with its list, else
    each alone."""
    runs = []
    for block in blocks:
        if runs and block.kind != "heading" and _is_open(runs[-1], block):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _is_open(run, block):
    if run[0].kind == "heading":
        return True
    announced = run[0].kind == "paragraph" and run[0].text.rstrip("*").endswith(":")
    return block.kind == "bullet" and (announced or block.level > run[0].level)


def _titled(block):
    if block.key:
        return bare(block.key), block.text[len(block.key) + 2 :]
    title, text = title_and_text(block.text)
    listed = block.kind == "bullet" or block.text.startswith("**")
    is_title = listed or (len(title.split()) <= 5 and topic_of(title) != "other")
    return (title, text) if text and is_title else ("", block.text)
