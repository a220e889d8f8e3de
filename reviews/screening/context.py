"""What stands around a marked word: whether it is denied, eased, caused, or part of a list that is."""

from dataclasses import dataclass

from reviews.screening.grammar import Grammar
from reviews.screening.phrases import Find, PhraseBook, without_exceptions
from reviews.screening.tokens import COMMA, NOTHING, STOP, Tokens

NEGATION_REACHES = 6  # tokens from "no" to what it denies
CAUSE_REACHES = 5
AFTER_REACHES = 7
JOINING = frozenset(["or", "nor", "and", "o", "u", "y", "e", "ni", "ô", "او", "و"])


@dataclass
class Context:
    """The tokens of one field, and by which token each kind of context ends or begins."""

    tokens: Tokens
    grammar: Grammar

    def __post_init__(self):
        said = self.grammar
        false = said.false_negations.find(self.tokens)
        self.negations = ends(without_exceptions(said.negations.find(self.tokens), false))
        self.contrasts = ends(without_exceptions(said.contrasts.find(self.tokens), []))
        no_use = said.false_uses.find(self.tokens)
        self.relieves = ends(without_exceptions(said.relieves.find(self.tokens), no_use))
        self.uses = ends(without_exceptions(said.uses.find(self.tokens), no_use))
        self.causes = ends(said.causes.find(self.tokens))
        self.small = {place for find in said.small.find(self.tokens) for place in range(find.first, find.last)}
        self.caused_after = starts(said.caused_after.find(self.tokens))
        self.negated_after = starts(said.negated_after.find(self.tokens))

    def negated(self, find: Find) -> bool:
        return self.negated_before(find) or self.negated_behind(find)

    def negated_before(self, find: Find) -> bool:
        """Whether a "no" shortly before reaches here: within the clause, and up to a "but"."""
        return self.reached(find, self.negations, NEGATION_REACHES, stop=COMMA)

    def negated_behind(self, find: Find) -> bool:
        """ "Side effects: none." A question that is answered so, too."""
        for place in range(find.last, min(find.last + 2, len(self.tokens))):
            if place > find.last and self.tokens[place].gap != NOTHING:
                return False
            if place in self.negated_after:
                return True
        return False

    def caused(self, find: Find) -> bool:
        """Whether the words say that the medicine brought it: "gave me a headache", "a headache after taking it"."""
        if self.reached(find, self.causes, CAUSE_REACHES, stop=STOP):
            return True
        for place in range(find.last, min(find.last + AFTER_REACHES, len(self.tokens))):
            if self.tokens[place].gap == STOP:
                return False
            if place in self.caused_after:
                return True
        return False

    def reached(self, find: Find, marks: set[int], steps: int, *, stop: int) -> bool:
        """Whether one of `marks` (tokens) stands within so many steps before, with no contrast between."""
        for place in range(find.first - 1, max(find.first - 1 - steps, -1), -1):
            if self.tokens[place + 1].gap >= stop:
                return False
            if place in marks:
                return True
            if place in self.contrasts:
                return False
        return False

    def directly_after(self, find: Find, marks: set[int]) -> bool:
        """Whether one of `marks` stands right before, or with small words alone between: "for my terrible …"."""
        for place in range(find.first - 1, max(find.first - 5, -1), -1):
            if self.tokens[place + 1].gap != NOTHING:
                return False
            if place in marks:
                return True
            if place not in self.small:
                return False
        return False

    def joined(self, before: Find, find: Find) -> bool:
        """Whether two finds are items of one list: "nausea, dizziness or a rash"."""
        between = self.tokens[before.last : find.first]
        if len(between) > 2 or self.tokens[find.first].gap == STOP or any(one.gap == STOP for one in between):
            return False
        joining = [one for one in between if JOINING.intersection(one.forms)]
        if between and len(joining) + sum(before.last + step in self.small for step in range(len(between))) < len(
            between
        ):
            return False
        comma = self.tokens[before.last].gap == COMMA or self.tokens[find.first].gap == COMMA
        return bool(joining) or comma or not between or self.tokens[find.first].forms != (self.tokens[find.first].text,)


def ends(finds: list[Find]) -> set[int]:
    return {find.last - 1 for find in finds}


def starts(finds: list[Find]) -> set[int]:
    return {find.first for find in finds}


def covered(finds: list[Find]) -> set[int]:
    return {place for find in finds for place in range(find.first, find.last)}


def marked(book: PhraseBook, exceptions: PhraseBook, tokens: Tokens) -> list[Find]:
    """The finds of a kind that stand inside none of its exceptions."""
    return outermost(without_exceptions(book.find(tokens), exceptions.find(tokens)))


def outermost(finds: list[Find]) -> list[Find]:
    """Those that lie within no other; by ascending place."""
    kept: list[Find] = []
    for find in finds:
        if not kept or find.last > kept[-1].last:
            kept.append(find)
    return kept
