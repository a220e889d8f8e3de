"""Checks that look across all texts of a content."""

import re

from django.utils.translation import gettext_lazy as _

from catalog.listing_checks.registry import check
from catalog.models.fields import HIDDEN

SHORT = 60  # characters; below that two parts may well say the same, such as "Ask your pharmacist."


MARKUP = re.compile(r"</?[a-z][^>]{0,200}>|\b(?:javascript|data|vbscript):", re.I)


def texts(content: dict):
    """(part, Markdown) of everything that a reader reads."""
    for key in ("name", "summary", "description", "excipients"):
        yield key, content[key]
    for group, keys in (
        ("storage", ("text", "handling")),
        ("appearance", ("description",)),
        ("programme", ("requirements",)),
    ):
        for key in keys:
            yield group, content[group][key]
    for part in ("indications", "key_features", "safety_notes", "sections"):
        for row in content[part]:
            yield part, row["title"]
            yield part, row["text"]


@check("texts", error=_("This text stands in two places: “%(detail)s …”. Say it once, where it belongs."))
def text_in_two_places(content):
    seen, twice = set(), []
    for _part, text in texts(content):
        for paragraph in re.split(r"\n\s*\n", text):
            folded = " ".join(paragraph.casefold().split())
            if len(folded) <= SHORT:
                continue
            if folded in seen:
                twice.append(" ".join(paragraph.split())[:SHORT])
            seen.add(folded)
    return twice


@check(
    "texts", error=_("A character that nobody sees stands in “%(detail)s”. It can turn figures round. Type it anew.")
)
def hidden_character(content):
    """Anywhere: in names, brands, imprints and alternative texts, too."""
    return [HIDDEN.sub("", text)[:SHORT] for text in strings(content) if HIDDEN.search(text)]


def strings(value):
    """Every string within a content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


@check("texts", warning=_("“%(detail)s” is no Markdown: the page shows it as it is typed, and it does nothing."))
def markup_in_text(content):
    return [match[0][:SHORT] for _part, text in texts(content) for match in MARKUP.finditer(text)]
