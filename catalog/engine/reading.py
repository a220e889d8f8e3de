"""What this process searches: one reader at a time, replaced as a whole when the index has moved on."""

import errno
import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.functional import cached_property
from tantivy import DocAddress, Index, Order, Query, Searcher

from catalog.engine.answering import Answer, Asked, Wanted
from catalog.engine.faults import BadPlace, Unavailable
from catalog.engine.folder import Folder, State
from catalog.engine.schema import text_field, with_analyzers
from catalog.engine.suggesting import suggest
from catalog.engine.synonyms import Synonyms, synonyms_at
from catalog.engine.vocabulary import Vocabulary, words_of

VOCABULARY_LASTS = 60  # seconds
MOST_TERMS = 60_000  # of one kind, that an index of terms can count
MOST_KEPT = 200  # lists whose counts are kept
log = logging.getLogger("pharmacy.search")


@dataclass
class Current:
    """The reader of this process, and which generation failed it."""

    root: str = ""
    reader: "Reader | None" = None
    broken: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)


current = Current()


def reader() -> "Reader | None":
    """What to search; None while there is no index. Reads no file and asks no database."""
    return current.reader if current.root == str(settings.SEARCH_ROOT) else None


def forget():
    """Begin anew, as in a process that has just been forked."""
    current.root, current.reader, current.broken, current.lock = "", None, "", threading.Lock()


def report_broken(reader: "Reader"):
    """What failed to answer is searched no more; the follower builds another."""
    with current.lock:
        current.broken = reader.state.generation
        if current.reader is reader:
            current.reader = None


def refresh(folder: Folder) -> "Reader | None":
    """Take the state of the folder up: opens a new generation, or reads on in the one that is open."""
    with current.lock:
        state = folder.state()
        known = current.reader if current.root == str(folder.root) else None
        if state is None or reported_broken(state):
            found = None
        elif known and known.state == state and known.folder == folder.path:
            found = known
        else:
            found = opened(folder, state, known)
            if found is None and folder.state() not in (None, state):  # swapped while we were opening it
                found = opened(folder, folder.state() or state, known)
        if found is not known or current.root != str(folder.root):
            current.root, current.reader = str(folder.root), found
        return found


def opened(folder: Folder, state: State, known: "Reader | None") -> "Reader | None":
    """A reader at this state; None where what lies there is damaged."""
    try:
        if known and known.folder == folder.path and known.state.generation == state.generation:
            index = known.index
        else:
            index = with_analyzers(Index.open(str(folder.of(state.generation))))
        index.reload()
        found = Reader(folder.path, state, index, index.searcher())
        found.probe()
        found.borrow(known)
        return found
    except BaseException as error:  # a damaged file may make the engine panic, which is no Exception
        if not is_of_the_engine(error):
            raise
        if is_passing(error):
            log.warning("The search index cannot be opened now: %s", error)
            return known
        log.warning("The search index is damaged and will be built anew: %s", error)
        current.broken = state.generation
        return None


def is_passing(error: BaseException) -> bool:
    """Too many open files, no memory: no fault of the index."""
    codes = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
    return any(f"os error {code}" in str(error) for code in codes) or getattr(error, "errno", None) in codes


def reported_broken(state: State) -> bool:
    return current.broken == state.generation


@dataclass(frozen=True)
class Reader:
    """A view of the index that does not move. `stamp` tells it from every other."""

    folder: object
    state: State
    index: Index
    searcher: Searcher

    @property
    def stamp(self) -> tuple:
        return (self.state.generation, self.state.tick)

    def probe(self):
        """Read a little of everything, so that damage shows now and not in somebody's question."""
        everything = Query.all_query()
        found = self.searcher.search(everything, 1, order_by_field="name_order", order=Order.Asc).hits
        self.searcher.fast_field_values("product", [address for _key, address in found])
        self.searcher.aggregate(everything, {"letters": {"terms": {"field": "letter"}}})

    def is_live(self, field: str, token: str) -> bool:
        """Whether a listing has it now: the engine's own counts remember what was deleted, until segments merge."""
        query = Query.term_query(self.index.schema, field, token, index_option="basic")
        return bool(self.searcher.search(query, 1, count=False).hits)

    def is_name(self, word: str) -> bool:
        return self.is_live("names", word) or self.is_live("terms", word)

    def terms_of(self, kind: str) -> dict[str, int]:
        """Slug → how many listings have it, of every substance, condition or category that a listing has."""
        asked = {"all": {"terms": {"field": kind, "size": MOST_TERMS}}}
        with self.watched():
            found = self.aggregate(Query.all_query(), asked, key=("every", kind))
        return {bucket["key"]: bucket["doc_count"] for bucket in found["all"]["buckets"]}

    @cached_property
    def languages(self) -> list[str]:
        """The text fields that hold something."""
        found = self.searcher.terms_with_prefix("language", "")
        return sorted({text_field(language) for language, _count in found})

    @cached_property
    def vocabulary(self) -> Vocabulary:
        counts: dict[str, int] = {}
        for word, count in words_of(self.searcher):
            counts[word] = max(count, counts.get(word, 0))
        return Vocabulary(counts)

    def borrow(self, known: "Reader | None"):
        """Take over what was costly to make and is good enough for a while: a new name is guessed a minute later."""
        made = known.__dict__.get("vocabulary") if known else None
        if made and known and known.state.generation == self.state.generation and made.age < VOCABULARY_LASTS:
            self.__dict__["vocabulary"] = made

    @cached_property
    def markets(self) -> list[str]:
        """Those that something is listed in now. A page asks for them before it asks anything else."""
        with self.watched():
            found = self.searcher.terms_with_prefix("market", "")
            return sorted(market for market, _count in found if self.is_live("market", market))

    def products(self, addresses: list[DocAddress]) -> list[int]:
        """The product ids of hits, in their order."""
        found = self.searcher.fast_field_values("product", addresses) if addresses else []
        return [int(product) for product in found if product is not None]

    @cached_property
    def kept_counts(self) -> dict:
        return {}

    def aggregate(self, query: Query, asked: dict, *, key: tuple | None = None) -> dict:
        """Counts of the facets asked for; those of lists without words are kept as long as this reader lives."""
        if not asked:
            return {}
        if key is None:
            return self.searcher.aggregate(query, asked)
        kept = self.kept_counts.get(key)
        if kept is None or asked.keys() - kept.keys():
            kept = self.searcher.aggregate(query, asked)
            if len(self.kept_counts) < MOST_KEPT:
                self.kept_counts[key] = kept
        return kept

    def answer(self, wanted: Wanted, stamp: tuple | None = None) -> Answer:
        """What the index says. `stamp` is the clock's, where it has been read already.

        Raises BadPlace for an `after` that no answer gave, Unavailable where the index turns out to be damaged.
        """
        synonyms = synonyms_at(stamp, wanted.language) if wanted.q else Synonyms([])
        with self.watched():
            return Asked(self, wanted, synonyms).answer()

    def suggest(self, text: str) -> list[tuple[str, int | str]]:
        """What somebody may be typing, best first: ("product", id), ("substance", slug) or ("condition", slug)."""
        with self.watched():
            return suggest(self, text)

    @contextmanager
    def watched(self):
        """A damaged index is searched no more; a question that it could not answer says nothing of the others."""
        try:
            yield
        except BadPlace:
            raise
        except BaseException as error:  # the engine's own panics are no Exception
            if not is_of_the_engine(error):
                raise
            log.exception("The search index could not answer.")
            if not self.is_sound:
                report_broken(self)
            raise Unavailable(str(error)) from None

    @property
    def is_sound(self) -> bool:
        try:
            self.probe()
        except BaseException as error:
            if not is_of_the_engine(error):
                raise
            return False
        return True


def is_of_the_engine(error: BaseException) -> bool:
    return isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException"
