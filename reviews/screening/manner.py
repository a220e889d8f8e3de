"""How a text is said: rude words, also those with a letter masked; capital letters; rows of exclamation marks."""

import re
from collections.abc import Iterable, Iterator

from reviews.models.screening_word import MarkKind as Kind
from reviews.screening.context import Context, covered, marked
from reviews.screening.folding import Folded
from reviews.screening.phrases import Find, PhraseBook, Word
from reviews.screening.tokens import Token
from reviews.screening.vocabulary import Uses, Vocabulary

Span = tuple[int, int]
LETTERS_FOR_SIGNS = str.maketrans("@$!01345", "asioieas")
DISGUISED = re.compile(r"(?<![\w*@$!])(?=[\w*@$!#]{3,20}(?![\w*@$!#]))[\w@$]+[*@$!#\d]+[\w*@$!#]*")
SPACED = re.compile(r"(?<!\w)[^\W\d_](?:[ .\-_*]{1,2}[^\W\d_]){2,14}(?!\w)")
STRETCHED = re.compile(r"(.)\1{2,}")
LOUD = re.compile(r"[!?]{4,}|(?:! ){3,}!")
MOST_DISGUISED = 40


def rude_words(context: Context, folded: Folded, words: Vocabulary) -> Iterator[Span]:
    """Spans of the folded text."""
    book, tokens = words.marked[Kind.PROFANITY], context.tokens
    for find in marked(book, words.never[Kind.PROFANITY], tokens):
        yield tokens[find.first].start, tokens[find.last - 1].end
    for token in tokens:
        if STRETCHED.search(token.text) and stretched(book, token):
            yield token.start, token.end
    yield from disguised(folded.text, book)


def stretched(book: PhraseBook, token: Token) -> bool:
    """ "shiiiit": a row of one letter stands for one of it, or for two."""
    return any(book.holds(STRETCHED.sub(times, token.text)) for times in (r"\1", r"\1\1"))


def disguised(text: str, book: PhraseBook) -> Iterator[Span]:
    for found, _count in zip(DISGUISED.finditer(text), range(MOST_DISGUISED), strict=False):
        word = found[0].rstrip("!").translate(LETTERS_FOR_SIGNS)
        if book.holds(word.rstrip("*#")) or is_masked(book, word):
            yield found.span()
    for found, _count in zip(SPACED.finditer(text), range(MOST_DISGUISED), strict=False):
        yield from spaced(book, found[0], found.start())


def spaced(book: PhraseBook, written: str, start: int) -> Iterator[Span]:
    """Rude words among letters that stand alone: "s h i t"."""
    places = [place for place, one in enumerate(written) if one.isalpha()]
    for first in range(len(places)):
        for last in range(len(places), first + 2, -1):
            if book.holds("".join(written[place] for place in places[first:last])):
                yield start + places[first], start + places[last - 1] + 1
                return


def is_masked(book: PhraseBook, word: str) -> bool:
    """ "f**k": stars and crosses stand for one letter each. At least half must be letters, and the first one."""
    if not re.search(r"[*#]", word) or sum(one.isalpha() for one in word) * 2 < len(word):
        return False
    return any(masks(word, rude) for rude in single_words(book, word[0]))


def masks(word: str, rude: Word) -> bool:
    compared = word[: len(rude.text)] if rude.any_ending else word
    pairs = zip(compared, rude.text, strict=False)
    return len(compared) == len(rude.text) and all(sign in ("*", "#", letter) for sign, letter in pairs)


def single_words(book: PhraseBook, first: str) -> Iterator[Word]:
    for phrases in (*book.by_word.values(), *book.by_stem.values()):
        yield from (one[0] for one in phrases if len(one) == 1 and one[0].text[0] == first)


def shouting(context: Context, folded: Folded, words: Vocabulary, uses: Uses) -> Iterator[Span]:
    """Three words in capitals in a row, or two long ones; and rows of exclamation marks. Spans of the folded text."""
    tokens = context.tokens
    quiet = covered(words.never[Kind.SHOUTING].find(tokens)) | covered(uses.names.find(tokens))
    run: list[Token] = []
    for place, token in enumerate(tokens):
        written = folded.original[slice(*folded.span(token.start, token.end))]
        if written.isupper() and len(written) > 1 and place not in quiet:
            run.append(token)
        elif not (token.is_number or len(written) == 1 or place in quiet):
            yield from loud(run)
            run = []
    yield from loud(run)
    yield from (found.span() for found in LOUD.finditer(folded.text))


def loud(run: list[Token]) -> Iterator[Span]:
    size = sum(len(token.text) for token in run)
    if (len(run) >= 3 and size >= 9 and any(len(token.text) >= 4 for token in run)) or (len(run) == 2 and size >= 10):
        yield run[0].start, run[-1].end


def finds_to_spans(tokens: list[Token], finds: Iterable[Find]) -> Iterator[Span]:
    return ((tokens[find.first].start, tokens[find.last - 1].end) for find in finds)
