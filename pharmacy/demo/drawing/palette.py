"""The colours of the demonstration pictures: the facts' colour words first, then the furniture."""

WHITE = (255, 255, 255)
INK = (34, 48, 62)
SHADOW = (30, 46, 60)

COLOURS = {
    "white": (246, 247, 246),
    "cream": (245, 234, 204),
    "yellow": (243, 205, 82),
    "orange": (236, 142, 62),
    "peach": (246, 194, 162),
    "pink": (236, 160, 178),
    "red": (192, 58, 60),
    "purple": (126, 96, 162),
    "light_blue": (152, 196, 228),
    "blue": (62, 124, 192),
    "dark_blue": (36, 62, 118),
    "turquoise": (64, 170, 174),
    "green": (74, 146, 96),
    "light_green": (164, 206, 146),
    "brown": (140, 94, 64),
    "grey": (154, 160, 166),
    "black": (56, 58, 62),
    "clear": (222, 233, 237),
}

# The name of a medicine picks one of these for its label, so that a shelf of boxes is not all alike.
ACCENTS = [
    (38, 104, 150),
    (40, 124, 118),
    (104, 84, 150),
    (164, 84, 68),
    (72, 116, 72),
    (60, 88, 128),
    (150, 76, 112),
]

# White print stands on all of these with a contrast above 4.5 to 1.
BANDS = {
    "general_sale": (46, 116, 78),
    "pharmacy_only": (30, 106, 134),
    "prescription_only": (44, 70, 112),
    "restricted_programme": (134, 44, 66),
}
PLAIN_BAND = (84, 94, 104)

STAGE_TOP = (243, 247, 248)
STAGE_BOTTOM = (217, 227, 232)
PLASTIC = (243, 245, 246)
CARTON = (253, 253, 252)
PAPER = (252, 252, 250)
METAL = (190, 197, 203)
RUBBER = (120, 128, 136)
AMBER = (138, 76, 30)
GLASS = (214, 227, 232)
SKIN_TONE = (232, 204, 176)


def mix(colour, other, amount):
    """Return `colour` moved towards `other`; amount from 0 (none) to 1 (all)."""
    return tuple(round(a + (b - a) * amount) for a, b in zip(colour, other, strict=True))


def tint(colour, amount):
    """Return a lighter `colour`."""
    return mix(colour, WHITE, amount)


def shade(colour, amount):
    """Return a darker `colour`, a little cooler, and never muddy as a mix with black would be."""
    return tuple(round(c * (1 - amount * pull)) for c, pull in zip(colour, (1.0, 0.95, 0.86), strict=True))


def luminance(colour):
    """Return how light `colour` looks, from 0 to 1."""
    red, green, blue = colour
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def ink_on(colour):
    """Return the print, dark or white, that reads on `colour`."""
    return INK if luminance(colour) > 0.6 else WHITE
