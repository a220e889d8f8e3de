"""The tokens of the public look, read out of tokens.css: colours of both themes, and how well they can be read."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHEET = Path(__file__).parent / "static/pharmacy/css/tokens.css"
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
DARK = "(prefers-color-scheme: dark)"
AA, AAA = 4.5, 7.0

# (ink, paper, least contrast): what stands on what. Words that are read at length are AAA, all others AA.
PAIRS = [
    ("ink", "paper", AAA),
    ("ink", "paper-sunk", AAA),
    ("ink", "paper-deep", AAA),
    ("ink", "field", AAA),
    ("ink", "mark", AAA),
    ("ink", "boxed-paper", AAA),
    ("ink", "warning-paper", AAA),
    ("ink", "precaution-paper", AAA),
    ("ink", "information-paper", AAA),
    ("ink", "success-paper", AAA),
    ("ink-soft", "paper", AAA),
    ("ink-soft", "paper-sunk", AAA),
    ("ink-soft", "field", AA),
    ("link", "paper", AA),
    ("link", "paper-sunk", AA),
    ("link-hover", "paper", AA),
    ("link-visited", "paper", AA),
    ("link-visited", "paper-sunk", AA),
    ("brand-ink", "brand", AAA),
    ("brand-ink", "brand-deep", AAA),
    ("brand-ink-soft", "brand", AA),
    ("boxed", "paper", AA),
    ("boxed", "boxed-paper", AA),
    ("boxed-ink", "boxed-band", AAA),
    ("warning", "paper", AA),
    ("warning", "warning-paper", AA),
    ("precaution", "precaution-paper", AA),
    ("information", "information-paper", AA),
    ("success", "success-paper", AA),
    ("error", "paper", AA),
    ("error", "boxed-paper", AA),
    ("insert", "insert-paper", AA),
    ("delete", "delete-paper", AA),
    # What is no text but tells something: edges of fields, the ring of the focus, stars.
    ("rule-strong", "paper", 3.0),
    ("rule-strong", "field", 3.0),
    ("focus", "paper", 3.0),
    ("focus", "paper-sunk", 3.0),
    ("brand-focus", "brand", 3.0),
    ("star", "paper", 3.0),
]


@dataclass(frozen=True)
class Contrast:
    ink: str
    paper: str
    least: float
    ink_colour: str
    paper_colour: str

    @property
    def ratio(self) -> float:
        """The WCAG contrast ratio, 1 to 21."""
        light, dark = sorted((luminance(self.ink_colour), luminance(self.paper_colour)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    @property
    def enough(self) -> bool:
        return self.ratio >= self.least


@cache
def light() -> dict[str, str]:
    """Token → "#rrggbb" of the light theme, for what CSS does not reach: cards, the manifest."""
    return colours()["light"]


def colours() -> dict[str, dict[str, str]]:
    """{"light": {token: "#rrggbb"}, "dark": …}; what the dark theme does not swap is as in the light one."""
    light, _media, rest = SHEET.read_text().partition(DARK)
    swapped = dict(COLOUR.findall(rest.partition("@media")[0]))
    plain = dict(COLOUR.findall(light))
    return {"light": plain, "dark": plain | swapped}


def contrasts(theme: str) -> list[Contrast]:
    known = colours()[theme]
    return [Contrast(ink, paper, least, known[ink], known[paper]) for ink, paper, least in PAIRS]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1, as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
