"""Masks, gradients, a transparent layer to paint on, and the lit stage below it.

Every length is in picture units: the finished picture is 1200 x 900. A layer holds SCALE pixels to the
unit and a mask is drawn EDGE times finer still, so that edges come out smooth.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from .palette import SHADOW, STAGE_BOTTOM, STAGE_TOP, WHITE, shade, tint

SIZE = (1200, 900)
SCALE = 2
EDGE = 2


@dataclass(frozen=True)
class Mask:
    """A grey image (white is inside) and where its corner lies, in pixels of the layer."""

    image: Image.Image
    left: int
    top: int

    @property
    def box(self):
        return self.left, self.top, self.left + self.image.width, self.top + self.image.height

    def within(self, other):
        """Return the part that lies in `other` too."""
        return Mask(ImageChops.multiply(self.image, other._seen_from(self)), self.left, self.top)

    def minus(self, other):
        """Return the part that `other` does not cover."""
        covered = ImageChops.invert(other._seen_from(self))
        return Mask(ImageChops.multiply(self.image, covered), self.left, self.top)

    def moved(self, x, y):
        return Mask(self.image, self.left + round(x * SCALE), self.top + round(y * SCALE))

    def blurred(self, radius):
        """Return a soft copy; large radii are blurred small, which looks the same and is fast."""
        step = max(1, int(radius * SCALE / 5))
        pad = ceil(radius * SCALE * 2.5 / step) * step
        wide = ImageOps.expand(self.image, pad)
        small = wide.reduce(step).filter(ImageFilter.GaussianBlur(radius * SCALE / step))
        return Mask(small.resize(wide.size, Image.Resampling.BILINEAR), self.left - pad, self.top - pad)

    def swept_down(self, length):
        """Return all that the mask passes over when it slides down by `length`: the side of a tablet."""
        pixels = round(length * SCALE)
        swept = ImageOps.expand(self.image, (0, 0, 0, pixels))
        done = 0
        while done < pixels:
            step = min(done or 1, pixels - done)
            swept = ImageChops.lighter(swept, ImageChops.offset(swept, 0, step))
            done += step
        return Mask(swept, self.left, self.top)

    def _seen_from(self, other):
        left, top, right, bottom = other.box
        return self.image.crop((left - self.left, top - self.top, right - self.left, bottom - self.top))


def ellipse(left, top, right, bottom):
    """Return the mask of an ellipse in its box."""
    return _drawn(
        (left, top, right, bottom), lambda pen, at: pen.ellipse([*at(left, top), *at(right, bottom)], fill=255)
    )


def rounded(left, top, right, bottom, radius=0, corners=(True, True, True, True)):
    """Return the mask of a rectangle; corners go clockwise from the top left."""
    # Pillow fails on some corners when the radius is half the side.
    radius = min(radius, (right - left) / 2 - 1, (bottom - top) / 2 - 1)

    def draw(pen, at):
        box = [*at(left, top), *at(right, bottom)]
        pen.rounded_rectangle(box, radius * SCALE * EDGE, fill=255, corners=corners)

    return _drawn((left, top, right, bottom), draw)


def polygon(points, radius=0):
    """Return the mask of a polygon, grown by `radius` all round, which rounds its corners."""

    def draw(pen, at):
        placed = [at(x, y) for x, y in points]
        pen.polygon(placed, fill=255)
        _outline(pen, [*placed, placed[0]], radius)

    return _drawn(_bounds(points, radius), draw)


def stroke(points, width):
    """Return the mask of a line through `points` with round ends."""

    def draw(pen, at):
        _outline(pen, [at(x, y) for x, y in points], width / 2)

    return _drawn(_bounds(points, width / 2), draw)


def turned_on_lathe(centre, profile):
    """Return the mask of an upright body from its profile [(y, half width)], the steps eased into shoulders."""
    edge = []
    for (top, wide), (bottom, next_wide) in pairwise(profile):
        for step in range(25):
            part = step / 24
            ease = part * part * (3 - 2 * part)
            edge.append((top + (bottom - top) * part, wide + (next_wide - wide) * ease))
    right = [(centre + wide, y) for y, wide in edge]
    left = [(centre - wide, y) for y, wide in reversed(edge)]
    return polygon(right + left)


def down(*stops):
    """Return a fill that runs from top to bottom through stops (position 0 to 1, colour)."""
    ramp = _ramp(stops)
    return lambda size: ramp.rotate(-90, expand=True).resize(size, Image.Resampling.BILINEAR)


def across(*stops):
    """Return a fill that runs from left to right through stops (position 0 to 1, colour)."""
    ramp = _ramp(stops)
    return lambda size: ramp.resize(size, Image.Resampling.BILINEAR)


def cylinder(colour, depth=1.0):
    """Return stops for a round body lit from one side; its middle is the plain colour."""
    return (
        (0.0, shade(colour, 0.14 * depth)),
        (0.10, tint(colour, 0.08 * depth)),
        (0.20, tint(colour, 0.36 * depth)),
        (0.27, tint(colour, 0.36 * depth)),
        (0.42, colour),
        (0.64, colour),
        (0.86, shade(colour, 0.20 * depth)),
        (0.96, shade(colour, 0.34 * depth)),
        (1.0, shade(colour, 0.28 * depth)),
    )


class Layer:
    """A transparent sheet the size of the picture."""

    def __init__(self, image=None):
        self.image = image or Image.new("RGBA", (SIZE[0] * SCALE, SIZE[1] * SCALE))

    def paint(self, mask, fill, opacity=1.0):
        """Lay a colour or a gradient on, as far as the mask lets it through."""
        size = mask.image.size
        ink = fill(size) if callable(fill) else Image.new("RGB", size, fill)
        ink.putalpha(mask.image if opacity == 1 else mask.image.point([round(v * opacity) for v in range(256)]))
        self._lay(ink, mask.left, mask.top)

    def bevel(self, mask, depth, light=0.6, dark=0.35, colour=SHADOW):
        """Round the edge of what was painted: light from the top left, dark at the bottom right."""
        soft = mask.blurred(depth * 0.7)
        self.paint(mask.minus(soft.moved(-depth * 0.6, -depth * 0.8)), colour, dark)
        self.paint(mask.minus(soft.moved(depth * 0.6, depth * 0.8)), WHITE, light)

    def gleam(self, mask, blur, opacity):
        """Add a soft white reflection."""
        self.paint(mask.blurred(blur), WHITE, opacity)

    def place(self, other, box):
        """Put what is on another layer into a box, as large as fits, in its middle, with a shadow."""
        left, top, right, bottom = (side * SCALE for side in box)
        cut = other.image.crop(other.image.getbbox())
        small = ImageOps.contain(cut, (round(right - left), round(bottom - top)), Image.Resampling.BICUBIC)
        left, top = round((left + right - small.width) / 2), round((top + bottom - small.height) / 2)
        self.paint(Mask(small.getchannel("A"), left, top).moved(0, 8).blurred(7), SHADOW, 0.3)
        self._lay(small, left, top)

    def turned(self, degrees):
        """Return the layer turned about the middle of what is on it, anticlockwise."""
        box = self.image.getbbox()
        cut = self.image.crop(box).rotate(degrees, Image.Resampling.BICUBIC, expand=True)
        turned = Layer()
        turned._lay(cut, (box[0] + box[2] - cut.width) // 2, (box[1] + box[3] - cut.height) // 2)
        return turned

    def _lay(self, image, left, top):
        self.image.alpha_composite(image, (max(left, 0), max(top, 0)), (max(-left, 0), max(-top, 0)))


def staged(layer):
    """Return the PNG bytes of a layer on the lit stage, with its shadow below it."""
    drawn = layer.image.reduce(SCALE)
    picture = _stage().copy()
    for drop, blur, opacity in ((34, 30, 0.26), (8, 6, 0.24)):
        alpha = drawn.getchannel("A").reduce(2).filter(ImageFilter.GaussianBlur(blur / 2)).resize(SIZE)
        strength = alpha.point([round(v * opacity) for v in range(256)])
        picture.paste(SHADOW, (0, drop), strength)
    picture.paste(drawn, (0, 0), drawn)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@lru_cache(maxsize=1)
def _stage():
    stage = down((0, STAGE_TOP), (1, STAGE_BOTTOM))(SIZE)
    light = ImageOps.invert(Image.radial_gradient("L")).resize(SIZE, Image.Resampling.BICUBIC)
    stage.paste(WHITE, (0, 0), light.point([round(v * 0.55) for v in range(256)]))
    return stage


def _drawn(box, draw):
    left, top = floor(box[0] * SCALE) - 1, floor(box[1] * SCALE) - 1
    right, bottom = ceil(box[2] * SCALE) + 2, ceil(box[3] * SCALE) + 2
    image = Image.new("L", ((right - left) * EDGE, (bottom - top) * EDGE))
    draw(ImageDraw.Draw(image), lambda x, y: ((x * SCALE - left) * EDGE, (y * SCALE - top) * EDGE))
    return Mask(image.reduce(EDGE), left, top)


def _outline(pen, placed, radius):
    reach = radius * SCALE * EDGE
    if not reach:
        return
    pen.line(placed, fill=255, width=round(reach * 2), joint="curve")
    for x, y in placed:
        pen.ellipse([x - reach, y - reach, x + reach, y + reach], fill=255)


def _bounds(points, margin):
    across_points, down_points = zip(*points, strict=True)
    return (
        min(across_points) - margin,
        min(down_points) - margin,
        max(across_points) + margin,
        max(down_points) + margin,
    )


def _ramp(stops):
    ramp = Image.new("RGB", (256, 1))
    ramp.putdata([_colour_at(stops, step / 255) for step in range(256)])
    return ramp


def _colour_at(stops, position):
    for (start, first), (end, second) in pairwise(stops):
        if position <= end:
            part = (position - start) / (end - start)
            return tuple(round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return stops[-1][1]
