"""Finding a medicine in a large catalogue, beside the same by `icontains` and by PostgreSQL's full text, in one run.

    LISTINGS=100000 DRUGSATFDA=path/to.zip python bench/search.py     # in a database of its own, made and dropped
    python bench/search.py --here                                     # in that of DATABASE_URL, generated before

Medians in milliseconds of warm runs: "engine" is the whole answer with all facet counts, "page" the request of the
page without the engine, "anew" the same with nothing of it kept from the run before. The database's columns fetch the
first 20 and count; they count no facet.
"""

import io
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")
HERE = "--here" in sys.argv
FOLDER = tempfile.mkdtemp(prefix="pharmacy-bench-")
if not HERE:
    os.environ["VAR_DIR"] = FOLDER
os.environ["SEARCH_ROOT"] = f"{FOLDER}/search"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from catalog import engine  # noqa: E402
from catalog.engine import documents, follower, keyset  # noqa: E402
from catalog.models import Change, Clock, Listing  # noqa: E402
from catalog.search import names  # noqa: E402
from catalog.templatetags import cards  # noqa: E402

LISTINGS = int(os.environ.get("LISTINGS", "100000"))
ZIP = os.environ.get("DRUGSATFDA", "")
RUNS = 9
SLOW = 3  # runs of what takes long
CLIENT = Client(SERVER_NAME="localhost")
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CHOSEN = {"form": ("tablet",), "market": ("us",), "status": ("prescription_only",)}
# What is asked → what narrows it, and the budget of the engine at a million, in milliseconds.
QUESTIONS: list[tuple[str, dict, float]] = [
    ("metformin 500 mg", {}, 30),
    ("amoxicillin capsules", {}, 30),
    ("metfromin", {}, 30),
    ("heart attack", {}, 30),
    ("hypertension", {}, 30),
    ("tablets", {}, 80),
    ("tablets", CHOSEN, 80),
    ("", CHOSEN, 80),
]
US = {"market": ("us",)}
TYPED = ("me", "met", "metf", "metformin 50", "hyper", "amox")


def main():
    if HERE:
        return measure()
    connection.settings_dict["TEST"]["NAME"] = f"{FOLDER}/bench.sqlite3" if connection.vendor == "sqlite" else "bench"
    with redirect_stdout(io.StringIO()):
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        generate()
        return measure()
    finally:
        connection.creation.destroy_test_db("bench", verbosity=0)


def generate():
    began = time.perf_counter()
    source = {"from_drugsatfda": Path(ZIP)} if ZIP else {}
    call_command("generate_catalogue", products=LISTINGS, reviews=LISTINGS // 5, **source, stdout=io.StringIO())
    took = time.perf_counter() - began
    print(f"\n{LISTINGS:,} products and {LISTINGS // 5:,} reviews generated in {took:.0f} s.")


def measure() -> int:
    os.makedirs(settings.STATIC_ROOT, exist_ok=True)
    connection.settings_dict["CONN_MAX_AGE"] = None  # as with a pool: the page, not a connection, is measured
    with override_settings(STORAGES=settings.STORAGES | PLAIN_FILES):
        over = [*index(), *questions(), *suggestions(), *orders(), *one_change(), *followed()]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nThis process held at most {megabytes:,.0f} MB, the building of the index included.")
    for line in over:
        print(f"Over its budget: {line}")
    return len(over)


def index() -> list[str]:
    began = time.perf_counter()
    engine.rebuild()
    took, size = time.perf_counter() - began, sum(file.stat().st_size for file in Path(FOLDER).rglob("g-*/*"))
    number = engine.reader().searcher.num_docs
    print(f"\nIndex of {number:,} listings: built in {took:.0f} s, {size / 1e6:,.0f} MB on disk.")
    found = [f"building, {took:.0f} s"] if took > 300 * share() else []
    return found + ([f"the index, {size / 1e6:.0f} MB"] if size > 400e6 * share() else [])


def questions() -> list[str]:
    full_text = connection.vendor == "postgresql" and prepare_full_text()
    columns = f"{'engine':>9}{'page':>8}{'anew':>8}{'icontains':>11}{'full text':>11}{'times':>8}"
    print(f"\n{'question':36}{'found':>10}{columns}")
    over = []
    for q, chosen, budget in QUESTIONS:
        wanted = engine.Wanted(q=q, chosen=chosen, sort="relevance" if q else "name")
        answer, quick = timed(lambda wanted=wanted: fresh().answer(wanted, Clock.stamp()))
        page, anew = page_of(q, chosen), page_of(q, chosen, forget=draw_anew)
        contains = slow(lambda q=q, chosen=chosen: by_icontains(q, chosen))
        text = slow(lambda q=q, chosen=chosen: by_full_text(q, chosen)) if full_text else None
        name = (q or "(no words)") + (" + 3 facets" if chosen else "")
        times = min(filter(None, (contains, text))) / quick
        shown = f"{text:11.1f}" if text else f"{'–':>11}"
        print(f"{name:36}{answer.total:10,}{quick:9.1f}{page:8.1f}{anew:8.1f}{contains:11.1f}{shown}{times:7.0f}x")
        over += [f"“{name}”, {quick:.1f} ms in the engine"] if quick > budget * share() else []
        over += [f"“{name}”, {page:.1f} ms for the page"] if page > 15 else []
    if full_text:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_full_text")
    return over


def share() -> float:
    """Of the budgets, which are for a million listings: a third up to a hundred thousand and some more."""
    return 1.0 if engine.reader().searcher.num_docs > 300_000 else 1 / 3


def fresh():
    """The reader, with no counts kept from the run before."""
    engine.reader().kept_counts.clear()
    return engine.reader()


def page_of(q: str, chosen: dict, *, forget=lambda: None) -> float:
    """Milliseconds of the page's own: of a whole request, less what the engine took within it. Median."""
    query = {"q": q} | {key: list(values) for key, values in chosen.items()}
    engines, own, answer = [], [], engine.Reader.answer

    def watched(*given):
        began = time.perf_counter()
        try:
            return answer(*given)
        finally:
            engines.append(time.perf_counter() - began)

    with mock.patch.object(engine.Reader, "answer", watched):
        for _run in range(2 * RUNS):
            caches["pages"].clear()
            fresh()
            forget()
            began = time.perf_counter()
            response = CLIENT.get("/products/", query)
            own.append(time.perf_counter() - began - engines.pop())
            assert response.status_code == 200
    return statistics.median(own[1:]) * 1000


def draw_anew():
    """As on the first page of a process."""
    cards.pattern.cache_clear()
    names.kept.cache_clear()


def by_icontains(q: str, chosen: dict):
    listings = narrowed(Listing.objects.all(), chosen)
    for word in q.split():
        listings = listings.filter(name__icontains=word) | listings.filter(texts__icontains=word)
    rows = listings.order_by("name_key", "product_id")
    return list(rows.values_list("pk", "name")[:20]), rows.count()


def narrowed(listings, chosen: dict):
    columns = {"form": "dosage_form", "market": "market", "status": "legal_status"}
    return listings.filter(**{f"{columns[key]}__in": values for key, values in chosen.items()})


def prepare_full_text() -> bool:
    """As a shop on PostgreSQL would: a column of lexemes and a GIN index."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_full_text")
        cursor.execute(
            "CREATE UNLOGGED TABLE bench_full_text AS SELECT id, dosage_form, market, legal_status, "
            "setweight(to_tsvector('english', name || ' ' || brand_name), 'A') || to_tsvector('english', texts) "
            "AS words FROM catalog_listing"
        )
        cursor.execute("CREATE INDEX ON bench_full_text USING gin (words)")
        cursor.execute("ANALYZE bench_full_text")
    print(f"\nFull text of PostgreSQL prepared in {time.perf_counter() - began:.0f} s.")
    return True


def by_full_text(q: str, chosen: dict):
    columns = {"form": "dosage_form", "market": "market", "status": "legal_status"}
    where = ["words @@ query"] if q else []
    where += [f"{columns[key]} = ANY(%s)" for key in chosen]
    values = [q, *(list(one) for one in chosen.values())]
    sql = f"FROM bench_full_text, plainto_tsquery('english', %s) query WHERE {' AND '.join(where) or 'true'}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id {sql} ORDER BY ts_rank(words, query) DESC LIMIT 20", values)
        cursor.fetchall()
        cursor.execute(f"SELECT count(*) {sql}", values)
        cursor.fetchall()


def suggestions() -> list[str]:
    print(f"\n{'suggestions for':36}{'engine':>9}")
    over = []
    for typed in TYPED:
        _found, quick = timed(lambda typed=typed: engine.reader().suggest(typed))
        print(f"{typed:36}{quick:9.2f}")
        over += [f"suggestions for “{typed}”, {quick:.1f} ms"] if quick > 5 * share() else []
    return over


def orders() -> list[str]:
    """The first page of an order beside one far down the list: the same work."""
    print(f"\n{'order, in one market':36}{'first':>9}{'far':>9}")
    listings = Listing.objects.order_by("name_key", "product_id")
    far = listings[listings.count() * 9 // 10]
    places = {
        "name": keyset.ORDERS["name"].place(f"{documents.name_key(far.name)}\0{far.product_id:010x}"),
        "newest": str(documents.newest_key(far.signed_at, far.product_id)),
        "price": str(documents.price_key(documents.NO_PRICE, far.product_id)),
        "rating": str(documents.rating_key(0, 0, far.product_id)),
    }
    over = []
    for sort, place in places.items():
        _first, quick = timed(lambda sort=sort: fresh().answer(engine.Wanted(sort=sort, chosen=US)))
        wanted = engine.Wanted(sort=sort, chosen=US, after=place)
        _last, deep = timed(lambda wanted=wanted: fresh().answer(wanted))
        print(f"{sort:36}{quick:9.1f}{deep:9.1f}")
        over += [f"the order by {sort}, {deep / quick:.1f} times far down"] if deep > 2 * quick else []
    return over


def one_change() -> list[str]:
    """A change of one listing, as signing makes it, until this process searches it."""
    product = Listing.objects.order_by("-product").values_list("product", flat=True).first()

    def change():
        with transaction.atomic():
            Clock.move((product, Change.Kind.PACK))
        began = time.perf_counter()
        engine.catch_up()
        return (time.perf_counter() - began) * 1000

    took = statistics.median(change() for _run in range(RUNS))
    print(f"\nCatching up after one change: {took:.0f} ms.")
    return [f"catching up, {took:.0f} ms"] if took > 100 * share() else []


def followed() -> list[str]:
    """A change of one listing until a process that only follows the clock searches it, as each that serves does."""
    product = Listing.objects.order_by("-product").values_list("product", flat=True).first()
    follower.start()
    waits = []
    for number in range(RUNS):
        time.sleep(0.1 * number)  # at another moment of its pause each time
        began = time.perf_counter()
        with transaction.atomic():
            tick = Clock.move((product, Change.Kind.PACK))
        while engine.reader().state.tick < tick and time.perf_counter() - began < 30:
            time.sleep(0.005)
        waits.append(time.perf_counter() - began)
    print(f"Found by who follows the clock after {statistics.median(waits):.2f} s, at most {max(waits):.2f} s.")
    return [f"a change was found after {max(waits):.1f} s"] if max(waits) > 2 else []


def timed(act):
    """(what it gave, milliseconds in the median)."""
    act()
    runs = []
    for _run in range(RUNS):
        began = time.perf_counter()
        found = act()
        runs.append((time.perf_counter() - began) * 1000)
    return found, statistics.median(runs)


def slow(act) -> float:
    runs = []
    for _run in range(SLOW):
        began = time.perf_counter()
        act()
        runs.append((time.perf_counter() - began) * 1000)
        if runs[-1] > 5000:
            break
    return statistics.median(runs)


if __name__ == "__main__":
    try:
        sys.exit(bool(main()))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
