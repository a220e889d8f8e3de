"""How the text speaks: no promise, no superlative. See the rules on advertising in docs/domain.md."""

import re

from django.utils.translation import gettext_lazy as _

from catalog.listing_checks.registry import check
from catalog.listing_checks.whole import texts
from pharmacy import markets

PROMISES = re.compile(
    r"\b(ultimate|miracle|miraculous|breakthrough|wonder drug|guaranteed?s?|cures?|cured|100 ?% (?:safe|effective)"
    r"|no side[- ]effects?|without side[- ]effects|free of side[- ]effects|risk[- ]free|completely safe"
    r"|best[- ]in[- ]class"
    r"|the best|the safest|the most (?:powerful|effective|potent|advanced)|highly potent|unbeatable|revolutionary"
    r"|lifeline|life[- ]changing|amazing|perfect|magic)\b",
    re.I,
)
# "There is no cure" is a fact, not a promise.
DENIALS = re.compile(r"\b(?:no|not|cannot|can't|does not|do not|never|isn't|without)\b[^.!?]{0,20}$", re.I)


@check(
    "texts",
    error=_("“%(detail)s” is a promise or a superlative. In the text of a medicine on prescription it has to go."),
)
def promise_in_prescription_text(content):
    return promises(content) if markets.is_prescription(content["legal_status"]) else []


@check("texts", warning=_("“%(detail)s” reads like a promise or a superlative. Is it what the label says?"))
def promise_in_other_text(content):
    return [] if markets.is_prescription(content["legal_status"]) else promises(content)


def promises(content) -> list[str]:
    """The promising words in all texts of a content, lower case, each once."""
    found = []
    for _part, text in texts(content):
        found += [match[0].lower() for match in PROMISES.finditer(text) if not is_denied(text, match)]
    return list(dict.fromkeys(found))


def is_denied(text, match):
    if not match[0].lower().startswith("cure"):
        return False
    return bool(DENIALS.search(text[max(0, match.start() - 40) : match.start()]))
