"""A page as a list of blocks: headings, paragraphs, bullets and pairs, each with its line numbers."""

import re

from django.utils.translation import gettext_lazy as _

from . import html_outline, text_outline
from .headings import place_of
from .names import form_of, strengths
from .placement import Block
from .sources import PageError
from .wording import bare, fold, is_sentence

HTML_START = re.compile(
    r"\s*<(?:!doctype|!--|html|head|body|div|section|article|main|h[1-6]|p|ul|ol|table|dl|span)\b", re.IGNORECASE
)
HTML_END = re.compile(r"</(?:p|div|li|h[1-6]|ul|ol|table|tr|td|section|article|body)\s*>", re.IGNORECASE)
BREADCRUMB = re.compile(r"home\s?[/>»›|]", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{3}")
FIRST = 12
MOST_LINES = 20_000


def outline(text):
    """(blocks, block of the product's name or None) of a page's text, whichever of text, Markdown and HTML it is."""
    if HTML_START.match(text) or len(HTML_END.findall(text)) > 2:
        blocks = _not_too_many(html_outline.blocks(text))
        name = product_name(blocks)
        return [_known_heading(block, name) for block in blocks], name
    blocks = text_outline.blocks(_not_too_many(text.split("\n")))
    name = product_name(blocks)
    blocks = [_known_heading(block, name) for block in blocks]
    return text_outline.joined(text_outline.with_guessed_headings(blocks, name), name), name


def _not_too_many(lines):
    if len(lines) > MOST_LINES:
        raise PageError(_("The page has more lines than any product page."))
    return lines


def product_name(blocks):
    """The block that holds the product's name: a top heading, else what reads like a name near the top, else the
    first heading or line."""
    shown = [block for block in blocks if not block.region and block.kind in ("heading", "paragraph")]
    top = [block for block in shown if block.kind == "heading" and block.level == 1 and _may_be_name(block)]
    near = [block for block in shown[:FIRST] if _may_be_name(block)]
    named = [block for block in near if form_of(block.text)[0] and strengths(block.text)]
    headings = [block for block in near if block.kind == "heading"]
    return next(iter([*_likely(top), *top, *named, *headings, *near]), None)


def _likely(blocks):
    return [block for block in blocks if form_of(block.text)[0] or strengths(block.text)]


def _may_be_name(block):
    text = bare(block.text)
    too_much = len(text) > 150 or not WORD.search(text) or is_sentence(text) or text.endswith((":", "?", ","))
    return not (too_much or place_of(text) or BREADCRUMB.match(text) or ": " in text)


def _known_heading(block, name):
    """A paragraph or button that consists of a known heading is that heading."""
    if block.kind not in ("paragraph", "control") or block.text.rstrip("*").endswith((".", ",", ";")) or block is name:
        return block
    if name and fold(block.text) == fold(name.text):
        return block
    if not place_of(block.text, bare(name.text) if name else ""):
        return block
    return Block("heading", block.lines, level=6, region=block.region)
