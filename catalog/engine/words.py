"""Words as search compares them: the same folding for what is listed and for what is typed. Pure functions.

folded("St John’s α-Wort")       → "st johns alpha-wort"
spelled("Co-amoxiclav 0,5 g")    → ["co", "amoxiclav", "coamoxiclav", "0.5", "g", "=500000ug"]
code_key("0 501234-567890 0")    → "5012345678900"
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from catalog.engine.measures import STRENGTH, apart, figures, strength_tokens, with_micro

LONGEST_WORD = 40
# ISO 639-1 → the name that the engine's stemmers go by.
STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
)
LETTERS += "chi psi omega"
GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", LETTERS.split(), strict=True))
LONE_GREEK = re.compile(r"(?<![Ͱ-Ͽ])[α-ω](?![Ͱ-Ͽ])")
APOSTROPHES = re.compile(r"['’ʼ`´]")
# "l'acide", "d’hypertension": the article is no part of the word.
ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=[^\W\d_]{2})")
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-‐‑–][^\W_]+)*")
HYPHENS = re.compile(r"[-‐‑–]")
SPECIAL = {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i"}

# Words that nobody is looking for, in the languages that people type: they need not be found.
IDLE_WORDS = """
a an and any are at by can do does for from get has have how i in is it my of on or that the this to used what which
with medicine medicines medication medications drug drugs treatment treat treating buy
al con como de del el en es la las lo los o para por que se sin su un una y medicamento medicamentos remedio
au aux avec ce dans des du et le les mon ou pour sans sur un une medicament medicaments
das der die ein eine fur gegen mit und von zu
في من على الى إلى عن دواء أدوية
"""
IDLE = frozenset(IDLE_WORDS.split())
ATC = re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}")
KIND_OF_CODE = re.compile(r"^[^\W\d_]+[\s.:-]*(?=\d{4})")
NO_CODE = re.compile(r"[\W_]+")
LONGEST_GTIN = 14  # figures
BOX_CODE = re.compile(r"^\(01\)(\d{14})|^01(\d{14})(?=17\d{6})")


def fold(text: str) -> str:
    """Lower case, no accents, lone Greek letters by name, no apostrophes; hyphens stay."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if APOSTROPHES.search(text):
        text = APOSTROPHES.sub("", ELIDED.sub("", text))
    if not text.isascii():
        text = LONE_GREEK.sub(lambda found: GREEK.get(found[0], found[0]), text)
        text = "".join(SPECIAL.get(character, character) for character in unicodedata.normalize("NFD", text))
        text = "".join(character for character in text if not unicodedata.combining(character))
    return text


# What is short is folded again and again; `fold` is for whole texts.
folded = lru_cache(maxsize=4096)(fold)


def plain(text: str) -> str:
    """A whole name as one string to compare: words with one space between."""
    return " ".join(WORD.findall(HYPHENS.sub(" ", apart(folded(with_micro(text))))))


def spelled(text: str) -> list[str]:
    """The words of a text in order, parts and whole of a hyphened one, figures, and each strength in one spelling."""
    text = with_micro(text)
    strengths = [token for found in STRENGTH.finditer(text) for token in strength_tokens(found)]
    found = []
    for word in WORD.findall(apart(folded(text))):
        found += word_forms(word)
    return [word[:LONGEST_WORD] for word in found] + strengths


def word_forms(word: str) -> list[str]:
    """One written word as search knows it."""
    if word[0].isdigit() and ("," in word or "." in word):
        return figure_forms(word)
    parts = HYPHENS.split(word)
    return [*parts, "".join(parts)] if len(parts) > 1 else parts


def figure_forms(word: str) -> list[str]:
    return [format(value.normalize(), "f") for value in figures(word)] or [word]


def code_key(text: str) -> str:
    """A code as it is compared: letters and figures alone, upper case, a mere number without the zeros before it."""
    if len(text) <= LONGEST_GTIN and text.isascii() and text.isdigit():  # most are
        return text.lstrip("0")
    text = "".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())
    if text[:1] in ("(", "0") and (box := BOX_CODE.match(text)):
        text = box[1] or box[2]
    key = (text if text.isalnum() else NO_CODE.sub("", text)).upper()
    return key.lstrip("0") if key.isascii() and key.isdigit() else key


def may_be_code(text: str) -> bool:
    """Whether a question looks like one code: at most four pieces, a figure in it, and no strength."""
    key, pieces = code_key(text), len(text.split())
    with_figures = any(map(str.isdigit, key))
    return 4 <= len(key) <= 40 and pieces <= 4 and with_figures and not STRENGTH.search(with_micro(text))


def code_keys(code: str) -> list[str]:
    """A national code as it stands on the box, and without the letters before it: "PZN-07654321"."""
    keys = [code_key(code), code_key(KIND_OF_CODE.sub("", code))]
    return [key for key in dict.fromkeys(keys) if key]


def atc_forms(code: str) -> list[str]:
    """An ATC code and the classes above it: "L04AX06" → l04, l04a, l04ax, l04ax06."""
    return [code[:length].casefold() for length in (3, 4, 5, 7) if len(code) >= length]


@lru_cache(maxsize=64)
def stemmer(language: str) -> TextAnalyzer | None:
    name = STEMMERS.get(language[:2])
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer(name)).build() if name else None


def stems(words: list[str], language: str) -> list[str]:
    """The stems of folded words in a language, as many as there are words; words themselves where it has no stemmer."""
    tool = stemmer(language)
    if tool is None or not words:
        return words
    found = tool.analyze(" ".join(words))
    return found if len(found) == len(words) else words


@dataclass(frozen=True)
class Written:
    """One thing that somebody typed: a word, perhaps with hyphens in it, a figure, or a strength."""

    typed: str
    parts: tuple[str, ...]
    strengths: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        return "".join(self.parts)


def written(text: str) -> list[Written]:
    """What was typed, in order."""
    text, place, found = with_micro(text), 0, []
    for strength in STRENGTH.finditer(text):
        if tokens := strength_tokens(strength):
            found += written_words(text[place : strength.start()])
            found.append(Written(strength[0].strip(), (), tokens))
            place = strength.end()
    return found + written_words(text[place:])


def written_words(text: str) -> list[Written]:
    found = []
    for word in WORD.findall(folded(text)):
        if word[0].isdigit() and ("," in word or "." in word):
            found.append(Written(word[:LONGEST_WORD], (figure_forms(word[:LONGEST_WORD])[-1],)))
        else:
            parts = (part[:LONGEST_WORD] for part in HYPHENS.split(word))
            found.append(Written(word[: 2 * LONGEST_WORD], tuple(parts)))
    return found
