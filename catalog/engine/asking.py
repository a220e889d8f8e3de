"""What somebody typed, as a question to the index. Any text is a question: there are no operators.

Every word becomes one clause that the fields answer with different weight: names first, then what stands on the first
lines of a page, then its texts. A word is looked for as it is, by its stem, as the beginning of a name, through
synonyms, and, where it stands nowhere, as what it was probably meant to be.
"""

from dataclasses import dataclass
from functools import cached_property

from tantivy import Occur, Query

from catalog.engine.schema import schema, text_analyzer
from catalog.engine.synonyms import Synonyms
from catalog.engine.words import IDLE, Written, code_key, may_be_code, plain, stems, written

MOST_WORDS = 12
# How much a word counts where it is found.
NAMES, TERMS, TEXTS, STRENGTHS = 8.0, 3.0, 1.0, 8.0
STEMMED, BEGUN, MEANT, SAME = 0.8, 0.5, 0.6, 0.7
WHOLE_NAME = 60.0
SHORTEST_BEGINNING, MOST_BEGINNINGS = 3, 24


@dataclass(frozen=True)
class Clause:
    """The words of a question that are answered together, and what answers them."""

    words: tuple[str, ...]
    query: Query | None
    idle: bool = False


class Question:
    """A text asked of a reader, for a visitor who reads `language`."""

    def __init__(self, reader, text: str, *, language: str = "en", synonyms: Synonyms | None = None):
        self.reader, self.text, self.language = reader, text, language
        self.synonyms = synonyms or Synonyms([])
        self.corrected: list[tuple[str, str]] = []
        self.searched_as: set[str] = set()  # every word that a page may be found by, to be marked there

    @cached_property
    def code(self) -> Query | None:
        """What finds exactly the medicines with this code; None where nothing has it."""
        if not may_be_code(self.text):
            return None
        key = code_key(self.text)
        return term("codes", key) if self.reader.searcher.doc_freq("codes", key) else None

    @cached_property
    def all(self) -> Query:
        """Every word that counts is found."""
        needed = [clause for clause in self.clauses if not clause.idle] or self.clauses
        if not needed or any(clause.query is None for clause in needed):
            return Query.empty_query()
        return self.with_whole_name([(Occur.Must, clause.query) for clause in needed if clause.query])

    @cached_property
    def any(self) -> Query:
        """At least one word that counts is found; the more of them, the earlier."""
        known = [clause for clause in self.clauses if clause.query is not None]
        known = [clause for clause in known if not clause.idle] or known
        if not known:
            return Query.empty_query()
        one_of = Query.boolean_query([(Occur.Should, clause.query) for clause in known if clause.query])
        return self.with_whole_name([(Occur.Must, one_of)])

    def with_whole_name(self, needed) -> Query:
        names = {plain(self.text), plain(self.as_searched)} - {""}
        exact = [(Occur.Should, boosted(term("exact", name), WHOLE_NAME)) for name in sorted(names)]
        return Query.boolean_query([*needed, *exact])

    @cached_property
    def as_searched(self) -> str:
        """The text with its corrections."""
        meant = dict(self.corrected)
        return " ".join(meant.get(one.typed, one.typed) for one in self.written_words)

    @cached_property
    def written_words(self) -> list[Written]:
        return written(self.text)[:MOST_WORDS]

    @cached_property
    def clauses(self) -> list[Clause]:
        meant = [self.meant(one) for one in self.written_words]
        parts = [part for ones, _near in meant for one in ones for part in (one.parts or one.strengths[:1])]
        found: list[Clause] = []
        place = 0
        for ones, near in meant:
            for one in ones:
                start, size = place, max(len(one.parts), 1)
                place += size
                if found and start < self.taken_to:
                    continue  # a part of the phrase before
                length, others = self.synonyms.at(parts, start) if one.parts else (0, [])
                if length > size:
                    self.taken_to = start + length
                    found.append(self.phrase(tuple(parts[start : start + length]), others))
                else:
                    found.append(self.word(one, near, others if length == size else []))
        return found

    taken_to = 0

    def meant(self, one: Written) -> tuple[list[Written], list[tuple[str, int]]]:
        """What was typed, or, where that stands nowhere, what it may have been meant as, and the other guesses."""
        if one.strengths or len(one.parts) > 1 or self.is_known(one.whole):
            return [one], []
        if near := self.near(one.whole):
            self.corrected.append((one.typed, near[0][0]))
            return [Written(one.typed, (near[0][0],))], near[1:]
        if halves := self.reader.vocabulary.halves(one.whole):
            self.corrected.append((one.typed, " ".join(halves)))
            return [Written(one.typed, (half,)) for half in halves], []
        return [one], []

    def near(self, word: str) -> list[tuple[str, int]]:
        """What a word may have been meant as: a name, or a word of the staff's synonyms where that is nearer."""
        names, others = self.reader.vocabulary.near(word), self.synonyms.vocabulary.near(word)
        return others if others and (not names or others[0][1] < names[0][1]) else names

    def is_known(self, word: str) -> bool:
        """Whether a listing, or the staff's synonyms, hold this word, one like it, or a name that begins so."""
        if word in IDLE or word in self.reader.vocabulary.counts or self.synonyms.knows(word):
            return True
        return bool(self.simple(word)) or bool(self.beginnings(word, "names")) or bool(self.beginnings(word, "terms"))

    def phrase(self, words: tuple[str, ...], others) -> Clause:
        """Several words that mean one thing together: themselves, or what means the same."""
        own = self.each_of(words)
        ways = [own] if own else []
        return Clause(words, either([*ways, *self.same_as(others)]))

    def word(self, one: Written, near, others) -> Clause:
        if one.strengths:
            listed = [token for token in one.strengths if self.frequency("names", token)]
            return Clause((one.typed,), either([boosted(term("names", token), STRENGTHS) for token in listed]))
        ways = self.ways(one.whole)
        if len(one.parts) > 1 and (parts := self.each_of(one.parts)):
            ways.append(parts)
        for other, _slips in near:
            ways += [boosted(query, MEANT) for query in self.simple(other)]
        return Clause((one.whole,), either([*ways, *self.same_as(others)]), idle=one.whole in IDLE)

    def same_as(self, others) -> list[Query]:
        found = [self.each_of(words) for words in dict.fromkeys(others)]
        return [boosted(query, SAME) for query in found if query]

    def each_of(self, words) -> Query | None:
        """All of these words, each wherever it is found; None where one is found nowhere."""
        found = [either(self.simple(word)) for word in words if word not in IDLE]
        there = [query for query in found if query is not None]
        if not there or len(there) < len(found):
            return None
        return there[0] if len(there) == 1 else Query.boolean_query([(Occur.Must, query) for query in there])

    def ways(self, word: str) -> list[Query]:
        """Every way in which a typed word may be found."""
        ways = self.simple(word)
        for field, weight in (("names", NAMES), ("terms", TERMS)):
            for name, _count in self.beginnings(word, field):
                self.searched_as.add(name)
                ways.append(boosted(term(field, name), weight * BEGUN * len(word) / len(name)))
        return ways

    def simple(self, word: str) -> list[Query]:
        """A word as it is and by its stem, in each field where something has it."""
        self.searched_as.add(word)
        forms = {word: 1.0}
        if word.isalpha():
            forms |= {f"~{stems([word], language)[0]}": STEMMED for language in self.languages}
        ways = []
        for field, weight in (("names", NAMES), ("terms", TERMS)):
            found = [(form, share) for form, share in forms.items() if self.frequency(field, form)]
            ways += [boosted(term(field, form), weight * share) for form, share in found]
        return ways + [boosted(term(field, stem), TEXTS) for field, stem in self.in_texts(word)]

    @cached_property
    def languages(self) -> list[str]:
        """Those of the listings, and the reader's own."""
        found = {field.removeprefix("text_") for field in self.reader.languages} - {"any"}
        return sorted(found | {self.language})

    def in_texts(self, word: str) -> list[tuple[str, str]]:
        found = []
        for field in self.reader.languages:
            stem = text_analyzer(field.removeprefix("text_")).analyze(word)
            if len(stem) == 1 and self.frequency(field, stem[0]):
                found.append((field, stem[0]))
        return found

    def beginnings(self, word: str, field: str) -> list[tuple[str, int]]:
        """The longer words of a field that begin so, the commonest first."""
        if len(word) < SHORTEST_BEGINNING or not word.isalpha():
            return []
        found = self.reader.searcher.terms_with_prefix(field, word, limit=MOST_BEGINNINGS)
        return [(name, count) for name, count in found if name != word]

    def frequency(self, field: str, token: str) -> int:
        return self.reader.searcher.doc_freq(field, token)

    @property
    def did_you_mean(self) -> str:
        """Another text worth asking, where a word stands in no name and one very like it does; or nothing."""
        typed = self.written_words
        if self.corrected or any(one.whole in IDLE for one in typed[:1]):
            return ""
        better = [self.better(one) or one.typed for one in typed]
        return " ".join(better) if better != [one.typed for one in typed] else ""

    def better(self, one: Written) -> str:
        word = one.whole
        if one.strengths or len(one.parts) > 1 or word in self.reader.vocabulary.counts or word in IDLE:
            return ""
        if self.synonyms.knows(word) or self.beginnings(word, "names"):
            return ""
        near = self.reader.vocabulary.near(word)
        return near[0][0] if near and near[0][1] == 1 else ""


def term(field: str, value: str) -> Query:
    return Query.term_query(schema(), field, value, index_option="freq" if field not in BARE else "basic")


BARE = frozenset({"exact", "codes"})


def boosted(query: Query, boost: float) -> Query:
    return Query.boost_query(query, boost)


def either(queries: list[Query]) -> Query | None:
    """The best of these answers, and a little of the others."""
    if len(queries) < 2:
        return queries[0] if queries else None
    return Query.disjunction_max_query(queries, tie_breaker=0.1)
