"""The words of the lists, by language and kind, as they stand in the database now.

They are read for every review: what staff change counts for the next one, in every process. What is kept is their
reading into phrases, under the words themselves, so that nothing can be stale.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q

from catalog.models import Condition, ListingCondition
from reviews.models.screening_word import MarkKind as Kind
from reviews.models.screening_word import ScreeningWord
from reviews.screening.folding import fold
from reviews.screening.grammar import grammar, languages
from reviews.screening.phrases import PhraseBook
from reviews.screening.tokens import tokenise

Rows = tuple[tuple[str, str, bool], ...]  # kind, words, is an exception


@dataclass(frozen=True)
class Vocabulary:
    marked: dict[str, PhraseBook]
    never: dict[str, PhraseBook]

    @classmethod
    def of(cls, rows) -> "Vocabulary":
        """Of (kind, words, is an exception) in any order."""
        return read(tuple(sorted(rows)))


@dataclass(frozen=True)
class Uses:
    """What a medicine is for, and what it is not for but others are. Phrases in every language of the groups."""

    own: PhraseBook
    others: PhraseBook
    names: PhraseBook  # the medicine's own name, which nobody shouts

    @classmethod
    def of(cls, *, own: list[str], others: list[str], names: list[str]) -> "Uses":
        return read_uses(tuple(own), tuple(others), tuple(names))


@lru_cache(maxsize=16)
def read(rows: Rows) -> Vocabulary:
    lists: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for kind, words, is_exception in rows:
        lists[kind, is_exception].append(words)
    books = {key: PhraseBook(words) for key, words in lists.items()}
    none = PhraseBook([])
    return Vocabulary(
        marked={kind: books.get((kind, False), none) for kind in Kind.values},
        never={kind: books.get((kind, True), none) for kind in Kind.values},
    )


@lru_cache(maxsize=256)
def read_uses(own: tuple[str, ...], others: tuple[str, ...], names: tuple[str, ...]) -> Uses:
    """A listing for one of a group of needs is for all of it, in every language."""
    kin = {name for condition in own for name in groups_of(condition)}
    book = PhraseBook(own)
    for code in languages():
        for name in sorted(kin):
            book = book | grammar(code).groups[name]
    return Uses(own=book, others=PhraseBook(others), names=PhraseBook(names))


def groups_of(condition: str) -> Iterator[str]:
    """Hay fever is an allergy, and no fever: a find that lies within a longer one says nothing."""
    tokens = tokenise(fold(condition).text)
    finds = [(name, find) for name, book in grammar("en").groups.items() for find in book.find(tokens)]
    for name, find in finds:
        if not any(other.first <= find.first and find.last <= other.last and other != find for _name, other in finds):
            yield name


def words_of(language: str) -> dict[str, Vocabulary]:
    """One query: the words of a language, and of every other those of pregnancy, which must never be missed."""
    wanted = ScreeningWord.objects.filter(Q(language=language) | Q(kind=Kind.PREGNANCY)).order_by()
    rows: dict[str, list] = defaultdict(list, {language: []})
    for code, *columns in wanted.values_list("language", "kind", "words", "is_exception"):
        rows[code].append(tuple(columns))
    return {code: Vocabulary.of(columns) for code, columns in rows.items()}


def uses_of(listing) -> Uses:
    """One query: the listing's own conditions, and those of the catalogue that are not its own."""
    mine = ListingCondition.objects.filter(listing=listing.pk, condition=OuterRef("pk"))
    own: list[str] = []
    others: list[str] = []
    for name, is_own in Condition.objects.annotate(is_own=Exists(mine)).order_by("name").values_list("name", "is_own"):
        (own if is_own else others).append(name)
    substances = [row["substance"]["name"] for row in listing.ingredients]
    return Uses.of(own=own, others=others, names=[listing.name, listing.brand_name, *substances])
