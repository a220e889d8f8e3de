"""What a text says: each function yields the finds of one kind. The rules of a kind stand together here."""

from collections.abc import Iterator
from dataclasses import replace

from reviews.models.screening_word import MarkKind as Kind
from reviews.screening.context import Context, covered, ends, marked, outermost, starts
from reviews.screening.phrases import Find
from reviews.screening.tokens import COMMA, NOTHING, STOP, Tokens
from reviews.screening.vocabulary import Uses, Vocabulary

ADVICE_REACHES = 6


def reactions(context: Context, words: Vocabulary, uses: Uses, others: list[Find]) -> Iterator[Find]:
    """Words of a possible side effect, unless denied, eased, or what the medicine is for and not said to be caused.

    `others` are the finds of other uses: a need is no reaction.
    What a list begins with holds for the whole of it: "no nausea, dizziness or rash".
    """
    finds = marked(words.marked[Kind.SIDE_EFFECT], words.never[Kind.SIDE_EFFECT], context.tokens)
    needs = covered([*uses.own.find(context.tokens), *others])
    before, silent = None, False
    for find in finds:
        goes_on = silent and before is not None and context.joined(before, find) and not context.caused(find)
        silent = goes_on or is_silent(context, find, needs=needs)
        if not silent:
            yield find
        before = find


def is_silent(context: Context, find: Find, *, needs: set[int]) -> bool:
    """Stomach pain is not what a medicine for pain is for: a need must name the whole of a reaction."""
    if context.negated(find):
        return True
    if context.caused(find):
        return False
    return needs.issuperset(range(find.first, find.last)) or context.directly_after(find, context.relieves)


def pregnancies(context: Context, words: Vocabulary) -> list[Find]:
    """Every mention, denied or not: an exposure must never be missed."""
    return marked(words.marked[Kind.PREGNANCY], words.never[Kind.PREGNANCY], context.tokens)


def other_uses(context: Context, words: Vocabulary, uses: Uses) -> Iterator[Find]:
    """A need that the page does not name, in words of use: "I took it for …". A list goes on as it began."""
    tokens = context.tokens
    named = uses.others.find(tokens) + words.marked[Kind.OTHER_USE].find(tokens)
    own = covered(uses.own.find(tokens))
    never = covered(words.never[Kind.OTHER_USE].find(tokens))
    before = None
    for find in outermost(sorted(named, key=lambda one: (one.first, -one.last))):
        if {find.first, find.last - 1} & (own | never) or context.negated_before(find):
            continue
        says_use = is_whole_purpose(context, find) or context.directly_after(find, context.uses)
        if says_use or (before and context.joined(before, find)):
            yield find
            before = find


PURPOSES = frozenset(["to", "as", "off", "para", "como", "ل", "من"])


def is_whole_purpose(context: Context, find: Find) -> bool:
    """Such phrases say the use themselves: "to lose weight"."""
    return context.tokens[find.first].text in PURPOSES


def cures(context: Context, words: Vocabulary) -> Iterator[Find]:
    doubts = ends(context.grammar.cure_negations.find(context.tokens))
    for find in marked(words.marked[Kind.CURE], words.never[Kind.CURE], context.tokens):
        if not before(context, find, doubts, 4):
            yield find


def doses(context: Context, words: Vocabulary) -> Iterator[Find]:
    """Advice on how much to take. What the writer or another person takes is an experience, and no advice."""
    tokens = context.tokens
    experience = ends(context.grammar.experience.find(tokens))
    address = covered(context.grammar.address.find(tokens))
    for find in marked(words.marked[Kind.DOSE], words.never[Kind.DOSE], tokens):
        speaks_to = set(range(max(0, find.first - 3), find.last)) & address
        if speaks_to or not before(context, find, experience, ADVICE_REACHES):
            yield find


def before(context: Context, find: Find, places: set[int], steps: int) -> bool:
    """Whether one of `places` stands within so many steps before, in the same clause."""
    for place in range(find.first - 1, max(find.first - 1 - steps, -1), -1):
        if context.tokens[place + 1].gap >= COMMA:
            return False
        if place in places:
            return True
    return False


def doctors(context: Context, words: Vocabulary, original: list[str]) -> Iterator[Find]:
    """A title and a name. `original` is each token as written: a name after a word begins with a capital letter."""
    tokens = context.tokens
    no_name = starts(context.grammar.not_names.find(tokens))
    never = covered(words.never[Kind.DOCTOR].find(tokens))
    short = starts(context.grammar.abbreviated_titles.find(tokens))
    titles = marked(words.marked[Kind.DOCTOR], words.never[Kind.DOCTOR], tokens)
    for find in (*titles, *context.grammar.one_letter_titles.find(tokens)):
        name = find.last
        if name >= len(tokens) or name in no_name | never or tokens[name].is_number or tokens[name].gap == COMMA:
            continue
        is_short = find.first in short
        if tokens[name].gap == STOP and not is_short:
            continue
        if is_name(original, find, is_short=is_short):
            yield Find(find.first, name_end(context, name, original, no_name))


def is_name(original: list[str], find: Find, *, is_short: bool) -> bool:
    title, name = original[find.last - 1], original[find.last]
    if len(name) < 2:
        return False
    if title.isupper() and len(title) > 4:
        return False  # within capitals nothing tells a name from a word
    return name[0].isupper() or (is_short and not name[0].isdigit())


def name_end(context: Context, name: int, original: list[str], no_name: set[int]) -> int:
    """A second name belongs to it."""
    second = name + 1
    more = second < len(context.tokens) and context.tokens[second].gap == NOTHING and second not in no_name
    return second + 1 if more and original[second][0].isupper() and not original[second].isupper() else second


Found = tuple[Kind, tuple[int, int]]


def but_what_staff_allow(context: Context, words: Vocabulary, found: list[Found]) -> Iterator[Found]:
    """Without what touches an exception of its kind: the address of an authority, for instance. Dots part nothing."""
    if not found:
        return
    whole = Tokens(replace(token, gap=NOTHING) for token in context.tokens)
    for kind in dict.fromkeys(kind for kind, _span in found):
        allowed = {
            place
            for find in words.never[kind].find(whole)
            for place in range(whole[find.first].start, whole[find.last - 1].end)
        }
        yield from ((kind, span) for one, span in found if one == kind and allowed.isdisjoint(range(*span)))
