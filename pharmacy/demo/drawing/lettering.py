"""Print on a layer: always inside its box, wrapped and shrunk as needed, in the face that Pillow carries."""

import re
import unicodedata
from functools import lru_cache
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from .canvas import SCALE, Mask
from .palette import INK, WHITE, luminance

SMALLEST = 11
LEADING = 1.16
BOLD = 0.022

# The carried face has plain letters and these signs only; other letters lose their accents.
SIGNS = "°…–—“”‘’™€£"
SPELLED = str.maketrans(
    {"µ": "micro", "μ": "micro", "×": "x", "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "α": "alpha", "β": "beta"}
)


def write(layer, box, text, colour, *, size, lines=1, align="centre", rise="middle", bold=False):
    """Print `text` in `box` (left, top, right, bottom) in at most `lines` lines, `size` at the largest.

    `align` is left, centre or right, `rise` top, middle or bottom. Returns the height that the print takes.
    """
    mask, height = lettered(box, text, size=size, lines=lines, align=align, rise=rise, bold=bold)
    layer.paint(mask, colour)
    return height


def engrave(layer, box, text, colour, *, size, lines=1):
    """Press `text` into a surface: its strokes, and an edge below them that catches the light or the shadow."""
    mask, _ = lettered(box, text, size=size, lines=lines, bold=True)
    edge = WHITE if luminance(colour) < 0.6 else INK
    layer.paint(mask.moved(1.5, 2), edge, 0.8 if edge == WHITE else 0.4)
    layer.paint(mask, colour, 0.85)


def lettered(box, text, *, size, lines=1, align="centre", rise="middle", bold=False):
    """Return (the mask of the print, its height); see `write`."""
    left, top, right, bottom = box
    width, room = right - left, bottom - top
    rows, size = fit(printable(text), width, room, size, lines, bold)
    image = Image.new("L", (ceil(width * SCALE), ceil(room * SCALE)))
    height = len(rows) * size * LEADING
    start = {"top": 0, "middle": (room - height) / 2, "bottom": room - height}[rise]
    for number, row in enumerate(rows):
        middle = (start + (number + 0.5) * size * LEADING) * SCALE
        across, anchor = {"left": (0, "lm"), "centre": (0.5, "mm"), "right": (1, "rm")}[align]
        _print(image, (width * SCALE * across, middle), row, size, anchor, bold)
    return Mask(image, round(left * SCALE), round(top * SCALE)), height


def fit(text, width, height, size, lines, bold=False):
    """Return (rows, size): the largest print of at most `lines` rows that stays inside width x height."""
    room = width - size * BOLD * 2 if bold else width
    while size > SMALLEST:
        rows = _wrap(text, room, size)
        if rows is not None and len(rows) <= lines and len(rows) * size * LEADING <= height:
            return rows, size
        size = max(SMALLEST, size - max(1, size // 24))
    most = max(1, int(height / (SMALLEST * LEADING)))
    return _cut(text, room, most), SMALLEST


def printable(text):
    """Return `text` in the letters that the carried face has, on one line."""
    letters = unicodedata.normalize("NFKD", str(text).translate(SPELLED))
    return " ".join("".join(c for c in letters if c.isascii() or c in SIGNS).split())


def words(text):
    """Return the words of `text`; a number keeps its unit: "4 mg" is one."""
    return re.split(r"(?<!\d) ", text)


def _wrap(text, width, size):
    rows = [""]
    for word in words(text):
        if measured(word, size) > width:
            return None
        longer = f"{rows[-1]} {word}".strip()
        if measured(longer, size) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _cut(text, width, most):
    rows = [""]
    for letter in text:
        if measured(rows[-1] + letter + "…", SMALLEST) <= width:
            rows[-1] += letter
        elif len(rows) < most:
            rows.append(letter.strip())
        else:
            rows[-1] += "…"
            break
    return rows


def _print(image, where, row, size, anchor, bold):
    weight = size * SCALE * BOLD if bold else 0
    ImageDraw.Draw(image).text(where, row, fill=255, font=_font(size), anchor=anchor, stroke_width=weight)


def measured(text, size):
    """Return how wide `text` prints, in picture units."""
    return _font(size).getlength(text) / SCALE


@lru_cache(maxsize=128)
def _font(size):
    return ImageFont.load_default(size=size * SCALE)
