"""Plain text and Markdown as blocks, line by line."""

import re
from dataclasses import replace

from .headings import place_of
from .placement import Block
from .wording import INVISIBLE, bare, tidy

ATX = re.compile(r"(#{1,6})\s+(.*)$")
UNDERLINE = re.compile(r"(=+|-+)$")
BOLD_LINE = re.compile(r"(\*\*|__)(?P<text>[^*_]{2,120})(\*\*|__):?$")
BULLET = re.compile(r"(?P<mark>[-*+–—·‣◦o➤►✦]|\(?\d{1,3}[.)])\s+(?P<text>\S.*)$|(?P<dot>[•●▪■○✓✔])\s*(?P<rest>\S.*)$")
TABLE_ROW = re.compile(r"\|(.*)\|$")
REFERENCE = re.compile(r"\[[^\[\]]+\]:\s*\S+$")
LETTERS = re.compile(r"[^\W_]")
SMALL_WORDS = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
    "your",
    "is",
    "if",
    "it",
}
WRAPPED_FROM = 60
LONGEST_RUN = 200


def blocks(lines):
    """One block for each of a page's lines that is not blank; a heading with a line drawn under it is one block of
    two lines. None are joined yet."""
    found, fenced, last = [], False, 0
    for number, raw in enumerate(lines, 1):
        if not INVISIBLE.sub("", raw).strip():
            continue
        if found and number == last + 1 and (underlined := _underlined(found[-1], raw.strip())):
            found[-1] = Block("heading", (*underlined.lines, (number, "")), level=underlined.level)
        elif raw.lstrip().startswith("```"):
            fenced = not fenced
            found.append(Block("layout", ((number, raw.strip()),)))
        else:
            found.append(_block(number, raw))
        last = number
    return found


def with_guessed_headings(found, name):
    """Where nothing but known wordings marks headings, short lines in title case before a longer text are taken for
    headings too."""
    if any(block.kind == "heading" and block.level in (1, 2, 3, 4, 5) for block in found):
        return found
    following = [*found[1:], None]
    return [_guessed(block, after, name) for block, after in zip(found, following, strict=True)]


def joined(found, name):
    """The blocks with wrapped lines put back into the paragraph or bullet that they continue, the name apart."""
    runs = []
    for block in found:
        fits = runs and len(runs[-1]) < LONGEST_RUN and name not in (block, runs[-1][0])
        if fits and _continues(runs[-1][0], runs[-1][-1], block):
            runs[-1].append(block)
        else:
            runs.append([block])
    return [run[0] if len(run) == 1 else _merged(run) for run in runs]


def bullet(text, number, depth=0):
    """The block of a line that begins with a bullet or a number, or None."""
    match = BULLET.match(text)
    if not match:
        return None
    mark = match["mark"] or "-"
    marker = mark.strip("()").rstrip(".") + "." if mark.strip("()").rstrip(".").isdigit() else "-"
    return Block("bullet", ((number, match["text"] or match["rest"]),), level=depth, marker=marker)


def bold_heading(text, number):
    """The block of a line that is bold as a whole and no sentence, or None."""
    match = BOLD_LINE.match(text)
    if not match or match["text"].rstrip().endswith((".", "!", ",", ";")):
        return None
    return Block("heading", ((number, bare(match["text"])),), level=7)


def _block(number, raw):
    text = tidy(raw)
    quoted = re.sub(r"^(?:>\s?)+", "", text)
    if not LETTERS.search(text) or REFERENCE.match(text):
        return Block("layout", ((number, raw.strip()),))
    if match := ATX.match(quoted):
        return Block("heading", ((number, bare(match[2].rstrip("# \t"))),), level=len(match[1]))
    pair = _pair(raw, quoted, number)
    return pair or bold_heading(quoted, number) or _numbered_heading(quoted, number) or _line(raw, quoted, number)


def _line(raw, text, number):
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
    return bullet(text, number, depth=indent // 2) or Block("paragraph", ((number, text),))


def _numbered_heading(text, number):
    match = re.match(r"\d{1,2}[.)]\s+(?=\S)", text)
    return Block("heading", ((number, text),), level=6) if match and place_of(text) and len(text) < 100 else None


def _pair(raw, text, number):
    row = TABLE_ROW.match(text)
    cells = [tidy(cell) for cell in (row[1].split("|") if row else raw.strip().split("\t"))]
    cells = [cell for cell in cells if cell]
    if len(cells) == 2 and (row or "\t" in raw):
        return Block("pair", ((number, f"{_label(cells[0])}: {cells[1]}"),), key=_label(cells[0]))
    return Block("paragraph", ((number, " | ".join(cells)),)) if row and cells else None


def _label(cell):
    return bare(cell).rstrip(" :")


def _underlined(before, line):
    if before.kind != "paragraph" or len(line) < 3 or not UNDERLINE.match(line) or len(before.text) > 120:
        return None
    return Block("heading", ((before.line, bare(before.text)),), level=1 if line[0] == "=" else 2)


def _guessed(block, after, name):
    text = block.text
    if block.kind != "paragraph" or block is name or not after or after.kind not in ("paragraph", "bullet"):
        return block
    words = [word for word in text.rstrip(":?").split() if word.lower() not in SMALL_WORDS]
    capitals = sum(1 for word in words if not word[0].islower())
    short = len(text) <= 70 and 0 < len(words) <= 8 and text[-1] not in ".,;!" and ": " not in text
    before_text = len(after.text) > len(text) or after.kind == "bullet"
    if short and before_text and text[0].isalpha() and (capitals == len(words) or text.endswith("?")):
        return Block("heading", block.lines, level=6)
    return block


def _merged(run):
    return replace(run[0], lines=tuple(line for block in run for line in block.lines))


def _continues(first, before, block):
    if block.kind != "paragraph" or first.kind not in ("paragraph", "bullet") or block.line != before.lines[-1][0] + 1:
        return False
    last = before.lines[-1][1]
    if last.endswith((".", "!", "?", ":", ";")):
        return False
    return len(last) >= WRAPPED_FROM or block.text[0].islower()
