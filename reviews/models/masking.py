"""Masking: the one way in which a moderator alters a text."""

from django.utils import translation
from django.utils.translation import gettext as _

from catalog.refusals import Refused
from reviews.models.text import ReviewText

MOST_SPANS = 50
LONGEST_TITLE = ReviewText._meta.get_field("title").max_length or 0


def masked(text: ReviewText, spans: list[tuple[str, int, int]]) -> dict[str, str]:
    """{"title", "text"} with every (field, start, end) replaced by "[removed]" in the author's language.

    Raises Refused for no span, too many, or one that is not within the text.
    """
    words = {"title": text.title, "text": text.text}
    if not spans or len(spans) > MOST_SPANS:
        raise Refused(_("Choose what to mask: one place at least, and no more than fifty."))
    if any(field not in words or not 0 <= start < end <= len(words[field]) for field, start, end in spans):
        raise Refused(_("What you chose to mask does not stand in this text."))
    with translation.override(text.language):
        sign = _("[removed]")
    for field, places in by_field(spans).items():
        for start, end in reversed(joined(places)):
            words[field] = words[field][:start] + sign + words[field][end:]
    if len(words["title"]) > LONGEST_TITLE:
        words["title"] = sign
    return words


def by_field(spans) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for field, start, end in spans:
        found.setdefault(field, []).append((start, end))
    return found


def joined(places) -> list[tuple[int, int]]:
    """Places in order, those that touch or overlap made one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
