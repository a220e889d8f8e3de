"""Capsules, tablets, lozenges and suppositories: what is taken as one piece."""

from math import cos, pi, sin

from .canvas import Layer, across, cylinder, down, ellipse, polygon, rounded, stroke
from .lettering import engrave, words, write
from .palette import SHADOW, WHITE, ink_on, luminance, shade, tint

TABLET_SIDE = 44


def capsule(look):
    """Draw a hard capsule: the body in the first colour, the cap over its end in the second."""
    if look.soft:
        return soft_capsule(look)
    layer = Layer()
    body = rounded(420, 322, 990, 578, 128)
    cap = rounded(210, 314, 640, 586, 136, corners=(True, False, False, True))
    _shell(layer, body, look.paint, look.colour)
    layer.paint(cap.moved(14, 4).blurred(7).within(body), SHADOW, 0.45)
    _shell(layer, cap, look.second_paint, look.second_colour or look.colour)
    _rim(layer, 600, look.second_paint)
    layer.gleam(rounded(300, 356, 600, 378, 11), 5, 0.55)
    layer.gleam(rounded(668, 362, 900, 382, 10), 5, 0.5)
    _capsule_imprint(layer, look)
    return layer.turned(14)


def _shell(layer, mask, paint, colour):
    layer.paint(mask, down(*cylinder(paint)), 0.62 if colour == "clear" else 1)
    layer.bevel(mask, 34, light=0.28, dark=0.42, colour=shade(paint, 0.75))


def _rim(layer, x, paint):
    layer.paint(rounded(x, 315, x + 5, 585).blurred(1.5), shade(paint, 0.5), 0.5)
    layer.paint(rounded(x + 8, 315, x + 11, 585).blurred(1), WHITE, 0.4)


def _capsule_imprint(layer, look):
    parts = words(look.imprint) if len(look.imprint) > 5 else [look.imprint]
    half = len(parts) // 2
    on_cap, on_body = " ".join(parts[:half]), " ".join(parts[half:])
    write(layer, (300, 400, 590, 500), on_cap, ink_on(look.second_paint), size=58, bold=True)
    write(layer, (662, 400, 930, 500), on_body, ink_on(look.paint), size=58, bold=True)


def soft_capsule(look):
    """Draw a soft gelatin capsule: glossy, with a seam."""
    layer = Layer()
    outline = TABLETS[look.shape]()
    paint = look.paint
    layer.paint(outline, down((0, tint(paint, 0.3)), (0.4, paint), (0.6, paint), (1, shade(paint, 0.35))))
    layer.bevel(outline, 60, light=0.3, dark=0.5, colour=shade(paint, 0.7))
    layer.paint(ellipse(330, 560, 880, 640).blurred(30).within(outline), tint(paint, 0.6), 0.5)
    layer.gleam(ellipse(420, 330, 640, 376), 12, 0.75)
    write(layer, (430, 400, 770, 500), look.imprint, ink_on(paint), size=54, bold=True)
    return layer.turned(10)


def tablet(look):
    """Draw a tablet lying face up; a second colour is the lower layer of a two-layer tablet."""
    return _tablet(look, TABLETS.get(look.shape, TABLETS["round"])(), TABLET_SIDE)


def lozenge(look):
    """Draw a lozenge: a thick, glossy tablet with a raised edge."""
    layer = _tablet(look, TABLETS.get(look.shape, TABLETS["round"])(), TABLET_SIDE * 1.5)
    layer.gleam(ellipse(440, 292, 640, 340), 14, 0.6)
    return layer


def _tablet(look, face, side):
    layer = Layer()
    paint, lower = look.paint, look.second_paint
    wall = face.swept_down(side)
    layer.paint(wall, across(*cylinder(shade(lower, 0.1))))
    if look.second_colour:
        layer.paint(face.swept_down(side / 2), across(*cylinder(shade(paint, 0.08))))
    layer.bevel(wall, 16, light=0, dark=0.35, colour=shade(lower, 0.75))
    layer.paint(face, down((0, tint(paint, 0.25)), (0.35, paint), (0.75, paint), (1, shade(paint, 0.08))))
    layer.bevel(face, 26, light=0.75, dark=0.22, colour=shade(paint, 0.7))
    layer.bevel(face, 6, light=0.6, dark=0.12, colour=shade(paint, 0.7))
    _tablet_print(layer, look, face)
    return layer


def _tablet_print(layer, look, face):
    ink = shade(look.paint, 0.62) if luminance(look.paint) > 0.5 else tint(look.paint, 0.82)
    wide, high = FACES.get(look.shape, FACES["round"])
    boxes = _halves(wide, high) if look.scored else [(600 - wide, 440 - high, 600 + wide, 440 + high)]
    if look.scored:
        _score(layer, face, look, upright=wide > high * 1.5)
    parts = look.imprint.split(maxsplit=1) if look.scored else [look.imprint]
    for box, part in zip(boxes, parts, strict=False):
        engrave(layer, box, part, ink, size=92, lines=1 if look.scored else 2)


def _halves(wide, high):
    if wide > high * 1.5:
        return [(600 - wide, 440 - high, 576, 440 + high), (624, 440 - high, 600 + wide, 440 + high)]
    return [(600 - wide, 436 - high, 600 + wide, 420), (600 - wide, 460, 600 + wide, 444 + high)]


def _score(layer, face, look, *, upright):
    ends = [(600, 200), (600, 700)] if upright else [(200, 440), (1000, 440)]
    groove = stroke(ends, 9).within(face)
    layer.paint(groove.moved(2.5, 3).within(face), WHITE, 0.8)
    layer.paint(groove.blurred(1).within(face), shade(look.paint, 0.45), 0.75)


def suppository(look):
    """Draw two waxy torpedoes, one above the other."""
    layer = Layer()
    for x, y in ((0, -104), (60, 104)):
        _torpedo(layer, look.paint, x, y)
    return layer.turned(16)


def _torpedo(layer, paint, x, y):
    points = [(600 + px, 450 + py) for px, py in _torpedo_outline()]
    mask = polygon(points, 8).moved(x, y)
    layer.paint(mask, down(*cylinder(paint)))
    layer.bevel(mask, 30, light=0.3, dark=0.3, colour=shade(paint, 0.7))
    layer.gleam(rounded(430, 396, 690, 412, 8).moved(x, y), 6, 0.7)


def _torpedo_outline():
    top = [(-240, -56), (-252, -30)]
    nose = [(80 + 190 * sin(t * pi / 40), -84 * cos(t * pi / 40)) for t in range(41)]
    shoulder = [(-240 + 320 * t / 10, -56 - 28 * sin(t * pi / 20)) for t in range(11)]
    lower = [(px, -py) for px, py in reversed(shoulder)]
    return [*reversed(top), *shoulder, *nose, *lower, (-240, 56), (-252, 30)]


def _regular(corners, reach, radius, tilt):
    turn = [2 * pi * number / corners + tilt for number in range(corners)]
    return polygon([(600 + reach * sin(a), 440 - reach * cos(a)) for a in turn], radius)


def _shield():
    """Return straight shoulders and two arcs that meet in a point."""
    arc = [(340 + 456 * cos(t * pi / 120), 380 + 350 * sin(t * pi / 120)) for t in range(41)]
    arc = [(600 + (x - 600) * 0.98, y) for x, y in arc if x > 600]
    right = [(660, 240), (796, 258), *arc, (600, 672)]
    left = [(1200 - x, y) for x, y in reversed(right[:-1])]
    return polygon([*right, *left], 34)


TABLETS = {
    "round": lambda: ellipse(370, 210, 830, 670),
    "oval": lambda: ellipse(270, 250, 930, 630),
    "oblong": lambda: rounded(240, 290, 960, 590, 110),
    "capsule": lambda: rounded(230, 295, 970, 585, 145),
    "shield": _shield,
    "triangle": lambda: _regular(3, 232, 58, 0).moved(0, 40),
    "square": lambda: _regular(4, 250, 46, pi / 4),
    "diamond": lambda: polygon([(600, 220), (860, 440), (600, 660), (340, 440)], 34),
}

# Half the width and height that print may take on each face.
FACES = {
    "round": (160, 130),
    "oval": (230, 110),
    "oblong": (300, 110),
    "capsule": (290, 105),
    "shield": (165, 120),
    "triangle": (120, 70),
    "square": (170, 150),
    "diamond": (150, 90),
}
