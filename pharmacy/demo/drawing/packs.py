"""The pack: a carton with a picture of what is inside, or a labelled bottle."""

from .canvas import Layer, across, down, polygon, rounded
from .containers import stock_bottle
from .facts import COUNTED, LIQUIDS, pack_size
from .forms import drawn
from .label import around
from .lettering import write
from .palette import AMBER, CARTON, INK, PLASTIC, SHADOW, WHITE, shade, tint

# (left, top, right, bottom) of the front, and how far the box reaches back: (right, up).
WIDE = ((150, 270, 950, 740), (104, 84))
TALL = ((370, 190, 770, 800), (96, 78))
TALL_FORMS = ("inhaler", "lotion", "nasal_spray", "eye_drops", "ear_drops", "powder")
BOTTLE = (340, 60, 860, 840)

STRIPE = 18
BAND = 74


def packed(look, pack):
    """Return the layer with the pack, as its look wants it: in a box or in a bottle."""
    return bottle(look, pack) if look.bottled else carton(look, pack)


def carton(look, pack):
    """Draw a box seen from the front, a little from above and from the right."""
    layer = Layer()
    tall = look.form in TALL_FORMS or look.device == "vial"
    front, reach = TALL if tall else WIDE
    _walls(layer, front, reach)
    _strip(layer, front, reach, look.accent, front[1], STRIPE)
    _strip(layer, front, reach, look.band, front[3] - BAND, BAND)
    if tall:
        _tall_front(layer, front, look, pack)
    else:
        _wide_front(layer, front, look, pack)
    _band_print(layer, front, look)
    layer.bevel(rounded(*front, 3), 3, light=0.5, dark=0.12)
    return layer


def _walls(layer, front, reach):
    left, top, right, bottom = front
    back, up = reach
    lid = polygon([(left, top), (left + back, top - up), (right + back, top - up), (right, top)])
    side = polygon([(right, top), (right + back, top - up), (right + back, bottom - up), (right, bottom)])
    layer.paint(lid, down((0, shade(CARTON, 0.10)), (1, shade(CARTON, 0.03))))
    layer.paint(side, across((0, shade(CARTON, 0.17)), (1, shade(CARTON, 0.27))))
    layer.paint(rounded(*front, 3), down((0, CARTON), (1, shade(CARTON, 0.035))))
    flap = (left + back * 0.82, top - up * 0.82, right + back * 0.82, top - up * 0.82 + 2)
    layer.paint(rounded(*flap), SHADOW, 0.2)


def _strip(layer, front, reach, colour, top, height):
    """Paint a strip of the carton that runs on round its corner."""
    left, _, right, _ = front
    back, up = reach
    layer.paint(rounded(left, top, right, top + height), colour)
    side = [(right, top), (right + back, top - up), (right + back, top + height - up), (right, top + height)]
    layer.paint(polygon(side), shade(colour, 0.3))


def _wide_front(layer, front, look, pack):
    left, top, right, bottom = front
    _panel(layer, (right - 322, top + STRIPE, right, bottom - BAND), look.accent)
    layer.place(drawn(look), (right - 296, top + 44, right - 26, bottom - 100))
    _print(layer, (left + 40, top + 52, right - 352, bottom - 96), look, pack, size=76)


def _tall_front(layer, front, look, pack):
    left, top, right, bottom = front
    _panel(layer, (left, top + 300, right, bottom - BAND), look.accent)
    layer.place(drawn(look), (left + 40, top + 318, right - 40, bottom - 92))
    _print(layer, (left + 32, top + 44, right - 32, top + 286), look, pack, size=58)


def _panel(layer, box, accent):
    layer.paint(rounded(*box), down((0, tint(accent, 0.86)), (1, tint(accent, 0.76))))


def _print(layer, box, look, pack, *, size):
    left, top, right, bottom = box
    title = (left, top, right, bottom - (bottom - top) * (0.42 if look.subtitle else 0.24))
    used = write(layer, title, look.title, INK, size=size, lines=5, align="left", rise="top", bold=True)
    below = (left, top + used + 12, right, bottom - 48)
    write(layer, below, look.subtitle, look.accent, size=round(size * 0.55), lines=3, align="left", rise="top")
    write(layer, (left, bottom - 44, right, bottom), pack_size(pack), INK, size=30, align="left", rise="bottom")


def _band_print(layer, front, look):
    left, _, right, bottom = front
    margin = 40 if right - left > 500 else 32
    split = left + (right - left) * 0.64
    words = (left + margin, bottom - BAND + 8, split - 12, bottom - 8)
    write(layer, words, look.status_words, WHITE, size=30, align="left")
    write(layer, (split, words[1], right - 26, words[3]), "DEMONSTRATION", WHITE, size=20, align="right")


def bottle(look, pack):
    """Draw a bottle whose label says what the front of a box would."""
    layer = Layer()
    left, _, right, bottom = BOTTLE
    stock_bottle(layer, look, BOTTLE, AMBER if look.form in LIQUIDS else PLASTIC)
    left, right, foot = left + 54, right - 44, bottom - 52
    _print(layer, (left, 342, right, foot - 128), look, pack, size=70)
    if look.form in COUNTED:
        layer.place(drawn(look), (right - 220, 516, right - 8, 652))
    layer.paint(rounded(BOTTLE[0], foot - 110, BOTTLE[2], foot), across(*around(look.band)))
    write(layer, (left, foot - 104, right, foot - 44), look.status_words, WHITE, size=38, align="left")
    write(layer, (left, foot - 46, right, foot - 10), "DEMONSTRATION", WHITE, size=20, align="left")
    return layer
