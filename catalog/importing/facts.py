"""The typed facts of a storage text: temperatures in °C, light, moisture, container, refrigerator, freezing."""

import re
from decimal import Decimal

NUMBER = r"(?P<{0}>[-−]?\d{{1,3}}(?:\.\d)?)"
LOW, HIGH = NUMBER.format("low"), NUMBER.format("high")
SCALE = r"\s?(?:°|º|˚|degrees?)?\s?(?P<scale>℃|℉|(?:C|F|Celsius|Fahrenheit)\b)"
LOW_SCALE = r"\s?(?:°|º|˚|degrees?)?\s?(?:℃|℉|(?:C|F|Celsius|Fahrenheit)\b)?"
RANGE = re.compile(rf"(?<![\d.]){LOW}{LOW_SCALE}\s?(?:-|–|—|−|to|and|through|~)\s?{HIGH}{SCALE}", re.IGNORECASE)
BELOW = re.compile(
    rf"\b(?:below|under|beneath|up to|not above|not exceeding|not exceed|not (?:store"
    rf"|keep)[^.\d]{{0,20}} above|no more than|"
    rf"less than|at or below|above|over|exceeding)\s(?:a temperature of\s|temperatures? (?:above|of)\s)?{HIGH}{SCALE}",
    re.IGNORECASE,
)
DENIES = re.compile(r"\b(?:not|never|avoid|don['’]t)\b", re.IGNORECASE)
EXCURSION = re.compile(r"excursion|permitted|short periods?|transport", re.IGNORECASE)
ABOVE = re.compile(r"^(?:above|over|exceeding)\b", re.IGNORECASE)
WORDS = {
    "protect_from_light": r"(?<!moon)\b(?:sun)?light\b(?! (?:meal|headed))|\bdark place",
    "protect_from_moisture": r"\bmoisture\b|\bhumid|\bdamp|\bdry (?:place|area|location)|\bcool,? (?:and )?dry\b",
    "original_container": r"\b(?:original|outer) (?:[\w-]+ ){0,2}(?:containers?|pack(?:s|age|aging)?|cartons?|bottles?"
    r"|box(?:es)?|blisters?|packets?|pouch|wrapper|tube)\b",
    "refrigerate": r"\brefrigerat|\bfridge\b",
    "do_not_freeze": r"\b(?:do not|don['’]t|never|avoid|not be|without) (?:be )?fr(?:eez|ozen)"
    r"|\bprotect(?:ed)? from freez|\bnot freeze\b",
}
FACTS = {fact: re.compile(pattern, re.IGNORECASE) for fact, pattern in WORDS.items()}
NOT_NEEDED = {
    "protect_from_light": re.compile(r"not sensitive to light|no (?:need|protection)", re.IGNORECASE),
    "protect_from_moisture": re.compile(r"not sensitive to moisture", re.IGNORECASE),
    "original_container": re.compile(r"need not|no need", re.IGNORECASE),
    "refrigerate": re.compile(
        r"(?:not|never|don['’]t|no need to|avoid)\W+(?:be )?(?:refrigerat|(?:store|keep"
        r"|put)[^.]{0,20} (?:fridge|refrigerator))|not require refrigerat"
        r"|out of the (?:fridge|refrigerator)|after (?:taking|removal)",
        re.IGNORECASE,
    ),
    "do_not_freeze": None,
}
HANDLING = re.compile(
    r"\bhandl(?:e|es|ed|ing)\b|\bgloves\b|\bwash (?:your )?hands|\bcrush|\bbroken\b|\bspill|\bdispos"
    r"|\bdiscard|\bflush|\bunused\b|\bthrow away|\bexpired?\b",
    re.IGNORECASE,
)


def storage_facts(sentences):
    """The typed facts that sentences on storage state: a snapshot's storage without text and handling.

    Temperatures are °C as text, "" where none is given; °F is converted where °C is not said. The first that is
    stated wins.
    """
    low, high = next(filter(any, map(_temperatures, sentences)), ("", ""))
    facts = {"minimum_celsius": low, "maximum_celsius": high}
    for fact in FACTS:
        facts[fact] = any(_states(fact, sentence) for sentence in sentences)
    return facts


def is_handling(sentence):
    """Whether a sentence on storage tells how to handle or dispose of the medicine, not where to keep it."""
    return bool(HANDLING.search(sentence))


def _states(fact, sentence):
    denied = NOT_NEEDED[fact]
    return bool(FACTS[fact].search(sentence)) and not (denied and denied.search(sentence))


def _temperatures(sentence):
    if EXCURSION.search(sentence) and not re.search(r"\bstore", sentence, re.IGNORECASE):
        return "", ""
    ranges = [_in_celsius(match) for match in RANGE.finditer(sentence)]
    celsius = [found for found, is_celsius in ranges if is_celsius]
    if ranges:
        return celsius[0] if celsius else ranges[0][0]
    limits = [
        (match, match["scale"][0].upper() not in "F℉")
        for match in BELOW.finditer(sentence)
        if _is_limit(match, sentence)
    ]
    limits.sort(key=lambda limit: not limit[1])
    return ("", _degrees(limits[0][0]["high"], celsius=limits[0][1])) if limits else ("", "")


def _in_celsius(match):
    celsius = match["scale"][0].upper() not in "F℉"
    return tuple(_degrees(match[end], celsius=celsius) for end in ("low", "high")), celsius


def _is_limit(match, sentence):
    """ "Above 25 °C" is a limit only where the sentence forbids it."""
    return not ABOVE.search(match[0]) or DENIES.search(sentence[: match.start()])


def _degrees(number, *, celsius):
    value = Decimal(number.replace("−", "-"))
    return f"{(value if celsius else Decimal(round((value - 32) * 5 / 9))).normalize():f}"
