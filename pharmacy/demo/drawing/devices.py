"""Inhalers, pens, syringes, vials and patches: what gives a medicine."""

from .canvas import Layer, across, cylinder, down, ellipse, polygon, rounded, stroke, turned_on_lathe
from .label import around, print_name, wrapped_label
from .lettering import write
from .palette import GLASS, INK, METAL, PAPER, PLASTIC, RUBBER, SHADOW, SKIN_TONE, WHITE, mix, shade, tint


def inhaler(look):
    """Draw a puffer from the side: the metal canister in its holder, mouthpiece to the left."""
    layer = Layer()
    paint, cap = look.paint, look.second_paint if look.second_colour else shade(look.paint, 0.32)
    canister = rounded(556, 92, 744, 420, 34)
    layer.paint(canister, across(*cylinder(METAL)))
    layer.bevel(canister, 12, light=0.4, dark=0.3)
    layer.paint(rounded(556, 150, 744, 154).within(canister), SHADOW, 0.2)
    mouthpiece = polygon([(360, 640), (560, 576), (640, 742), (360, 762)], 10)
    layer.paint(mouthpiece, down((0, tint(paint, 0.3)), (0.4, paint), (1, shade(paint, 0.32))))
    layer.bevel(mouthpiece, 14, light=0.3, dark=0.3, colour=shade(paint, 0.7))
    body = polygon([(540, 250), (760, 250), (756, 640), (716, 738), (600, 752), (546, 660)], 12)
    layer.paint(body, across(*cylinder(paint, 0.9)))
    layer.bevel(body, 16, light=0.3, dark=0.3, colour=shade(paint, 0.7))
    lid = rounded(318, 622, 396, 782, 16)
    layer.paint(lid, across(*cylinder(cap)))
    layer.bevel(lid, 10, light=0.35, dark=0.3, colour=shade(cap, 0.7))
    layer.paint(rounded(552, 318, 748, 580, 8), across(*around(PAPER)))
    layer.paint(rounded(552, 318, 748, 336, 4), across(*around(look.accent)))
    print_name(layer, (566, 346, 734, 574), look, size=34, lines=3)
    return layer


def injection(look):
    """Draw the pen, auto-injector, syringe or vial that the facts name."""
    return {"pen": pen, "auto-injector": auto_injector, "syringe": syringe, "vial": vial}[look.device](look)


def pen(look):
    """Draw a prefilled pen with its cap on and a dose knob."""
    layer = Layer()
    _rod(layer, (842, 402, 968, 498), PLASTIC, 12)
    _rod(layer, (936, 388, 1040, 512), look.accent, 20)
    for x in range(956, 1026, 10):
        layer.paint(stroke([(x, 404), (x, 496)], 3), shade(look.accent, 0.5), 0.35)
    _rod(layer, (430, 380, 860, 520), PLASTIC, 16)
    _rod(layer, (150, 372, 446, 528), shade(PLASTIC, 0.06), 40)
    layer.paint(rounded(208, 356, 380, 370, 7), down(*cylinder(look.accent)))
    layer.paint(rounded(424, 374, 446, 526), down(*cylinder(look.accent)))
    layer.paint(rounded(462, 388, 728, 512, 4), down(*around(PAPER)))
    print_name(layer, (476, 394, 716, 508), look, size=36)
    _window(layer, (758, 420, 826, 480))
    write(layer, (766, 426, 818, 474), "0", INK, size=38, bold=True)
    return layer.turned(12)


def _rod(layer, box, colour, radius):
    mask = rounded(*box, radius)
    layer.paint(mask, down(*cylinder(colour)))
    layer.bevel(mask, 12, light=0.25, dark=0.3, colour=shade(colour, 0.75))


def _window(layer, box):
    layer.paint(rounded(*box, 10), shade(METAL, 0.25))
    left, top, right, bottom = box
    layer.paint(rounded(left + 4, top + 4, right - 4, bottom - 4, 7), WHITE)


def auto_injector(look):
    """Draw an auto-injector: a thick pen with a window, a coloured tip and a release at the other end."""
    layer = Layer()
    body, tip = (look.paint, look.second_paint) if look.second_colour else (PLASTIC, tint(look.accent, 0.35))
    _rod(layer, (270, 352, 972, 548), body, 46)
    _rod(layer, (940, 372, 1040, 528), look.accent, 24)
    _rod(layer, (160, 366, 290, 534), tip, 34)
    layer.paint(rounded(318, 410, 448, 490, 38), shade(METAL, 0.2))
    layer.paint(rounded(324, 416, 442, 484, 33), down(*cylinder(mix(GLASS, look.paint, 0.5))))
    layer.paint(rounded(486, 366, 900, 534, 4), down(*around(PAPER)))
    layer.paint(rounded(486, 366, 508, 534), down(*around(look.accent)))
    print_name(layer, (528, 376, 884, 526), look, size=50)
    return layer.turned(10)


def syringe(look):
    """Draw a prefilled glass syringe with its needle guard on."""
    layer = Layer()
    _rod(layer, (800, 430, 1010, 470), PLASTIC, 6)
    _rod(layer, (1000, 382, 1028, 518), PLASTIC, 12)
    barrel = rounded(360, 382, 850, 518, 26, corners=(True, False, False, True))
    layer.paint(barrel, down(*cylinder(GLASS, 0.7)), 0.75)
    liquid = mix(GLASS, look.paint, 0.8)
    layer.paint(
        rounded(372, 394, 760, 506, 20, corners=(True, False, False, True)), down(*cylinder(shade(liquid, 0.05))), 0.85
    )
    _rod(layer, (756, 392, 812, 508), RUBBER, 8)
    layer.bevel(barrel, 10, light=0.4, dark=0.35)
    layer.gleam(rounded(392, 400, 840, 412, 6), 3, 0.8)
    _rod(layer, (838, 340, 868, 560), PLASTIC, 14)
    _rod(layer, (326, 428, 366, 472), GLASS, 4)
    _rod(layer, (150, 418, 334, 482), shade(PLASTIC, 0.16), 22)
    layer.paint(rounded(440, 392, 700, 508, 4), down(*around(PAPER)), 0.94)
    layer.paint(rounded(440, 392, 456, 508), down(*around(look.accent)))
    print_name(layer, (466, 398, 692, 504), look, size=36)
    return layer.turned(12)


def vial(look):
    """Draw a glass vial with an aluminium seal and a coloured lid."""
    layer = Layer()
    body = turned_on_lathe(600, [(256, 92), (308, 92), (400, 172), (412, 174), (790, 174), (806, 160)])
    layer.paint(body, across(*cylinder(GLASS, 0.8)), 0.8)
    liquid = turned_on_lathe(600, [(430, 160), (784, 160), (796, 148)])
    layer.paint(liquid, across(*cylinder(mix(GLASS, look.paint, 0.75), 0.7)), 0.85)
    layer.paint(ellipse(440, 420, 760, 440), WHITE, 0.5)
    layer.bevel(body, 12, light=0.4, dark=0.3)
    for box, colour, radius in (((494, 180, 706, 262), METAL, 10), ((486, 140, 714, 190), look.accent, 12)):
        mask = rounded(*box, radius)
        layer.paint(mask, across(*cylinder(colour)))
        layer.bevel(mask, 8, light=0.35, dark=0.3)
    wrapped_label(layer, (420, 478, 780, 748), look, body)
    print_name(layer, (452, 510, 748, 736), look, size=48)
    layer.gleam(rounded(446, 420, 462, 780, 8), 4, 0.5)
    return layer


def patch(look):
    """Draw a skin patch half off its clear backing."""
    layer = Layer()
    backing = rounded(300, 150, 900, 770, 40)
    layer.paint(backing, down((0, tint(GLASS, 0.5)), (1, GLASS)), 0.8)
    layer.bevel(backing, 8, light=0.7, dark=0.2)
    paint = look.paint if look.colour != "clear" else SKIN_TONE
    sheet = rounded(350, 200, 850, 720, 84)
    layer.paint(sheet.moved(3, 8).blurred(8), SHADOW, 0.3)
    layer.paint(sheet, down((0, tint(paint, 0.3)), (0.5, paint), (1, shade(paint, 0.06))))
    layer.bevel(sheet, 12, light=0.6, dark=0.22, colour=shade(paint, 0.7))
    inner = rounded(402, 252, 798, 668, 54)
    layer.bevel(inner, 5, light=0.35, dark=0.2, colour=shade(paint, 0.7))
    text = look.imprint or look.title
    write(layer, (430, 360, 770, 470), text, shade(paint, 0.62), size=54, lines=2, rise="bottom", bold=True)
    write(layer, (430, 482, 770, 560), look.subtitle, shade(paint, 0.6), size=32, lines=2, rise="top")
    return layer.turned(-7)
