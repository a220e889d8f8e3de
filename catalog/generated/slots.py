"""A text with places to fill: built once by the code that makes real rows, then filled for each product.

A mark stands for what is filled in: characters that neither Markdown nor HTML, JSON nor COPY reads as a sign, so that
it comes through rendering and sanitising as it went in. What takes its place must be as inert (see names.inert). A mark
that was folded to lower case on its way asks for the folded value.
"""

import re
from operator import itemgetter

PLACE = re.compile('"?\ue002(\\w+)\ue003"?|\ue000(\\w+)\ue001')


def mark(name: str) -> str:
    """Where the text `name` (in capitals) comes."""
    return f"\ue000{name}\ue001"


def number_mark(name: str) -> str:
    """Where a number comes: within JSON its quotes go."""
    return f"\ue002{name}\ue003"


class Form:
    """`Form(text)(values)` is the text with its marks filled from a dict."""

    __slots__ = ("names", "pick", "text")

    def __init__(self, marked: str):
        self.names = [number or text for number, text in PLACE.findall(marked)]
        self.text = "%s".join(part.replace("%", "%%") for part in between(marked))
        self.pick = itemgetter(*self.names) if self.names else lambda _values: ()

    def __call__(self, values: dict[str, str]) -> str:
        return self.text % self.pick(values)


def between(marked: str) -> list[str]:
    """What stands between the marks."""
    parts, last = [], 0
    for found in PLACE.finditer(marked):
        parts.append(marked[last : found.start()])
        last = found.end()
    return [*parts, marked[last:]]
