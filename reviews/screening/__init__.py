"""Screening: which places of a review a moderator should look at, and why. It marks, and never rejects.

`screen` is asked when a review is sent. The words come from the database (ScreeningWord), where staff edit them; how
a language denies, eases or causes is in `grammar/`; `bench/screening/` measures both on labelled sentences.
"""

from collections.abc import Iterable, Iterator

from reviews.models.screening_word import MarkKind as Kind
from reviews.screening import manner, reading
from reviews.screening.contacts import contacts
from reviews.screening.context import Context, marked
from reviews.screening.figures import figures
from reviews.screening.folding import Folded, fold
from reviews.screening.grammar import grammar, language_of
from reviews.screening.manner import finds_to_spans
from reviews.screening.marks import (
    FIELDS,
    URGENCY,
    Mark,
    in_order,
    is_possible_side_effect,
    mentions_pregnancy,
    urgency,
    urgency_of,
)
from reviews.screening.phrases import Find
from reviews.screening.reading import Found
from reviews.screening.tokens import Token, Tokens, tokenise
from reviews.screening.vocabulary import Uses, Vocabulary, uses_of, words_of

__all__ = [
    "URGENCY",
    "Kind",
    "Mark",
    "contact_spans",
    "is_possible_side_effect",
    "mentions_pregnancy",
    "screen",
    "urgency",
    "urgency_of",
]


def screen(*, title: str, text: str, language: str, listing) -> list[Mark]:
    """The marks of a review of a listing, in order. Two queries.

    `language` is that of the page it was written on. A text that is clearly in another language of the lists is read
    with that one's words. Words of pregnancy are looked for in every language.
    """
    fields = {"title": title, "text": text}
    language = language_written(fields, language)
    return marks_in(fields, language=language, words=words_of(language), uses=uses_of(listing), market=listing.market)


def language_written(fields: dict[str, str], page: str) -> str:
    return language_of(Tokens(token for name in FIELDS for token in tokenise(fold(fields[name]).text)), page)


def marks_in(
    fields: dict[str, str], *, language: str, words: dict[str, Vocabulary], uses: Uses, market: str
) -> list[Mark]:
    """As `screen`, with the words of each language, what the medicine is for, and the code of its market given."""
    found: list[Mark] = []
    for name, written in fields.items():
        folded = fold(written)
        context = Context(tokenise(folded.text), grammar(language))
        own = spans(folded, context, words[language], uses, market)
        foreign = (
            (Kind.PREGNANCY, span)
            for code in words
            for span in finds_to_spans(context.tokens, reading.pregnancies(context, words[code]))
        )
        for kind, (start, end) in (*own, *foreign):
            found.append(Mark(name, *folded.span(start, end), kind.value))
    return in_order(found)


def spans(folded: Folded, context: Context, words: Vocabulary, uses: Uses, market: str) -> Iterator[Found]:
    tokens = context.tokens
    addresses = list(contacts(folded.text))
    yield from ways_to_reach(folded, context, words, market, addresses)
    others = list(reading.other_uses(context, words, uses))
    finds: dict[Kind, Iterable[Find]] = {
        Kind.DOCTOR: reading.doctors(context, words, as_written(folded, tokens)),
        Kind.CURE: reading.cures(context, words),
        Kind.DOSE: reading.doses(context, words),
        Kind.OTHER_USE: others,
        Kind.SIDE_EFFECT: reading.reactions(context, words, uses, others),
    }
    finds[Kind.SHOUTING] = marked(words.marked[Kind.SHOUTING], words.never[Kind.SHOUTING], tokens)
    for kind, found in finds.items():
        yield from ((kind, span) for span in finds_to_spans(tokens, found))
    yield from ((Kind.PROFANITY, span) for span in manner.rude_words(context, folded, words))
    yield from (
        (Kind.SHOUTING, span) for span in manner.shouting(context, folded, words, uses) if apart(span, addresses)
    )


def ways_to_reach(
    folded: Folded, context: Context, words: Vocabulary, market: str, addresses: list[Found]
) -> Iterator[Found]:
    """What leads to a person: addresses, and figures that belong to one. `addresses` are those of `contacts`."""
    orders, cues = words.marked[Kind.NUMBER], context.grammar.telephone_cues
    numbers = figures(folded.text, context.tokens, market=market, cues=cues, orders=orders)
    yield from reading.but_what_staff_allow(context, words, [*addresses, *numbers])
    for kind in (Kind.EMAIL, Kind.TELEPHONE, Kind.WEB_ADDRESS):
        finds = marked(words.marked[kind], words.never[kind], context.tokens)
        yield from ((kind, span) for span in finds_to_spans(context.tokens, finds))


def contact_spans(text: str, *, language: str, market: str, words: Vocabulary) -> list[tuple[int, int]]:
    """Where a text of any kind tells how to reach somebody; with the words of its language. No query."""
    folded = fold(text)
    context = Context(tokenise(folded.text), grammar(language))
    found = ways_to_reach(folded, context, words, market, list(contacts(folded.text)))
    return [folded.span(start, end) for _kind, (start, end) in found]


def apart(span: tuple[int, int], addresses: list[Found]) -> bool:
    """An address in capitals is no shouting."""
    return not any(start <= span[0] and span[1] <= end for _kind, (start, end) in addresses)


def as_written(folded: Folded, tokens: list[Token]) -> list[str]:
    return [folded.original[slice(*folded.span(token.start, token.end))] for token in tokens]
