"""Answers of the index: which listings, how many, and how they are spread over every facet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

from django.utils.functional import cached_property
from tantivy import FieldType, Occur, Order, Query, Searcher

from catalog.engine import keyset, prices
from catalog.engine.asking import Question
from catalog.engine.cores import Look, begin
from catalog.engine.matching import union
from catalog.engine.schema import FACETS, schema
from catalog.engine.synonyms import Synonyms
from catalog.engine.why import Why
from pharmacy import markets

MOST_BY_RELEVANCE = 1000  # the engine has no search-after: what is further down is out of reach
SHOWN = 12  # values of a facet; chosen ones are always among them
STARS = (4, 3, 2)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Values that no listing has find nothing."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    letter: str = ""
    rating: int = 0
    sort: str = "name"
    after: str = ""
    size: int = 20
    language: str = "en"


@dataclass(frozen=True)
class Answer:
    """`products` are the ids of a page, in order; `counts` says of each value how many fit if it were chosen, too."""

    products: list[int]
    next: str
    total: int
    cut: bool
    counts: dict[str, list[tuple[str, int]]]
    more: dict[str, int]
    currency: str
    how: str
    corrected: list[tuple[str, str]]
    did_you_mean: str
    why: Why


class Asked:
    """One question to one reader, with what narrows it."""

    def __init__(self, reader, wanted: Wanted, synonyms: Synonyms):
        self.reader, self.wanted = reader, wanted
        self.searcher: Searcher = reader.searcher
        self.question = Question(reader, wanted.q, language=wanted.language, synonyms=synonyms)

    def answer(self) -> Answer:
        counting = self.begin_counting(self.likely)
        try:
            products, following = self.rows()
            if self.documents is not self.likely:
                drop(counting)
                counting = self.begin_counting(self.documents)
            counts, more = self.counts(counting)
        finally:
            drop(counting)
        total = sum(number for _letter, number in counts["letter"] if self.wanted.letter in ("", _letter))
        by_relevance = self.wanted.sort == "relevance"
        return Answer(
            products=products,
            next=following,
            total=total,
            cut=by_relevance and total > MOST_BY_RELEVANCE and not following,
            counts=counts,
            more=more,
            currency=self.currency,
            how=self.how,
            corrected=self.question.corrected,
            did_you_mean=self.question.did_you_mean if self.wanted.q and self.how != "code" else "",
            why=Why(self.question, self.how),
        )

    @cached_property
    def how(self) -> str:
        """ "code", "all" or "any" words; nothing where nothing was typed."""
        if not self.wanted.q.strip():
            return ""
        if self.question.code is not None:
            return "code"
        # What is chosen, or the end of the list, may leave nothing, though everything was found.
        return "all" if self.hits_of_all or self.has_hits(self.question.all_documents) else "any"

    @cached_property
    def hits_of_all(self) -> list:
        """A page of what holds all words; most questions need no other."""
        return self.hits(self.question.all, self.question.all_documents)

    def has_hits(self, query: Query) -> bool:
        """Ordered by a field, so that nothing has to be weighed."""
        return bool(self.searcher.search(query, 1, count=False, order_by_field="product").hits)

    @cached_property
    def text(self) -> Query:
        """What was typed, without what narrows it, weighed."""
        match self.how:
            case "":
                return Query.all_query()
            case "code":
                return self.question.code or Query.empty_query()
            case how:
                return self.question.all if how == "all" else self.question.any

    @cached_property
    def documents(self) -> Query:
        """The same without weights."""
        match self.how:
            case "all":
                return self.question.all_documents
            case "any":
                return self.question.any_documents
        return self.text

    @property
    def likely(self) -> Query:
        """What is counted while it is still looked up whether anything holds all words: mostly something does."""
        words = self.wanted.q.strip() and self.question.code is None
        return self.question.all_documents if words else self.documents

    def rows(self) -> tuple[list[int], str]:
        """(product ids, place of the next page)."""
        hits = self.hits_of_all if self.how == "all" else self.hits(self.text, self.documents)
        size = self.start_and_size[1]
        return self.products(hits)[:size], self.place(hits[size - 1]) if len(hits) > size else ""

    def hits(self, text: Query, documents: Query) -> list:
        """A page of hits, and one more where there are more."""
        start, size = self.start_and_size
        if self.wanted.sort == "relevance":
            return self.searcher.search(self.narrowed_by(text), size + 1, offset=start, count=False).hits
        order, query = keyset.ORDERS[self.wanted.sort], self.narrowed_by(documents)
        if self.wanted.after:
            query = both(query, [order.beyond(self.wanted.after)])
        way = Order.Desc if order.downwards else Order.Asc
        return self.searcher.search(query, size + 1, count=False, order_by_field=order.field, order=way).hits

    @cached_property
    def start_and_size(self) -> tuple[int, int]:
        """Only relevance counts from the start; it ends at a thousand."""
        if self.wanted.sort != "relevance":
            return 0, self.wanted.size
        start = keyset.read_number(self.wanted.after, below=MOST_BY_RELEVANCE)
        return start, min(self.wanted.size, MOST_BY_RELEVANCE - start)

    def place(self, last) -> str:
        """Where a page with this last hit ends; "" where nothing may follow."""
        if self.wanted.sort != "relevance":
            return keyset.ORDERS[self.wanted.sort].place(last[0])
        end = sum(self.start_and_size)
        return str(end) if end < MOST_BY_RELEVANCE else ""

    def products(self, hits) -> list[int]:
        return self.reader.products([address for _key, address in hits])

    @cached_property
    def filters(self) -> dict[str, Query]:
        """Facet → what it lets through, for those where something is chosen."""
        found = {name: one_of(name, self.wanted.chosen[name]) for name in FACETS if self.wanted.chosen.get(name)}
        if self.wanted.letter:
            found["letter"] = one_of("letter", (self.wanted.letter,))
        if self.wanted.rating:
            found["rating"] = at_least("rating", self.wanted.rating * 10)
        if (buckets := self.wanted.chosen.get("price")) and self.currency:
            found["price"] = prices.within(buckets)
        return found

    def narrowed(self, *, but: str = "") -> Query:
        """What fits, as if nothing were chosen of the facet `but`. Prices are of one market's currency."""
        return self.narrowed_by(self.documents, but=but)

    def narrowed_by(self, text: Query, *, but: str = "") -> Query:
        left_out = {but, "price"} if but == "market" else {but}
        return both(text, [query for name, query in self.filters.items() if name not in left_out])

    @cached_property
    def currency(self) -> str:
        """That of the chosen markets, or of all that there are; empty where they differ."""
        codes = self.wanted.chosen.get("market") or self.reader.markets
        found = {markets.MARKETS[code].currency for code in codes if code in markets.MARKETS}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def asked(self) -> dict[str, dict]:
        """Facet → how it is counted."""
        asked = {name: self.aggregation(name) for name in (*FACETS, "letter", "rating")}
        return asked | ({"price": prices.aggregation()} if self.currency else {})

    def begin_counting(self, documents: Query) -> list[Look]:
        """Every facet counted as if it alone were free: one pass for those that are, one more for each that is not."""
        passes = {"": {name: one for name, one in self.asked.items() if name not in self.filters}}
        passes |= {name: {name: self.asked[name]} for name in self.filters.keys() & self.asked.keys()}
        return [
            begin(partial(self.reader.aggregate, self.narrowed_by(documents, but=but), asked, key=self.key(but=but)))
            for but, asked in passes.items()
        ]

    def counts(self, counting: list[Look]) -> tuple[dict[str, list[tuple[str, int]]], dict[str, int]]:
        """(facet → values and how many have each, facet → how many have values beyond those)."""
        found = {name: counted for one in counting for name, counted in one.result().items()}
        spread = {name: self.spread(name, found[name]) for name in self.asked}
        return {name: values for name, (values, _more) in spread.items()} | ({} if self.currency else {"price": []}), {
            name: more for name, (_values, more) in spread.items() if more
        }

    def key(self, *, but: str = "") -> tuple | None:
        """What counts are kept under while the index stays as it is: only where nothing was typed."""
        if self.wanted.q.strip():
            return None
        chosen = {name: tuple(sorted(self.wanted.chosen.get(name, ()))) for name in (*FACETS, "price") if name != but}
        narrowed = (self.wanted.letter if but != "letter" else "", self.wanted.rating if but != "rating" else 0)
        sizes = len(self.wanted.chosen.get(but, ())) if but else 0
        return (tuple(sorted(chosen.items())), *narrowed, but, sizes)

    def aggregation(self, name: str) -> dict:
        if name == "rating":
            # Apart from each other, as the engine wants them; `spread` adds them up.
            ranges = [{"key": str(stars), "from": stars * 10, "to": stars * 10 + 10} for stars in STARS[1:]]
            ranges.append({"key": str(STARS[0]), "from": STARS[0] * 10})
            return {"range": {"field": "rating", "ranges": ranges}}
        size = 64 if name == "letter" else SHOWN + len(self.wanted.chosen.get(name, ()))
        return {"terms": {"field": name, "size": size, "segment_size": max(size, 200)}}

    def spread(self, name: str, found: dict) -> tuple[list[tuple[str, int]], int]:
        """((value, how many) with the most first, how many have other values)."""
        if name in ("rating", "price"):
            return ranged(name, {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}), 0
        values = [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]
        if name == "letter":
            return values, 0
        chosen, known = self.wanted.chosen.get(name, ()), dict(values)
        shown = values[:SHOWN]
        named = {value for value, _number in shown}
        for value in chosen:
            if value not in named:
                one = both(self.narrowed(but=name), [one_of(name, (value,))])
                shown.append((value, known[value] if value in known else self.number(one)))
        rest = sum(number for value, number in values[SHOWN:] if value not in chosen)
        return shown, found.get("sum_other_doc_count", 0) + rest

    def number(self, query: Query) -> int:
        letters = self.searcher.aggregate(query, {"letter": self.aggregation("letter")})["letter"]
        return sum(bucket["doc_count"] for bucket in letters["buckets"])


def drop(looks: list[Look]):
    for look in looks:
        look.drop()


def ranged(name: str, by_key: dict[str, int]) -> list[tuple[str, int]]:
    """Prices in their order; stars as "so many and more"."""
    if name == "rating":
        by_key = dict(zip(map(str, STARS), accumulate(by_key.get(str(stars), 0) for stars in STARS), strict=True))
    return [(key, by_key[key]) for key in (map(str, STARS) if name == "rating" else prices.PRICES) if by_key.get(key)]


def one_of(name: str, values) -> Query:
    """Term by term: of a few, that is quicker than a set of them."""
    return union([Query.term_query(schema(), name, value, index_option="basic") for value in values])


def at_least(name: str, low: int) -> Query:
    return Query.range_query(schema(), name, FieldType.Unsigned, lower_bound=low)


def both(query: Query, filters: list[Query]) -> Query:
    """What fits the query and every filter; filters do not weigh."""
    if not filters:
        return query
    return Query.boolean_query([(Occur.Must, query), *((Occur.Must, silent(one)) for one in filters)])


def silent(query: Query) -> Query:
    return Query.boost_query(Query.const_score_query(query, 1.0), 0.0)
