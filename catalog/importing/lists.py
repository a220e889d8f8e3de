"""Titled lists (indications, key features, safety notes) and running text out of the blocks of a part."""

from dataclasses import dataclass, field

from .wording import balanced, bare, sentences, title_and_text


@dataclass
class Item:
    """One entry of a list: its title ("" where the page gives none), its text as Markdown, the blocks it is made of."""

    title: str
    text: str
    blocks: list = field(default_factory=list)


def markdown(blocks):
    """Blocks as Markdown without HTML: paragraphs a blank line apart, lists kept together, headings in bold."""
    pieces, last = [], ""
    for block in blocks:
        close = "\n" if last == "bullet" == block.kind else "\n\n"
        pieces.append((close if pieces else "") + _written(block))
        last = block.kind
    return "".join(pieces)


def paragraph_of(block, spans):
    """The sentences of a block that `spans` names, as one paragraph."""
    return " ".join(filter(None, (balanced(block.text[start:end]) for start, end in spans)))


def spans_of(block):
    return sentences(block.text)


def split(blocks):
    """(items, loose) of a part: bullets, pairs, bold-titled paragraphs and subheadings with what follows; loose is
    all other blocks."""
    items, loose = [], []
    under_heading = False
    for block in blocks:
        if block.kind == "heading":
            items.append(Item(bare(block.text).rstrip(":"), "", [block]))
            under_heading = True
        elif under_heading or (block.kind == "bullet" and block.level and items):
            _add(items[-1], block)
        elif block.kind in ("bullet", "pair") or block.text.startswith("**"):
            items.append(Item(*_title_and_text(block), [block]))
        else:
            loose.append(block)
    return items, loose


def _title_and_text(block):
    if block.key:
        return bare(block.key), block.text[len(block.key) + 2 :]
    return title_and_text(block.text)


def _add(item, block):
    close = (
        "\n"
        if item.blocks[-1].kind == "bullet" == block.kind and item.text.rsplit("\n", 1)[-1].startswith("- ")
        else "\n\n"
    )
    item.text = f"{item.text}{close if item.text else ''}{_written(block, top=True)}"
    item.blocks.append(block)


def _written(block, *, top=False):
    if block.kind == "heading":
        return f"**{bare(block.text)}**"
    if block.kind == "bullet":
        return f"{'' if top else '  ' * min(block.level, 3)}{block.marker} {block.text}"
    return f"- {block.text}" if block.kind == "pair" else block.text
