"""Keeping the index right: built from listings, then moved along with the clock, by whichever process is first."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from tantivy import Index, IndexWriter, Query

from catalog.engine.documents import documents
from catalog.engine.folder import Folder, State
from catalog.engine.reading import refresh
from catalog.engine.schema import schema, with_analyzers
from catalog.models import Change, Clock, Listing

log = logging.getLogger("pharmacy.search")
CHUNK = 1000
# Bytes that the engine gathers before it writes a segment: many for a build, few for some changes. With half as many a
# build leaves twice the segments, and suggestions take half as long again.
BUILD_HEAP, CHANGE_HEAP = 256_000_000, 30_000_000

Progress = Callable[[int, int], None]  # (how many are done, of how many)


def catch_up(*, wait: bool = True) -> int:
    """Apply every change up to the clock's tick; build the index where there is none or a broken one.

    Returns the tick that is now applied, or -1 where another process is at it and `wait` is False.
    """
    tick, _shape, epoch = Clock.stamp()
    folder = Folder(epoch)
    if not is_sound(folder):
        return build(folder, wait=wait)
    with folder.lock("writing", wait=wait) as ours:
        if not ours:
            return -1
        state = folder.state()
        if state is not None and state.tick < tick:
            apply(folder, state, tick)
    refresh(folder)
    return tick


def rebuild(progress: Progress | None = None) -> int:
    """Build the index anew beside the one that is searched, then let it take its place. Returns its tick."""
    _tick, _shape, epoch = Clock.stamp()
    return build(Folder(epoch), wait=True, progress=progress, anew=True)


def is_sound(folder: Folder) -> bool:
    """Whether there is an index of this epoch that opens, and whose tick the clock has reached."""
    state = folder.state()
    if state is None or state.tick > Clock.stamp()[0]:
        return False
    return refresh(folder) is not None


def build(folder: Folder, *, wait: bool, progress: Progress | None = None, anew: bool = False) -> int:
    """The old generation goes on being kept meanwhile; what changed since the start is applied before the swap."""
    with folder.lock("building", wait=wait) as ours:
        if not ours:
            return -1
        if not anew and is_sound(folder):  # somebody has built it while we waited
            return catch_up(wait=wait)
        folder.sweep_generations()  # what a killed build left
        tick = Clock.stamp()[0]
        generation = folder.new_generation()
        log.info("Building the search index.")
        try:
            fill(folder.of(generation), progress)
        except BaseException:
            folder.drop(generation)
            raise
        with folder.lock("writing", wait=True):
            state = State(generation, tick)
            now = Clock.stamp()[0]
            if now > tick:
                state = apply(folder, state, now)
            folder.remember(state)
            folder.sweep()
    refresh(folder)
    log.info("The search index is built, up to tick %s.", state.tick)
    return state.tick


def fill(path, progress: Progress | None):
    """Write every listing into a new index, and leave it settled."""
    total, done = Listing.objects.count(), 0
    with writing(path, BUILD_HEAP) as writer:
        for products in chunks():
            for _product, document in documents(product__gte=products[0], product__lte=products[-1]):
                writer.add_document(document)
            done += len(products)
            if progress:
                progress(done, max(total, done))


def chunks() -> Iterator[list[int]]:
    """The products of all listings, ascending, a thousand at a time: no query lasts, and none is held open."""
    last = 0
    while products := list(
        Listing.objects.filter(product__gt=last).order_by("product").values_list("product", flat=True)[:CHUNK]
    ):
        yield products
        last = products[-1]


def apply(folder: Folder, state: State, tick: int) -> State:
    """Bring a generation from its tick to another: each product that changed is taken out, and put in if it is listed.

    A crash in between only means that the same is done again: what is written is what is listed now.
    """
    changed = Change.objects.filter(tick__gt=state.tick, tick__lte=tick).order_by().values_list("product", flat=True)
    products = sorted(set(changed))
    if products:
        with writing(folder.of(state.generation), CHANGE_HEAP) as writer:
            for chunk in in_chunks(products):
                # Not by term: that never finds a number (tantivy 0.27).
                writer.delete_documents_by_query(Query.term_set_query(schema(), "product", chunk))
                for _product, document in documents(product__in=chunk):
                    writer.add_document(document)
    state = State(state.generation, tick)
    folder.remember(state)
    return state


def in_chunks(products: list[int]) -> Iterable[list[int]]:
    return (products[start : start + CHUNK] for start in range(0, len(products), CHUNK))


def opened(path) -> Index:
    return with_analyzers(Index(schema(), path=str(path)))


@contextmanager
def writing(path, heap: int) -> Iterator[IndexWriter]:
    """A writer whose documents count once the block has ended well.

    Its threads end with the block in any case: else they would write on into a folder that is being deleted, and
    keep the next writer out.
    """
    writer = opened(path).writer(heap, 1)
    try:
        yield writer
        writer.commit()
    finally:
        writer.wait_merging_threads()
