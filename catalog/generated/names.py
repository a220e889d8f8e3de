"""How names are spelled: what the export shouts in capitals, substances in other languages, and invented ones."""

import re
from functools import cache
from random import Random

# Nothing of these means anything to Markdown, HTML, JSON or COPY: a name stands in all four as it is.
NOT_INERT = re.compile(r"[^\w ,./()%+’'-]|_")
LOWER = {"and", "in", "of", "for", "with", "w", "de", "the", "to"}
UPPER = {
    "XR",
    "SR",
    "ER",
    "CR",
    "LA",
    "XL",
    "DS",
    "HC",
    "HCT",
    "PM",
    "IV",
    "II",
    "III",
    "USP",
    "HIV",
    "MR",
    "US",
    "ODT",
}
UPPER |= {"ANI", "USL", "ACP", "DPI", "CFC", "HFA", "PF", "FE", "USA"}
FIRST = (
    "ab ac al ar bel bri cal car cor da del dor el en er fa fen ga gal hel il in ka lan lor lu mar mel mo nal nor or "
)
FIRST += "pa pel qui ra ril sal sel so tal tem tor va vel vi xa za zo"
SECOND = "ba ce di do fe ga ge la le li lo ma mi na ne ni pa ra re ri ro sa se si ta te ti va vo xe zi"
STEMS = (
    "pril sartan olol dipine statin gliptin gliflozin prazole tidine cillin floxacin cycline conazole vir tinib mab "
)
STEMS += "platin triptan setron azepam oxetine caine profen coxib dronate terol lukast xaban grel steride afil idone"
MAKERS = (
    "Aldwick Bramford Calder Dunmore Elmstead Farleigh Garnock Hexham Inverie Kelso Larkfield Marwood Norwell Orrell "
)
MAKERS += "Penrith Quarley Radnor Selwood Tarrant Ulverton Varley Westmere Yarrow Zeals"
KINDS = ("Laboratories", "Pharma", "Medicines", "Healthcare", "Therapeutics")


def inert(text: str) -> str:
    """A name without what any of the places where it stands would read as a sign."""
    return " ".join(NOT_INERT.sub(" ", text.replace("&", " and ")).split()).strip(" ,.-+")


def capitalised(text: str) -> str:
    """ "METFORMIN HYDROCHLORIDE" → "Metformin Hydrochloride", "A-METHAPRED" → "A-Methapred"."""
    words = re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda match: word(match[0]), text)
    return words[:1].upper() + words[1:]


def word(text: str) -> str:
    if text.upper() in UPPER:
        return text.upper()
    if text.upper() == "HCL":
        return "HCl"
    return text.lower() if text.lower() in LOWER else text.capitalize()


def joined(names: tuple[str, ...], conjunction="and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


# The salt is left out, as packs there do; the endings are those of most names, not of all.
SALT = re.compile(
    r" (?:Hydrochloride|Sodium|Potassium|Calcium|Sulfate|Maleate|Tartrate|Acetate|Phosphate|Hydrobromide|Mesylate"
    r"|Succinate|Fumarate|Besylate|Citrate|Nitrate|Bitartrate|Tosylate|Disodium)\b.*",
    re.I,
)
ENDINGS = {
    "es": (("cillin", "cilina"), ("ine", "ina"), ("in", "ina"), ("one", "ona"), ("ole", "ol"), ("ide", "ida"),
           ("ate", "ato"), ("ane", "ano"), ("ene", "eno"), ("il", "ilo"), ("ium", "io")),
    "fr": (("cillin", "cilline"), ("in", "ine"), ("profen", "profène")),
}  # fmt: skip
SPELLINGS = (("ph", "f"), ("th", "t"), ("ff", "f"), ("y", "i"))


@cache
def in_language(substance: str, language: str) -> str:
    """A substance's name as a pack in that language might spell it: "Metformin Hydrochloride" → "Metformina"."""
    bare = SALT.sub("", substance)
    if language == "en" or " " in bare:
        return substance
    for ending, other in ENDINGS[language]:
        if bare.endswith(ending):
            bare = bare[: -len(ending)] + other
            break
    for theirs, ours in SPELLINGS if language == "es" else ():
        bare = bare[:1] + bare[1:].replace(theirs, ours)
    return bare


def invented_substances(number: int, chance: Random) -> list[str]:
    """So many different names that end as INNs do: "Velodipine", "Marnagliptin"."""
    first, second, stems = FIRST.split(), SECOND.split(), STEMS.split()
    found: dict[str, None] = {}
    while len(found) < number:
        found[(chance.choice(first) + chance.choice(second) + chance.choice(stems)).capitalize()] = None
    return list(found)


def invented_makers() -> list[str]:
    return [f"{name} {kind}" for name in MAKERS.split() for kind in KINDS]
