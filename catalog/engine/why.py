"""Why a medicine is among the results: what of it was found, and a piece of its text with the words marked."""

import re
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.engine.words import IDLE, SPECIAL, code_key, stems

SHORTEST_STEM = 4
AROUND = 80  # characters before the first marked word
LENGTH = 220  # of a snippet
MOST_WORDS = 40
LOOKED_THROUGH = 15_000  # characters of a listing: a label may have four times as many
ENOUGH = 3  # different words in a line
# Letter for letter, so that a place in the folded text is the same place in the text itself.
ACCENTS = str.maketrans(
    "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy"
) | {ord(key): value for key, value in SPECIAL.items() if len(value) == 1}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    label: str
    snippet: SafeString


class Why:
    """Reasons for the results of one question. `of(listing)` reads the listing's own columns and asks no database."""

    def __init__(self, question, how: str):
        self.question, self.how = question, how

    def of(self, listing) -> Reason | None:
        """None where the name alone says it all. The listing has its `texts` loaded."""
        if not self.how:
            return None
        if self.how == "code" and code_key(self.question.text) == listing.atc_code:
            return None
        if self.how == "code":
            return Reason(_("This code stands on a pack of it"), SafeString())
        label = self.label(listing)
        seen = self.found_in(f"{listing.name} {label} {listing.substance_names}")
        snippet = SafeString() if self.is_told_by(seen) else self.snippet(listing.texts, seen)
        return Reason(label, snippet) if label or snippet else None

    def is_told_by(self, seen: set[str]) -> bool:
        """Whether what is seen of a medicine holds every word that was typed; strengths stand beside the name."""
        clauses = [clause for clause in self.question.clauses if not clause.idle and clause.words[0][:1].isalpha()]
        return all(any(word.startswith(one) for word in clause.words for one in seen) for clause in clauses)

    def label(self, listing) -> str:
        if self.found_in(listing.name):
            return ""
        if listing.brand_name and self.found_in(listing.brand_name):
            return _("Brand name: %(name)s") % {"name": listing.brand_name}
        if self.found_in(listing.substance_names):
            return _("Substance: %(name)s") % {"name": listing.substance_names}
        return ""

    def snippet(self, texts: str, seen: set[str]) -> SafeString:
        """The line that holds most of what the names do not tell, cut around the first of it; or nothing."""
        most, best = 0, ""
        for line in texts[:LOOKED_THROUGH].split("\n") if self.pattern else ():
            number = len(self.found_in(line) - seen)
            if number > most:
                most, best = number, line
            if most >= ENOUGH:
                break
        return self.marked(self.cut(best)) if most else SafeString()

    def cut(self, line: str) -> str:
        """A piece of a long line around its first marked word, at spaces."""
        if len(line) <= LENGTH or self.pattern is None:
            return line
        first = self.pattern.search(level(line))
        start = max((first.start() if first else 0) - AROUND, 0)
        start = line.find(" ", start) + 1 if start else 0
        end = line.rfind(" ", start, start + LENGTH) if start + LENGTH < len(line) else len(line)
        piece = line[start : end if end > start else start + LENGTH]
        return f"{'… ' if start else ''}{piece}{'' if start + len(piece) >= len(line) else ' …'}"

    def marked(self, text: str) -> SafeString:
        """The text with what was looked for in <mark>, everything escaped."""
        if self.pattern is None:
            return conditional_escape(text)
        pieces, place = [], 0
        for found in self.pattern.finditer(level(text)):
            pieces += [(text[place : found.start()], text[found.start() : found.end()])]
            place = found.end()
        return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[place:])

    def found_in(self, text: str) -> set[str]:
        """Which of the beginnings stand in a text."""
        if self.pattern is None:
            return set()
        return {self.beginning_of(found[0]) for found in self.pattern.finditer(level(text))}

    def beginning_of(self, word: str) -> str:
        return next((one for one in self.beginnings if word.startswith(one)), word)

    @cached_property
    def beginnings(self) -> list[str]:
        """What marked words begin with: stems, longest first; short words are taken whole."""
        self.question.clauses  # noqa: B018  # only then it is known what was looked for
        words = [word for word in sorted(self.question.matcher.searched_as)[:MOST_WORDS] if word and word not in IDLE]
        found = {stems([word], "en")[0] if len(word) > SHORTEST_STEM and word.isalpha() else word for word in words}
        return sorted(found, key=len, reverse=True)

    @cached_property
    def pattern(self) -> re.Pattern | None:
        if not self.beginnings:
            return None
        ways = [re.escape(one) + (r"\w*" if len(one) >= SHORTEST_STEM else r"\b") for one in self.beginnings]
        return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})")


def level(text: str) -> str:
    """Lower case without accents, as long as the text; as it is where that cannot be."""
    lowered = text.lower()
    if text.isascii():
        return lowered
    return (lowered if len(lowered) == len(text) else text).translate(ACCENTS)
