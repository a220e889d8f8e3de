"""Figures that belong to a person: telephone numbers, cards, accounts, orders. Doses, dates and values are none."""

import re
from collections.abc import Iterator

import phonenumbers

from reviews.models.screening_word import MarkKind as Kind
from reviews.screening.phrases import PhraseBook
from reviews.screening.tokens import STOP, Token, Tokens

Span = tuple[int, int]

# Figures in one go, as people write them: at most two characters between, no comma. Possessive: read once.
RUN = re.compile(r"(?<![\w.,])(?:\+|\(\+?)?\d(?:[ .\-()/·]{0,2}+\d){5,30}+(?![\w])")
DATE = re.compile(r"(?<!\d)(?:\d{1,2}([./\-])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([./\-])\d{1,2}\2\d{1,2})(?!\d)")
YEARS = re.compile(r"(?:19|20)\d\d(?: ?[-/–] ?(?:19|20)\d\d)+")
LOCAL = re.compile(r"\d{3}[-.]\d{4}")
IBAN = re.compile(r"(?<!\w)[a-z]{2}\d\d(?: ?[a-z0-9]){11,30}+(?!\w)")
UNIT = re.compile(
    r"\s{0,2}(?:%|/|(?:mg|mcg|µg|μg|ug|g|kg|ml|l|iu|ui|units?|unidades|mmol|mm|cm|x|years?|a[nñ]os|days?|dias"
    r"|steps?|pasos|people|personas|cells?|calories|kcal|platelets|ملغ|مغ|مل|وحده|غرام|سنه|يوم)(?!\w))"
)
MOST_RUNS = 40
CUE_REACHES = 30  # characters from "call me" to the number
REGIONS = {"us": ("US",), "gb": ("GB",), "eu": ("ES", "DE", "FR", "IT", "NL")}


def figures(text: str, tokens: Tokens, *, market: str, cues: PhraseBook, orders: PhraseBook):
    """(kind, span) of a folded text. `cues` say that a telephone number follows, `orders` that an order's does."""
    numbers = [*cards(text), *ibans(text), *order_numbers(text, tokens, orders)]
    yield from ((Kind.NUMBER, span) for span in numbers)
    taken = {place for start, end in numbers for place in range(start, end)}
    for start, end in (*telephones(text, market=market, cued=cue_places(tokens, cues)), *spelt_numbers(tokens)):
        if taken.isdisjoint(range(start, end)):
            yield Kind.TELEPHONE, (start, end)


def runs(text: str) -> Iterator[tuple[str, Span]]:
    """Rows of figures that are no date and have no unit."""
    blanked = DATE.sub(lambda date: "x" * len(date[0]), text)
    for found, _count in zip(RUN.finditer(blanked), range(MOST_RUNS), strict=False):
        if not UNIT.match(blanked, found.end()):
            yield found[0], found.span()


def cards(text: str) -> Iterator[Span]:
    return (span for written, span in runs(text) if is_card(digits_of(written)))


def telephones(text: str, *, market: str, cued: set[int]) -> Iterator[Span]:
    for written, (start, end) in runs(text):
        if is_telephone(written, market, near_cue=not cued.isdisjoint(range(start - CUE_REACHES, start))):
            yield start, end


def digits_of(written: str) -> str:
    return re.sub(r"\D", "", written)


def is_card(digits: str) -> bool:
    """Thirteen to nineteen figures that pass Luhn's check, of a network that issues cards."""
    if not 13 <= len(digits) <= 19 or digits[0] not in "23456" or len(set(digits)) < 2:
        return False
    doubled = (sum(divmod(2 * int(one), 10)) for one in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def is_telephone(written: str, market: str, *, near_cue: bool) -> bool:
    digits = digits_of(written)
    if len(digits) > 15 or YEARS.fullmatch(written.strip()) or len(set(digits)) < 2:
        return len(digits) > 15 and near_cue
    if near_cue:
        return True
    if len(digits) < 9:
        return bool(LOCAL.fullmatch(written) or ("+" in written and len(digits) >= 8) or is_valid(written, market))
    return not is_round(digits)


def is_valid(written: str, market: str) -> bool:
    """Whether a country of the market issues such numbers. Eight figures at least, or counts would be numbers."""
    if sum(map(str.isdigit, written)) < 8:
        return False
    for region in REGIONS.get(market, ("US",)):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(written, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def is_round(digits: str) -> bool:
    """A billion of something is counted, not called."""
    return digits.endswith("00000")


def ibans(text: str) -> Iterator[Span]:
    for found in IBAN.finditer(text):
        code = found[0].replace(" ", "")
        while len(code) >= 15:  # words may follow the number
            moved = code[4:] + code[:4]
            if int("".join(str(int(one, 36)) for one in moved if one.isascii())) % 97 == 1:
                yield found.start(), found.start() + reach(found[0], len(code))
                break
            code = code[:-1]


def reach(written: str, signs: int) -> int:
    """How far into `written` so many characters that are no spaces go."""
    places = [place for place, one in enumerate(written) if one != " "]
    return places[signs - 1] + 1


COUNTED = re.compile(r" ?(?:tabl|pill|pills|caps|box|pack|cajas|past|comp|sobres|times|veces|حب|قرص|علب)")
MARKERS = frozenset(
    ["no", "nr", "num", "number", "numero", "nº", "n", "id", "code", "codigo", "ref", "reference", "referencia", "رقم"]
)
BETWEEN = frozenset(["is", "was", "es", "era", "my", "mi", "the", "el", "it's", "هو", "هي"])


def cue_places(tokens: Tokens, cues: PhraseBook) -> set[int]:
    return {tokens[find.last - 1].end for find in cues.find(tokens)}


def order_numbers(text: str, tokens: Tokens, orders: PhraseBook) -> Iterator[Span]:
    """ "order #12345", "order no. 123", "pedido 1234"; not "order 100 tablets"."""
    for find in orders.find(tokens):
        place, marked = find.last, tokens[find.last - 1].text in MARKERS
        while place < len(tokens) and place < find.last + 4 and not tokens[place].is_number:
            sign = "#" in text[tokens[place - 1].end : tokens[place].start]
            if tokens[place].text not in MARKERS | BETWEEN and not (sign or is_prefix(text, tokens, place)):
                break
            marked = marked or sign or tokens[place].text in MARKERS or is_prefix(text, tokens, place)
            place += 1
        if place < len(tokens) and tokens[place].is_number:
            yield from order_number(text, tokens, find.first, place, marked)


def order_number(text: str, tokens: Tokens, first: int, place: int, marked: bool) -> Iterator[Span]:
    between = text[tokens[place - 1].end : tokens[place].start]
    marked = marked or "#" in between or ":" in between
    if DATE.match(text, tokens[place].start):
        return
    end = number_end(text, tokens[place].start)
    count = sum(map(str.isdigit, text[tokens[place].start : end]))
    counts_things = not marked and (tokens[place].gap == STOP or COUNTED.match(text, end) or UNIT.match(text, end))
    if count >= (3 if marked else 4) and not counts_things:
        yield tokens[first].start, end


def is_prefix(text: str, tokens: Tokens, place: int) -> bool:
    """The letters of "AB-12345"."""
    follower = tokens[place + 1] if place + 1 < len(tokens) else None
    return bool(
        follower
        and follower.is_number
        and len(tokens[place].text) <= 4
        and text[tokens[place].end : follower.start] in {"-", "", "/"}
    )


def number_end(text: str, start: int) -> int:
    found = re.compile(r"[\w\-/]{1,40}").match(text, start)
    return found.end() if found else start + 1


SPELT_AS_TEXT = """
zero oh nought one two three four five six seven eight nine double triple cero uno dos tres cuatro cinco seis siete
ocho nueve صفر واحد اثنان ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه
"""
SPELT = frozenset(SPELT_AS_TEXT.split())


def spelt_numbers(tokens: Tokens) -> Iterator[Span]:
    """Seven figures or more in a row, each a word or a single figure."""
    run: list[Token] = []
    for token in [*tokens, None]:
        if token and (token.text in SPELT or (token.is_number and len(token.text) == 1)) and token.gap != STOP:
            run.append(token)
            continue
        if len(run) >= 7 and sum(one.text in SPELT for one in run) >= 4:
            yield run[0].start, run[-1].end
        run = []
