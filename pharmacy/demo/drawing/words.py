"""What one sees in the pictures, in plain words: their alternative texts."""

from .facts import LIQUIDS, pack_size

SHAPE_WORDS = {
    "round": "round",
    "oval": "oval",
    "oblong": "oblong",
    "capsule": "capsule-shaped",
    "shield": "shield-shaped",
    "triangle": "triangular",
    "square": "square",
    "diamond": "diamond-shaped",
}

# The drawings that carry a label, and what else is to be seen in them.
LABELLED = {
    "oral_solution": "brown bottle and a measuring cup of {colour} liquid",
    "oral_suspension": "brown bottle and a measuring cup of {colour} liquid",
    "cream": "white tube and a ribbon of {colour} cream",
    "ointment": "white tube and a ribbon of {colour} ointment",
    "gel": "white tube and a ribbon of {colour} gel",
    "lotion": "white bottle with a flip cap",
    "inhaler": "{colour} inhaler with a metal canister{cap}",
    "nasal_spray": "white spray bottle with a nozzle for the nose",
    "eye_drops": "small white bottle with a drop at its tip and its cap beside it",
    "ear_drops": "small white bottle with a drop at its tip and its cap beside it",
    "powder": "white sachet",
    "pen": "white injection pen with a dose window",
    "auto-injector": "{body} auto-injector with a window and a coloured tip",
    "syringe": "glass syringe with a needle guard and {colour} liquid",
    "vial": "glass vial with a metal seal and {colour} liquid",
}

BAND_WORDS = {
    "general_sale": "green",
    "pharmacy_only": "blue",
    "prescription_only": "dark blue",
    "restricted_programme": "dark red",
}


def form_in_words(look):
    """Return a sentence on the picture of the dosage form."""
    special = {"tablet": _tablet, "lozenge": _tablet, "capsule": _capsule, "patch": _patch}
    special |= {"suppository": _pair, "pessary": _pair}
    return f"{special.get(look.form, _labelled)(look)}."


def pack_in_words(look, pack):
    """Return a sentence on the picture of the pack."""
    kind = ("brown bottle" if look.form in LIQUIDS else "white bottle") if look.bottled else "white box"
    size = pack_size(pack)
    band = f"a {BAND_WORDS.get(look.status, 'grey')} band that says {look.status_words}"
    seen = band if look.form in LIQUIDS else f"a picture of the medicine and {band}"
    return f"A {kind} labelled {look.name}{f', {size}' if size else ''}, with {seen}; marked as a demonstration."


def _tablet(look):
    noun = f"{SHAPE_WORDS.get(look.shape, 'round')} {_word(look.colour)} {look.form}"
    if look.second_colour and look.second_colour != look.colour:
        noun += f" with a {_word(look.second_colour)} lower layer"
    line = " with a score line" if look.scored else ""
    return f"{_with_article(noun)}{line}{_marked(look)}"


def _capsule(look):
    colour, cap = _word(look.colour), _word(look.second_colour)
    if look.soft:
        return f"{_with_article(f'{SHAPE_WORDS[look.shape]} {colour} soft capsule')}{_marked(look)}"
    if cap and cap != colour:
        parts = f"{_with_article(cap)} cap and {_with_article(colour)} body".lower()
        return f"A capsule with {parts}{_marked(look)}"
    return f"{_with_article(f'{colour} capsule')}{_marked(look)}"


def _patch(look):
    colour = "skin-coloured" if look.colour == "clear" else _word(look.colour)
    return f"A square {colour} skin patch on a clear backing, marked {look.imprint or look.title}"


def _pair(look):
    noun = {"suppository": "suppositories", "pessary": "pessaries"}[look.form]
    return f"Two {_word(look.colour)} {noun}, pointed at one end"


def _labelled(look):
    words = LABELLED.get(look.device or look.form, "white jar")
    cap = f" and a {_word(look.second_colour)} cap" if look.second_colour else ""
    body = _word(look.colour) if look.second_colour else "white"
    return f"{_with_article(words.format(colour=_word(look.colour), cap=cap, body=body))}, labelled {look.name}"


def _marked(look):
    return f", marked {look.imprint}" if look.imprint else ""


def _word(colour):
    return colour.replace("_", " ")


def _with_article(words):
    return f"{'An' if words[0] in 'aeiou' else 'A'} {words}"
