"""Bottles, tubes and sachets: what holds a liquid, a cream or a powder."""

from .canvas import Layer, across, cylinder, down, ellipse, polygon, rounded, stroke, turned_on_lathe
from .label import print_name, wrapped_label
from .palette import AMBER, GLASS, INK, PLASTIC, SHADOW, WHITE, shade, tint


def medicine_bottle(look):
    """Draw an amber bottle of liquid and a measuring cup that holds some."""
    layer = Layer()
    body = turned_on_lathe(500, [(196, 62), (250, 62), (372, 168), (380, 170), (800, 170), (812, 160)])
    layer.paint(body, across(*cylinder(AMBER, 0.8)))
    layer.bevel(body, 14, light=0.2, dark=0.4)
    layer.gleam(rounded(362, 372, 378, 780, 8), 5, 0.4)
    ribbed_cap(layer, (424, 96, 576, 214), PLASTIC)
    wrapped_label(layer, (330, 430, 670, 742), look, body)
    print_name(layer, (362, 470, 638, 728), look, size=50)
    _measuring_cup(layer, look.paint)
    return layer


def _measuring_cup(layer, liquid):
    cup = polygon([(762, 606), (958, 606), (934, 806), (786, 806)], 6)
    layer.paint(cup, across(*cylinder(GLASS, 0.6)), 0.55)
    filled = polygon([(772, 690), (948, 690), (932, 800), (788, 800)], 4)
    layer.paint(filled, across(*cylinder(liquid, 0.8)), 0.9)
    layer.paint(ellipse(770, 678, 950, 702), tint(liquid, 0.35))
    for number in range(5):
        layer.paint(stroke([(900, 650 + number * 30), (926, 650 + number * 30)], 3), INK, 0.45)
    layer.bevel(cup, 8, light=0.5, dark=0.3)
    layer.gleam(polygon([(790, 630), (806, 630), (814, 780), (804, 780)]), 4, 0.6)


def ribbed_cap(layer, box, colour):
    """Draw a screw cap with its ribs in `box`."""
    left, top, right, bottom = box
    cap = rounded(left, top, right, bottom, 10)
    layer.paint(cap, across(*cylinder(colour)))
    ribs = max(8, round((right - left) / 14))
    for number in range(1, ribs):
        x = left + (right - left) * number / ribs
        layer.paint(stroke([(x, top + 24), (x, bottom - 10)], 2.5), shade(colour, 0.45), 0.35)
    layer.paint(rounded(left, top + 12, right, top + 15).within(cap), shade(colour, 0.4), 0.3)
    layer.bevel(cap, 8, light=0.4, dark=0.3)


def lotion_bottle(look):
    """Draw a white plastic bottle with a flip cap."""
    layer = Layer()
    body = turned_on_lathe(600, [(250, 90), (262, 120), (330, 176), (420, 184), (790, 176), (812, 160)])
    cap = turned_on_lathe(600, [(104, 92), (116, 102), (250, 108), (262, 108)])
    layer.paint(body, across(*cylinder(PLASTIC, 0.9)))
    layer.bevel(body, 16, light=0.3, dark=0.25)
    layer.paint(cap, across(*cylinder(look.accent)))
    layer.bevel(cap, 10, light=0.35, dark=0.3)
    layer.paint(rounded(492, 178, 708, 181), shade(look.accent, 0.5), 0.6)
    wrapped_label(layer, (400, 420, 800, 742), look, body)
    print_name(layer, (448, 462, 752, 726), look, size=52)
    return layer


def tube(look):
    """Draw a tube on its side and a ribbon of what is in it."""
    layer = Layer()
    body = polygon([(170, 268), (842, 292), (878, 330), (878, 508), (842, 546), (170, 570)], 8)
    layer.paint(body, down(*cylinder(PLASTIC, 0.9)))
    layer.bevel(body, 22, light=0.3, dark=0.25)
    stripe = polygon([(690, 200), (760, 200), (820, 640), (750, 640)]).within(body)
    layer.paint(stripe, down(*cylinder(look.accent)))
    layer.paint(
        polygon([(776, 200), (790, 200), (850, 640), (836, 640)]).within(body), down(*cylinder(look.accent)), 0.7
    )
    _crimp(layer, body)
    _tube_cap(layer, look.accent)
    print_name(layer, (250, 318, 690, 520), look, size=62, align="left")
    layer = layer.turned(7)
    _ribbon(layer, look.paint)
    return layer


def _crimp(layer, body):
    layer.paint(rounded(150, 250, 206, 590).within(body), PLASTIC)
    for number in range(8):
        layer.paint(stroke([(172 + number * 5, 262), (172 + number * 5, 576)], 1.6).within(body), SHADOW, 0.22)
    layer.paint(rounded(208, 250, 214, 590).blurred(3).within(body), SHADOW, 0.3)


def _tube_cap(layer, colour):
    layer.paint(rounded(880, 366, 912, 472), down(*cylinder(shade(PLASTIC, 0.12))))
    cap = polygon([(906, 336), (1012, 346), (1012, 492), (906, 502)], 8)
    layer.paint(cap, down(*cylinder(colour)))
    for number in range(1, 12):
        y = 336 + number * 14
        layer.paint(stroke([(918, y), (990, y)], 2).within(cap), shade(colour, 0.5), 0.4)
    layer.bevel(cap, 8, light=0.35, dark=0.3)


def _ribbon(layer, colour):
    points = [(470 + x, 716 + 34 * _wave(x / 62)) for x in range(0, 340, 4)]
    ribbon = stroke(points, 58)
    layer.paint(ribbon.moved(4, 10).blurred(7), SHADOW, 0.3)
    layer.paint(ribbon, down((0, tint(colour, 0.4)), (0.5, colour), (1, shade(colour, 0.12))))
    layer.bevel(ribbon, 26, light=0.7, dark=0.4, colour=shade(colour, 0.6))
    layer.gleam(stroke([(x, y - 14) for x, y in points[6:-8]], 7), 3, 0.7)


def _wave(turn):
    turn %= 4
    rise = turn - 1 if turn < 2 else 3 - turn
    return rise * (1.5 - 0.5 * rise * rise)


def dropper_bottle(look):
    """Draw a small bottle with a tip for drops, its cap beside it, and a drop at the tip of the tip."""
    layer = Layer()
    body = turned_on_lathe(520, [(330, 52), (348, 52), (430, 150), (440, 152), (790, 152), (804, 142)])
    tip = turned_on_lathe(520, [(176, 9), (190, 13), (262, 32), (276, 56), (336, 56)])
    for mask in (tip, body):
        layer.paint(mask, across(*cylinder(PLASTIC, 0.9)))
        layer.bevel(mask, 12, light=0.3, dark=0.28)
    layer.paint(rounded(460, 300, 580, 304), SHADOW, 0.18)
    wrapped_label(layer, (360, 470, 680, 752), look, body)
    print_name(layer, (388, 506, 652, 740), look, size=44)
    _loose_cap(layer, look.accent)
    _drop(layer, look.paint)
    return layer


def _loose_cap(layer, colour):
    cap = turned_on_lathe(820, [(610, 34), (620, 44), (690, 60), (796, 66), (804, 64)])
    layer.paint(cap, across(*cylinder(colour)))
    for x in range(764, 880, 10):
        layer.paint(stroke([(x, 706), (x, 788)], 2.4).within(cap), shade(colour, 0.5), 0.4)
    layer.bevel(cap, 8, light=0.35, dark=0.3)


def _drop(layer, colour):
    drop = turned_on_lathe(520, [(92, 0), (130, 14), (146, 17), (158, 12), (164, 0)])
    layer.paint(drop, down((0, tint(colour, 0.3)), (1, shade(colour, 0.25))), 0.95)
    layer.bevel(drop, 6, light=0.8, dark=0.5)


def spray_bottle(look):
    """Draw a bottle with a nozzle for the nose."""
    layer = Layer()
    body = turned_on_lathe(600, [(440, 70), (452, 82), (500, 146), (512, 150), (796, 150), (808, 142)])
    collar = turned_on_lathe(600, [(344, 56), (352, 112), (372, 116), (380, 76), (440, 76), (446, 74)])
    nozzle = turned_on_lathe(600, [(112, 15), (122, 22), (270, 32), (344, 54), (352, 54)])
    for mask, colour in ((body, PLASTIC), (collar, look.accent), (nozzle, PLASTIC)):
        layer.paint(mask, across(*cylinder(colour, 0.9)))
        layer.bevel(mask, 10, light=0.3, dark=0.28)
    layer.paint(ellipse(593, 110, 607, 116), SHADOW, 0.5)
    wrapped_label(layer, (440, 536, 760, 764), look, body)
    print_name(layer, (470, 566, 730, 756), look, size=44)
    return layer


def sachet(look):
    """Draw a sealed sachet of powder."""
    layer = Layer()
    body = rounded(360, 130, 840, 780, 6)
    layer.paint(body, across((0, shade(PLASTIC, 0.08)), (0.3, WHITE), (0.6, PLASTIC), (1, shade(PLASTIC, 0.14))))
    layer.paint(
        rounded(360, 560, 840, 720),
        across((0, shade(look.accent, 0.1)), (0.3, tint(look.accent, 0.15)), (1, shade(look.accent, 0.2))),
    )
    for edge in ((360, 130, 840, 168), (360, 742, 840, 780)):
        _seal(layer, edge)
    layer.gleam(ellipse(420, 220, 520, 540), 30, 0.7)
    layer.paint(ellipse(640, 480, 820, 740).blurred(30).within(body), SHADOW, 0.12)
    print_name(layer, (400, 250, 800, 520), look, size=66)
    layer.bevel(body, 8, light=0.5, dark=0.25)
    return layer.turned(4)


def _seal(layer, box):
    left, top, right, bottom = box
    layer.paint(rounded(*box), SHADOW, 0.05)
    for x in range(left + 4, right, 8):
        layer.paint(stroke([(x, top + 3), (x, bottom - 3)], 2), SHADOW, 0.14)


def plain_jar(look):
    """Draw a white jar with a label: for a form without a drawing of its own."""
    layer = Layer()
    stock_bottle(layer, look, (410, 150, 790, 800))
    print_name(layer, (450, 440, 750, 690), look, size=54)
    return layer


def stock_bottle(layer, look, box, colour=PLASTIC):
    """Draw a bottle with a ribbed cap in `box`, its label still without print."""
    left, top, right, bottom = box
    centre, half = (left + right) / 2, (right - left) / 2
    neck = top + (bottom - top) * 0.16
    profile = [
        (neck - 20, half * 0.7),
        (neck + 6, half * 0.72),
        (neck + 74, half),
        (bottom - 14, half),
        (bottom, half * 0.94),
    ]
    body = turned_on_lathe(centre, profile)
    layer.paint(body, across(*cylinder(colour, 0.9)))
    layer.bevel(body, 16, light=0.3, dark=0.28)
    ribbed_cap(layer, (centre - half * 0.78, top, centre + half * 0.78, neck), PLASTIC)
    wrapped_label(layer, (left, neck + 110, right, bottom - 52), look, body)
