"""What differs between two contents, part by part in page order, word by word.

`compare` feeds the admin (submitting, signing, conflicts) and the public history of a listing.
"""

import difflib
import re
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.spelling import Entry, spell

WHOLE = 4_000_000  # words times words: beyond it, comparing word by word takes seconds
CONTEXT = 25  # words that stay on each side of a change


@dataclass(frozen=True)
class Word:
    """`op` is "equal", "insert" or "delete"; `text` one or more words."""

    op: str
    text: str


@dataclass(frozen=True)
class Change:
    label: str
    words: list[Word]


@dataclass(frozen=True)
class PartDifference:
    label: str
    changes: list[Change]


def compare(old: dict | None, new: dict) -> list[PartDifference]:
    """The parts of `new` that differ from `old`; None stands for nothing at all."""
    before = {part.key: part for part in spell(old)} if old else {}
    differences = []
    for part in spell(new):
        earlier = before[part.key].entries if part.key in before else []
        changes = entry_changes(earlier, part.entries)
        if part.is_list:
            changes += order_changes(earlier, part.entries)
        if changes:
            differences.append(PartDifference(part.label, changes))
    return differences


def summary(parts: list[PartDifference]) -> str:
    """One short sentence: which parts changed."""
    if not parts:
        return _("Nothing changed.")
    return _("Changed: %(parts)s.") % {"parts": ", ".join(part.label for part in parts)}


def entry_changes(old: list[Entry], new: list[Entry]) -> list[Change]:
    pairs = matched(old, new)
    changes = [change(pairs.get(entry), entry) for entry in new if entry != pairs.get(entry)]
    kept = set(pairs.values())
    return changes + [removed(entry) for entry in old if entry not in kept]


def matched(old: list[Entry], new: list[Entry]) -> dict[Entry, Entry]:
    """New entry → the old one that it was: by key, else by a text that stayed as it was."""
    by_key = {entry.key: entry for entry in old}
    pairs = {entry: by_key[entry.key] for entry in new if entry.key in by_key}
    taken = set(pairs.values())
    free = {entry.text: entry for entry in old if entry.is_row and entry not in taken}
    for entry in new:
        if entry not in pairs and entry.is_row and entry.text in free:
            pairs[entry] = free.pop(entry.text)
    return pairs


def change(old: Entry | None, new: Entry) -> Change:
    if old is None:
        label = _("%(row)s (added)") % {"row": new.label} if new.is_row else new.label
        return Change(capfirst(label), word_changes("", new.text))
    if old.is_row and old.label != new.label:
        return Change(capfirst(new.label), word_changes(f"{old.label}\n{old.text}", f"{new.label}\n{new.text}"))
    return Change(capfirst(new.label), word_changes(old.text, new.text))


def removed(old: Entry) -> Change:
    label = _("%(row)s (removed)") % {"row": old.label} if old.is_row else old.label
    return Change(capfirst(label), word_changes(old.text, ""))


def order_changes(old: list[Entry], new: list[Entry]) -> list[Change]:
    """One line where rows that both have stand in another order."""
    pairs = matched(old, new)
    now = [entry for entry in new if entry in pairs]
    then = sorted(now, key=lambda entry: old.index(pairs[entry]))
    if then == now:
        return []
    spelled = [" · ".join(entry.label for entry in rows) for rows in (then, now)]
    return [Change(_("Order"), word_changes(*spelled))]


def word_changes(old: str, new: str) -> list[Word]:
    """Runs of words that stayed, came or went; long runs that stayed are shortened to their ends."""
    before, after = words(old), words(new)
    runs: list[Word] = []
    for op, start, end, new_start, new_end in opcodes(before, after):
        if op == "equal":
            runs.append(Word("equal", " ".join(before[start:end])))
            continue
        if end > start:
            runs.append(Word("delete", " ".join(before[start:end])))
        if new_end > new_start:
            runs.append(Word("insert", " ".join(after[new_start:new_end])))
    last = len(runs) - 1
    return [shortened(run, first=place == 0, last=place == last) for place, run in enumerate(runs)]


def words(text: str) -> list[str]:
    """Words, and the breaks between lines, which are shown too."""
    return re.findall(r"[^\s]+|\n+", text)


def opcodes(before: list[str], after: list[str]):
    if len(before) * len(after) > WHOLE:
        return [("replace", 0, len(before), 0, len(after))]
    return difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def shortened(run: Word, *, first: bool, last: bool) -> Word:
    pieces = run.text.split(" ")
    if run.op != "equal" or len(pieces) <= 2 * CONTEXT + 10:
        return run
    head = [] if first else pieces[:CONTEXT]
    tail = [] if last else pieces[-CONTEXT:]
    return Word("equal", " ".join([*head, "[…]", *tail]))
