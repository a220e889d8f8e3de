"""Suggestions while somebody types: medicines, substances and conditions, the exact one first."""

from tantivy import Occur, Query

from catalog.engine.matching import boosted, term
from catalog.engine.words import plain

MOST = 24
NAMES = 12  # different ones of medicines
WAYS = 4  # of each kind of term
FEW = 20_000  # listings that begin so: up to here their names are counted, so that each is suggested once
SHORTEST = 2
BEGINNINGS = 16
EXACT, STARTS = 50.0, 4.0


def suggest(reader, text: str) -> list[tuple[str, int | str]]:
    """("product", id), ("substance", slug) and ("condition", slug) for what was typed so far; 24 at most."""
    typed = plain(text)
    if len(typed) < SHORTEST:
        return []
    ways = [(kind, slug) for kind in ("substance", "condition") for slug in ways_in(reader, kind, typed)]
    medicines = [("product", product) for product in products(reader, typed)]
    exact = [way for way in ways if reader.searcher.doc_freq("ways", f"{way[0]}\t{typed}\t{way[1]}")]
    whole = medicines[:1] if medicines and is_whole(reader, typed) else []
    first = [*whole, *exact]
    return [*first, *(one for one in mixed(ways, medicines) if one not in first)][:MOST]


def mixed(ways, medicines):
    """Terms are few and lead to many: two of them stand before the medicines, the others behind the first four."""
    return [*ways[:2], *medicines[:4], *ways[2:], *medicines[4:]]


def is_whole(reader, typed: str) -> bool:
    return reader.searcher.doc_freq("exact", typed) > 0


def ways_in(reader, kind: str, typed: str) -> list[str]:
    """The slugs of terms of a kind, one of whose words begins what was typed; those with most medicines first."""
    found = reader.searcher.terms_with_prefix("ways", f"{kind}\t{typed}", limit=WAYS * 3)
    live = (value for value, _count in found if reader.is_live("ways", value))
    return list(dict.fromkeys(value.rsplit("\t", 1)[1] for value in live))[:WAYS]


def products(reader, typed: str) -> list[int]:
    """Medicines whose names hold the words typed, the last as a beginning; each name once where there are few."""
    query, number = medicines(reader, typed)
    if query is None:
        return []
    searcher = reader.searcher
    if number > FEW:
        hits = searcher.search(query, MOST * 2, count=False).hits
        return reader.products([address for _score, address in hits])
    found = searcher.aggregate(query, {"names": {"terms": {"field": "name", "size": NAMES}}})["names"]["buckets"]
    best = searcher.search(query, MOST, count=False).hits
    ids = reader.products([address for _score, address in best])
    for bucket in found:
        named = Query.term_query(reader.index.schema, "name", bucket["key"], index_option="basic")
        hits = searcher.search(named, 1, count=False).hits
        ids += reader.products([address for _score, address in hits])
    return list(dict.fromkeys(ids))


def medicines(reader, typed: str) -> tuple[Query | None, int]:
    """(what finds them, about how many there are)."""
    *whole, last = typed.split()
    searcher = reader.searcher
    beginnings = searcher.terms_with_prefix("names", last, limit=BEGINNINGS) if len(last) >= SHORTEST else []
    beginnings = [(name, count) for name, count in beginnings if not name.startswith(("~", "="))]
    if searcher.doc_freq("names", last) and last not in dict(beginnings):
        beginnings.insert(0, (last, searcher.doc_freq("names", last)))
    if not beginnings or not all(searcher.doc_freq("names", word) for word in whole):
        return None, 0
    needed = [term("names", word) for word in whole]
    begun = [boosted(term("names", name), closeness(last, name)) for name, _count in beginnings]
    needed.append(Query.disjunction_max_query(begun))
    wanted = [(Occur.Should, boosted(term("exact", typed), EXACT))]
    return Query.boolean_query([*((Occur.Must, one) for one in needed), *wanted]), sum(n for _name, n in beginnings)


def closeness(typed: str, name: str) -> float:
    """A name that is typed to its end counts most."""
    return STARTS * len(typed) / len(name)
