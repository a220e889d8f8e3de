"""The pack: a carton with a picture of what is inside, or a labelled bottle."""

from .canvas import Layer, across, down, ellipse, polygon, rounded
from .containers import stock_bottle
from .facts import pack_size
from .forms import drawn
from .label import around
from .lettering import write
from .palette import CARTON, INK, SHADOW, WHITE, shade, tint

# (left, top, right, bottom) of the front, and how far the box reaches back: (right, up).
WIDE = ((150, 270, 950, 740), (104, 84))
TALL = ((370, 190, 770, 800), (96, 78))
TALL_FORMS = ("inhaler", "nasal_spray", "eye_drops", "ear_drops", "powder")


def pack(look, facts):
    """Return the layer with the pack; `facts` are size and unit."""
    return bottle(look, facts) if look.bottled else carton(look, facts)


def carton(look, facts):
    """Draw a box seen from the front, a little from above and from the right."""
    layer = Layer()
    tall = look.form in TALL_FORMS or look.device == "vial"
    front, reach = TALL if tall else WIDE
    _faces(layer, front, reach, look)
    if tall:
        _tall_front(layer, front, look, facts)
    else:
        _wide_front(layer, front, look, facts)
    _band(layer, front, reach, look)
    layer.bevel(rounded(*front, 3), 3, light=0.5, dark=0.12)
    return layer


def _faces(layer, front, reach, look):
    left, top, right, bottom = front
    back, up = reach
    lid = polygon([(left, top), (left + back, top - up), (right + back, top - up), (right, top)])
    side = polygon([(right, top), (right + back, top - up), (right + back, bottom - up), (right, bottom)])
    layer.paint(lid, down((0, shade(CARTON, 0.10)), (1, shade(CARTON, 0.03))))
    layer.paint(side, across((0, shade(CARTON, 0.17)), (1, shade(CARTON, 0.27))))
    layer.paint(rounded(*front, 3), down((0, CARTON), (1, shade(CARTON, 0.035))))
    flap = [(left + back * 0.82, top - up * 0.82), (right + back * 0.82, top - up * 0.82)]
    layer.paint(polygon([*flap, (flap[1][0], flap[1][1] + 2), (flap[0][0], flap[0][1] + 2)]), SHADOW, 0.2)
    stripe = polygon([(left, top), (right, top), (right, top + 18), (left, top + 18)])
    layer.paint(stripe, look.accent)
    turned = polygon([(right, top), (right + back, top - up), (right + back, top - up + 18), (right, top + 18)])
    layer.paint(turned, shade(look.accent, 0.3))


def _wide_front(layer, front, look, facts):
    left, top, right, bottom = front
    panel = rounded(right - 322, top + 18, right, bottom - 74)
    layer.paint(panel, down((0, tint(look.accent, 0.86)), (1, tint(look.accent, 0.76))))
    _picture(layer, look, (right - 298, top + 44, right - 24, bottom - 98))
    _print(layer, (left + 40, top + 52, right - 352, bottom - 96), look, facts, size=76)


def _tall_front(layer, front, look, facts):
    left, top, right, bottom = front
    panel = rounded(left, top + 300, right, bottom - 74)
    layer.paint(panel, down((0, tint(look.accent, 0.86)), (1, tint(look.accent, 0.76))))
    _picture(layer, look, (left + 30, top + 312, right - 30, bottom - 84))
    _print(layer, (left + 32, top + 44, right - 32, top + 286), look, facts, size=58)


def _picture(layer, look, box):
    image = drawn(look).image
    shadow = Layer()
    shadow.place(image.crop(image.getbbox()), box)
    left, _, right, bottom = box
    layer.paint(ellipse(left + 30, bottom - 46, right - 30, bottom - 6).blurred(14), SHADOW, 0.16)
    layer.image.alpha_composite(shadow.image)


def _print(layer, box, look, facts, *, size):
    left, top, right, bottom = box
    height = bottom - top
    title = (left, top, right, top + height * 0.48)
    used = write(layer, title, look.title, INK, size=size, lines=3, align="left", rise="top", bold=True)
    below = top + used + 12
    rest = (left, below, right, max(below + 40, bottom - 56))
    write(layer, rest, look.subtitle, look.accent, size=round(size * 0.55), lines=2, align="left", rise="top")
    write(layer, (left, bottom - 44, right, bottom), pack_size(facts), INK, size=30, align="left", rise="bottom")


def _band(layer, front, reach, look):
    left, _, right, bottom = front
    back, up = reach
    layer.paint(rounded(left, bottom - 74, right, bottom), look.band)
    side = [(right, bottom - 74), (right + back, bottom - 74 - up), (right + back, bottom - up), (right, bottom)]
    layer.paint(polygon(side), shade(look.band, 0.3))
    _band_print(layer, (left + 32, bottom - 66, right - 32, bottom - 8), look)


def _band_print(layer, box, look):
    left, top, right, bottom = box
    split = left + (right - left) * 0.64
    write(layer, (left, top, split - 12, bottom), look.status_words, WHITE, size=30, align="left")
    write(layer, (split, top, right, bottom), "DEMONSTRATION", WHITE, size=20)


def bottle(look, facts):
    """Draw a bottle whose label says what the front of a box would."""
    layer = Layer()
    stock_bottle(layer, look, (390, 70, 810, 830))
    left, right, bottom = 390, 810, 778
    _bottle_print(layer, (left + 44, 348, right - 44, bottom - 84), look, facts)
    layer.paint(rounded(left, bottom - 70, right, bottom), across(*around(look.band)))
    _band_print(layer, (left + 44, bottom - 62, right - 36, bottom - 8), look)
    return layer


def _bottle_print(layer, box, look, facts):
    _print(layer, box, look, facts, size=60)
