"""What somebody typed, as a question to the index. Any text is a question: there are no operators.

Every word becomes one clause that the fields answer with different weight (matching.py): names first, then what stands
on the first lines of a page, then its texts. A word is looked for as it is, by its stem, as the beginning of a name,
through synonyms, and, where it stands nowhere, as what it was probably meant to be.
"""

from dataclasses import dataclass

from django.utils.functional import cached_property
from tantivy import Occur, Query

from catalog.engine.matching import MEANT, SAME, Matcher, Way, all_of, boosted, either, term, union
from catalog.engine.synonyms import Synonyms
from catalog.engine.words import ATC, IDLE, Written, code_key, may_be_code, plain, written

MOST_WORDS = 12
# Beside what words weigh: who types a whole name means it, and more words found are better than heavier ones.
WHOLE_NAME, BEGUN_NAME, FOUND = 60.0, 12.0, 50.0
SHORTEST_BEGUN, MOST_BEGUN, SHORTEST_TAIL = 4, 40, 2


@dataclass(frozen=True)
class Clause:
    """The words of a question that are answered together, and what answers them."""

    words: tuple[str, ...]
    way: Way | None
    idle: bool = False


class Question:
    """A text asked of a reader, for a visitor who reads `language`."""

    def __init__(self, reader, text: str, *, language: str = "en", synonyms: Synonyms | None = None):
        self.reader, self.text = reader, text
        self.matcher = Matcher(reader, language)
        self.synonyms = synonyms or Synonyms([])
        self.corrected: list[tuple[str, str]] = []

    @cached_property
    def code(self) -> Query | None:
        """What finds exactly the medicines with this code; None where nothing has it."""
        if not may_be_code(self.text):
            return None
        key = code_key(self.text)
        if self.reader.is_live("codes", key):
            return term("codes", key)
        atc = key.casefold() if ATC.fullmatch(key) else ""
        return term("terms", atc) if atc and self.reader.is_live("terms", atc) else None

    @cached_property
    def needed(self) -> list[Way]:
        """Of every word that counts, how it is found; nothing where one is found nowhere."""
        clauses = [clause for clause in self.clauses if not clause.idle] or self.clauses
        there = [clause.way for clause in clauses if clause.way is not None]
        return there if len(there) == len(clauses) else []

    @cached_property
    def known(self) -> list[Way]:
        """How those are found that are found at all."""
        clauses = [clause for clause in self.clauses if clause.way is not None]
        counting = [clause for clause in clauses if not clause.idle] or clauses
        return [clause.way for clause in counting if clause.way is not None]

    @cached_property
    def all(self) -> Query:
        """Every word that counts is found."""
        if not self.needed:
            return Query.empty_query()
        return self.with_whole_name([(Occur.Must, one.query) for one in self.needed])

    @cached_property
    def all_documents(self) -> Query:
        """The same without weights, for counting."""
        return all_of(self.needed).documents if self.needed else Query.empty_query()

    @cached_property
    def any(self) -> Query:
        """At least one word that counts is found; the more of them, the earlier."""
        if not self.known:
            return Query.empty_query()
        found = [(Occur.Should, Query.const_score_query(one.documents, FOUND)) for one in self.known]
        one_of = Query.boolean_query([*((Occur.Should, one.query) for one in self.known), *found])
        return self.with_whole_name([(Occur.Must, one_of)])

    @cached_property
    def any_documents(self) -> Query:
        return union([one.documents for one in self.known]) if self.known else Query.empty_query()

    def with_whole_name(self, needed) -> Query:
        """What is called, or is for, just what was typed comes first; then what begins so."""
        typed = plain(self.text)
        names = {typed, plain(self.as_searched), typed.replace(" ", "")} - {""}
        wishes = [boosted(term("exact", name), WHOLE_NAME) for name in sorted(names)]
        wishes += [one.query for one in self.matcher.condition(tuple(typed.split()))]
        if len(typed) >= SHORTEST_BEGUN:
            begun = self.reader.searcher.terms_with_prefix("exact", typed, limit=MOST_BEGUN)
            wishes += [Query.const_score_query(term("exact", name), BEGUN_NAME) for name, _count in begun]
        return Query.boolean_query([*needed, *((Occur.Should, wish) for wish in wishes)])

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
        """Phrases that have synonyms as one clause each, every other word as its own."""
        meant = [pair for number in range(len(self.written_words)) for pair in self.meant(number)]
        parts = [part for one, _near in meant for part in parts_of(one)]
        found: list[Clause] = []
        place = taken_to = 0
        for one, near in meant:
            start, size = place, len(parts_of(one))
            place += size
            if start < taken_to:
                continue  # a part of the phrase before
            length, others = self.synonyms.at(parts, start) if one.parts else (0, [])
            if length > size:
                taken_to = start + length
                found.append(self.phrase(tuple(parts[start:taken_to]), others))
            else:
                found += self.word(one, near, others if length == size else [])
        return found

    def meant(self, number: int) -> list[tuple[Written, list[tuple[str, int]]]]:
        """What was typed there, or, where that stands nowhere, what was meant, with the other guesses."""
        one = self.written_words[number]
        if one.strengths or len(one.parts) > 1 or self.is_known(number):
            return [(one, [])]
        if pair := self.name_and_more(one.whole):
            return [(Written(part, (part,)), []) for part in pair]
        if near := self.near(one.whole):
            self.corrected.append((one.typed, near[0][0]))
            return [(Written(one.typed, (near[0][0],)), near[1:])]
        halves = self.reader.vocabulary.halves(one.whole)
        if halves and all(map(self.reader.is_name, halves)):
            self.corrected.append((one.typed, " ".join(halves)))
            return [(Written(one.typed, (half,)), []) for half in halves]
        return [(one, [])]

    def name_and_more(self, word: str) -> tuple[str, str] | None:
        """A name and what stands behind it, written as one: "zantac150", "ventolinhfa"."""
        for place in range(len(word) - SHORTEST_TAIL, SHORTEST_BEGUN, -1):
            name, tail = word[:place], word[place:]
            if name in self.reader.vocabulary.counts and tail not in IDLE and self.matcher.frequency("names", tail):
                return name, tail
        return None

    def near(self, word: str) -> list[tuple[str, int]]:
        """What a word may have been meant as: a name, or a word of the staff's synonyms where that is nearer."""
        names, others = self.names_near(word), self.synonyms.vocabulary.near(word)
        return others if others and (not names or others[0][1] < names[0][1]) else names

    def names_near(self, word: str) -> list[tuple[str, int]]:
        """Words that are listed now: the vocabulary may remember what was withdrawn a moment ago."""
        return [pair for pair in self.reader.vocabulary.near(word) if self.reader.is_name(pair[0])]

    def is_known(self, number: int) -> bool:
        """Whether a listing holds this word, or it belongs to a phrase of the staff's synonyms that was typed."""
        word = self.written_words[number].whole
        if word in IDLE or word in self.reader.vocabulary.counts or self.matcher.is_listed(word):
            return True
        parts = [part for one in self.written_words for part in parts_of(one)]
        place = sum(len(parts_of(one)) for one in self.written_words[:number])
        return self.synonyms.covers(parts, place)

    def phrase(self, words: tuple[str, ...], others) -> Clause:
        """Several words that mean one thing together: themselves, or what means the same."""
        own = self.matcher.phrase(words)
        return Clause(words, either([*([own] if own else []), *self.same_as(others)]))

    def word(self, one: Written, near, others) -> list[Clause]:
        if one.strengths:
            return [Clause((one.typed,), self.matcher.strength(one.strengths))]
        ways = [*self.matcher.ways(one.whole), *self.matcher.condition((one.whole,))]
        if len(one.parts) > 1 and (parts := self.matcher.phrase(one.parts)):
            ways.append(parts)
        for other, _slips in near:
            ways += [found.boosted(MEANT) for found in self.matcher.simple(other)]
        ways += self.same_as(others)
        if not ways and len(one.parts) > 1:  # of "17β-estradiol" one part may be known
            return [clause for part in one.parts for clause in self.word(Written(part, (part,)), [], [])]
        return [Clause((one.whole,), either(ways), idle=one.whole in IDLE)]

    def same_as(self, others) -> list[Way]:
        found = [self.matcher.phrase(words) for words in dict.fromkeys(others)]
        return [one.boosted(SAME) for one in found if one]

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
        if self.synonyms.knows(word) or self.matcher.beginnings(word, "names"):
            return ""
        near = self.names_near(word)
        return near[0][0] if near and near[0][1] == 1 else ""


def parts_of(one: Written) -> tuple[str, ...]:
    return one.parts or one.strengths[:1]
