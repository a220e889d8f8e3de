"""The label on a container: a white paper with the accent of the medicine, its name and its strength."""

from .canvas import Layer, across, rounded
from .lettering import write
from .palette import INK, PAPER, shade, tint


def print_name(layer, box, look, *, size, lines=3, colour=INK, align="centre"):
    """Print the title and, below it, strength and form, in the middle of `box` (picture units)."""
    left, top, right, bottom = box
    split = top + (bottom - top) * 0.56
    write(
        layer,
        (left, top, right, split),
        look.title,
        colour,
        size=size,
        lines=lines,
        align=align,
        rise="bottom",
        bold=True,
    )
    below = (left, split + size * 0.15, right, bottom)
    write(layer, below, look.subtitle, colour, size=round(size * 0.55), lines=3, align=align, rise="top")


def wrapped_label(layer: Layer, box, look, body=None):
    """Paste a label round an upright container, lit like its body, which clips it."""
    left, top, right, bottom = box
    paper = rounded(left, top, right, bottom, 4)
    stripe = rounded(left, top, right, top + 22)
    if body:
        paper, stripe = paper.within(body), stripe.within(body)
    layer.paint(paper, across(*around(PAPER)))
    layer.paint(stripe, across(*around(look.accent)))


def around(colour):
    """Return stops for a surface that curves away at both sides, less strongly than a bare cylinder."""
    return (
        (0.0, shade(colour, 0.26)),
        (0.10, shade(colour, 0.08)),
        (0.24, tint(colour, 0.12)),
        (0.40, colour),
        (0.70, colour),
        (0.90, shade(colour, 0.14)),
        (1.0, shade(colour, 0.30)),
    )
