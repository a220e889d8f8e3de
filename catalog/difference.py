"""What differs between two contents, part by part in page order, word by word.

`compare` feeds the admin (submitting, signing, conflicts) and the public history of a listing.
"""

import difflib
import re
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.spelling import Entry, spell

STEPS = 90_000  # words times words: beyond it, comparing one text with another takes too long
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
            differences.append(PartDifference(part.label, [untitled(one, part.label) for one in changes]))
    return differences


def summary(parts: list[PartDifference]) -> str:
    """One short sentence: which parts changed."""
    if not parts:
        return _("Nothing changed.")
    return _("Changed: %(parts)s.") % {"parts": " · ".join(part.label for part in parts)}


def untitled(change: Change, part: str) -> Change:
    """A part that is one text would say its name twice, one below the other."""
    return replace(change, label="") if change.label == capfirst(part) else change


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
        label = _("Added: %(row)s") % {"row": new.label} if new.is_row else new.label
        return Change(capfirst(label), word_changes("", new.text))
    if old.is_row and old.label != new.label:
        return Change(capfirst(new.label), word_changes(f"{old.label}\n{old.text}", f"{new.label}\n{new.text}"))
    return Change(capfirst(new.label), word_changes(old.text, new.text))


def removed(old: Entry) -> Change:
    label = _("Removed: %(row)s") % {"row": old.label} if old.is_row else old.label
    return Change(capfirst(label), word_changes(old.text, ""))


def order_changes(old: list[Entry], new: list[Entry]) -> list[Change]:
    """One line where rows that both have stand in another order."""
    pairs = matched(old, new)
    now = [entry for entry in new if entry in pairs]
    then = sorted(now, key=lambda entry: old.index(pairs[entry]))
    if then == now:
        return []
    spelled = [" · ".join(entry.label for entry in rows) for rows in (then, now)]
    # Translators: the order of rows on the page, and of medicines in a list
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
    """(op, start, end, new_start, new_end) as difflib gives them; what both ends have in common is set aside first."""
    head = alike(before, after)
    tail = alike(before[head:][::-1], after[head:][::-1])
    end, new_end = len(before) - tail, len(after) - tail
    codes = [("equal", 0, head, 0, head)] if head else []
    for op, a, b, c, d in stretches(before[head:end], after[head:new_end]):
        codes.append((op, head + a, head + b, head + c, head + d))
    return codes + ([("equal", end, len(before), new_end, len(after))] if tail else [])


def alike(old, new) -> int:
    """How many words from the start on are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def stretches(before, after):
    """Word by word; a long text by sentences first, and then by words in the sentences that changed."""
    if len(before) * len(after) <= STEPS:
        return matching(before, after)
    old, new = sentences(before), sentences(after)
    if len(old) * len(new) > STEPS:
        return [("replace", 0, len(before), 0, len(after))]
    return [code for op, *places in matching(old, new) for code in inner(op, before, after, *spans(old, new, places))]


def matching(old, new):
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def sentences(tokens: list[str]) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token[-1] in ".!?\n":
            found.append([])
    return [tuple(sentence) for sentence in found if sentence]


def spans(old, new, places) -> tuple[int, int, int, int]:
    """Places counted in sentences, counted in words."""
    start, end, new_start, new_end = places
    ends = [sum(map(len, side[:place])) for side, place in ((old, start), (old, end), (new, new_start), (new, new_end))]
    return ends[0], ends[1], ends[2], ends[3]


def inner(op, before, after, start, end, new_start, new_end):
    """The words of a stretch of sentences: compared where they were replaced and are few enough."""
    if op != "replace" or (end - start) * (new_end - new_start) > STEPS:
        return [(op, start, end, new_start, new_end)]
    return [
        (code, start + a, start + b, new_start + c, new_start + d)
        for code, a, b, c, d in matching(before[start:end], after[new_start:new_end])
    ]


def shortened(run: Word, *, first: bool, last: bool) -> Word:
    pieces = run.text.split(" ")
    if run.op != "equal" or len(pieces) <= 2 * CONTEXT + 10:
        return run
    head = [] if first else pieces[:CONTEXT]
    tail = [] if last else pieces[-CONTEXT:]
    return Word("equal", " ".join([*head, "[…]", *tail]))
