"""How one word, or a phrase, is found: in which fields, in which form, and how much that counts."""

from dataclasses import dataclass
from itertools import chain

from django.utils.functional import cached_property
from tantivy import Occur, Query

from catalog.engine.schema import schema, text_analyzer
from catalog.engine.words import IDLE, stems

# How much a word counts where it is found.
NAMES, TERMS, TEXTS, STRENGTHS = 8.0, 3.0, 1.0, 8.0
# What remains of that for a stem, for the beginning of a word, for a guess, for a synonym, for words far apart.
STEMMED, BEGUN, MEANT, SAME, APART = 0.8, 0.5, 0.6, 0.7, 0.3
CONDITION = 40.0
SHORTEST_BEGINNING, MOST_BEGINNINGS = 3, 24
UNSURE = 0.3
BARE = frozenset({"exact", "codes", "condition", "product"})


@dataclass(frozen=True)
class Way:
    """How documents are found: `queries`, the best of which weighs, and `found`, the same documents without weights.

    Counting and filtering need no weights, and are several times quicker without.
    """

    queries: tuple[Query, ...]
    found: tuple[Query, ...]

    @property
    def query(self) -> Query:
        if len(self.queries) == 1:
            return self.queries[0]
        return Query.disjunction_max_query(list(self.queries), tie_breaker=0.1)

    @property
    def documents(self) -> Query:
        return union(self.found)

    def boosted(self, share: float) -> "Way":
        return Way(tuple(boosted(query, share) for query in self.queries), self.found)


class Matcher:
    """What finds words in one reader's index, for somebody who reads `language`.

    `searched_as` gathers every word that a page may be found by, to be marked there.
    """

    def __init__(self, reader, language: str):
        self.reader, self.language = reader, language
        self.searched_as: set[str] = set()

    @cached_property
    def languages(self) -> list[str]:
        """Those of the listings, and the reader's own."""
        found = {field.removeprefix("text_") for field in self.reader.languages} - {"any"}
        return sorted(found | {self.language})

    def strength(self, tokens: tuple[str, ...]) -> Way | None:
        """A strength as written: "per" something where that is known, and the likeliest reading of the figure first."""
        listed = [token for token in tokens if self.frequency("names", token)]
        best = [token for token in listed if "/" in token] or listed[:1]
        shares = [(token, 1.0 if token == best[0] else UNSURE) for token in listed]
        return either([way("names", token, STRENGTHS * share) for token, share in shares])

    def ways(self, word: str) -> list[Way]:
        """Every way in which a typed word may be found."""
        ways = self.simple(word)
        for field, weight in (("names", NAMES), ("terms", TERMS)):
            for name, _count in self.beginnings(word, field):
                self.searched_as.add(name)
                ways.append(way(field, name, weight * BEGUN * len(word) / len(name)))
        return ways

    def simple(self, word: str) -> list[Way]:
        """A word as it is and by its stem, in each field where something has it."""
        self.searched_as.add(word)
        return [found for field in self.fields if (found := self.in_field(word, field))]

    @property
    def fields(self) -> list[str]:
        return ["names", "terms", *self.reader.languages]

    def in_field(self, word: str, field: str) -> Way | None:
        if field.startswith("text_"):
            stem = text_analyzer(field.removeprefix("text_")).analyze(word)
            there = len(stem) == 1 and is_like(stem[0], word) and self.frequency(field, stem[0])
            return way(field, stem[0], TEXTS) if there else None
        weight, forms = NAMES if field == "names" else TERMS, self.forms(word)
        listed = [form for form in forms if self.frequency(field, form)]
        if not listed:
            return None
        # Whatever holds the word holds its stem in the language of the text; then it need not be looked up twice.
        covered = len(forms) == 1 + len(self.stems(word)) and "text_any" not in self.reader.languages
        needed = [form for form in listed if form != word] if covered else listed
        queries = tuple(boosted(term(field, form), weight * forms[form]) for form in listed)
        return Way(queries, tuple(term(field, form) for form in needed or listed))

    def forms(self, word: str) -> dict[str, float]:
        """Spelling → what remains of its weight."""
        return {word: 1.0} | {f"~{stem}": STEMMED for stem in self.stems(word) if is_like(stem, word)}

    def stems(self, word: str) -> list[str]:
        return sorted({stems([word], language)[0] for language in self.languages}) if word.isalpha() else []

    def phrase(self, words: tuple[str, ...]) -> Way | None:
        """All of these words: best in one field, or the medicines for the condition of this name; None where one is
        found nowhere."""
        needed = [word for word in words if word not in IDLE]
        if not needed:
            return None
        ways = [found for field in self.fields if (found := self.all_in_field(needed, field))]
        if len(needed) > 1 and (apart := self.everywhere(needed)):
            # What is found in one field is found in any.
            ways = [Way(found.queries, ()) for found in ways] + [apart.boosted(APART)]
        return either([*ways, *self.condition(words)])

    def all_in_field(self, words, field: str) -> Way | None:
        there = [found for word in words if (found := self.in_field(word, field))]
        if len(there) < len(words):
            return None
        self.searched_as.update(words)
        return all_of(there)

    def everywhere(self, words) -> Way | None:
        there = [found for word in words if (found := either(self.simple(word)))]
        return all_of(there) if len(there) == len(words) else None

    def condition(self, words: tuple[str, ...]) -> list[Way]:
        """The medicines for the condition of just this name come before those that mention it."""
        slug, name = "-".join(words), " ".join(words)
        if not self.frequency("ways", f"condition\t{name}\t{slug}"):
            return []
        found = term("condition", slug)
        return [Way((Query.const_score_query(found, CONDITION),), (found,))]

    def beginnings(self, word: str, field: str) -> list[tuple[str, int]]:
        """The longer words of a field that begin so, the commonest first."""
        if len(word) < SHORTEST_BEGINNING or not word.isalpha():
            return []
        found = self.reader.searcher.terms_with_prefix(field, word, limit=MOST_BEGINNINGS)
        return [(name, count) for name, count in found if name != word]

    def is_listed(self, word: str) -> bool:
        """Whether something holds this word, one like it, or a name that begins so."""
        if any(self.in_field(word, field) for field in self.fields):
            return True
        return bool(self.beginnings(word, "names") or self.beginnings(word, "terms"))

    def frequency(self, field: str, token: str) -> int:
        return self.reader.searcher.doc_freq(field, token)


def is_like(stem: str, word: str) -> bool:
    """Whether a stem is more than half of its word: in Spanish that of "losaran", a slip for losartan, is "los"."""
    return 2 * len(stem) > len(word)


def term(field: str, value: str) -> Query:
    return Query.term_query(schema(), field, value, index_option="basic" if field in BARE else "freq")


def boosted(query: Query, boost: float) -> Query:
    return Query.boost_query(query, boost)


def way(field: str, value: str, weight: float) -> Way:
    found = term(field, value)
    return Way((boosted(found, weight),), (found,))


def either(ways: list[Way]) -> Way | None:
    """The best of these ways, and a little of the others."""
    if not ways:
        return None
    return Way(tuple(chain(*(one.queries for one in ways))), tuple(chain(*(one.found for one in ways))))


def all_of(ways: list[Way]) -> Way:
    if len(ways) == 1:
        return ways[0]
    query = Query.boolean_query([(Occur.Must, one.query) for one in ways])
    return Way((query,), (Query.boolean_query([(Occur.Must, one.documents) for one in ways]),))


def union(queries) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
