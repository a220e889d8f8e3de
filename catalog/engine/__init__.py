"""The search index: a copy of what is listed, on each host, that follows the clock.

`reader()` is what this process searches now, None while there is no index. It answers a `Wanted`, and suggests while
somebody types. `catch_up` and `rebuild` write; the follower (follower.py) calls them, a request never does.
"""

from catalog.engine.answering import MOST_BY_RELEVANCE, Answer, Wanted
from catalog.engine.faults import BadPlace, Unavailable
from catalog.engine.keeping import catch_up, rebuild
from catalog.engine.prices import PRICES
from catalog.engine.reading import Reader, reader

__all__ = [
    "MOST_BY_RELEVANCE",
    "PRICES",
    "Answer",
    "BadPlace",
    "Reader",
    "Unavailable",
    "Wanted",
    "catch_up",
    "reader",
    "rebuild",
]
