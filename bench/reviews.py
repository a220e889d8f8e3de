"""A medicine with 100,000 reviews beside one with 10: every page of their reviews, and the verbs. `make bench` runs it.

On a database of its own, which it makes and drops: SQLite in a temporary folder, or beside the one that DATABASE_URL
names on PostgreSQL. One line a page; "many / few" is what 100,000 reviews cost.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")
os.environ["VAR_DIR"] = FOLDER = tempfile.mkdtemp(prefix="pharmacy-bench-")

import django  # noqa: E402

django.setup()

from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from bench.review_crowd import crowd  # noqa: E402
from reviews.models import ReviewText  # noqa: E402
from reviews.review_search import ReviewSearch, place  # noqa: E402
from tests import factories  # noqa: E402

FEW, MANY = 10, int(os.environ.get("REVIEWS", "100000"))
RUNS = 9
DEEP = 0.9  # of the way to the end
TWICE = 2.0
# No medicine with ten reviews has a like of these: they are measured alone, and beside its plain list.
PAGES = [
    "",
    "sort=helpful",
    "sort=highest",
    "sort=lowest",
    "stars=5",
    "stars=5&sort=helpful",
    "stars=1",
    "stars=1&sort=helpful",
    "verified=1",
    "verified=1&sort=helpful",
    "verified=1&sort=highest",
    "verified=1&sort=lowest",
    "condition=hay-fever",
    "condition=hay-fever&sort=helpful",
    "condition=hay-fever&sort=highest",
    "condition=hay-fever&sort=lowest",
    "stars=2&condition=hay-fever&verified=1",
    "stars=2&condition=hay-fever&verified=1&sort=helpful",
    "condition=hives",
    "condition=hives&sort=helpful",
    "condition=hives&sort=lowest",
    "stars=5&condition=hives&verified=1&sort=helpful",
]


def main():
    setup_test_environment()
    connection.settings_dict["TEST"]["NAME"] = f"{FOLDER}/bench.sqlite3" if connection.vendor == "sqlite" else "bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with override_settings(MEDIA_ROOT=f"{FOLDER}/pictures"):
            slow = measure()
    finally:
        connection.creation.destroy_test_db("bench", verbosity=0)
    sys.exit("Slower than twice: " + "; ".join(slow) if slow else 0)


def measure() -> list[str]:
    few, many, moderator = world()
    print(f"{connection.vendor}: milliseconds, median of {RUNS}; SQL queries in brackets")
    print(f"{'':<64}{FEW:>14}{MANY:>14}{'many / few':>12}")
    slow = [*products(few, many), *lists(few, many), *verbs(few, many, moderator)]
    return slow


def world():
    """(a listing with few reviews, one with many, a moderator)."""
    staff = {"editor": factories.editor(), "pharmacist": factories.pharmacist()}
    moderator = factories.moderator()
    uses = [{"title": one, "text": one, "condition": {"name": one}} for one in ("Hay fever", "Itching", "Hives")]
    made = []
    for slug, number in (("few", FEW), ("many", MANY)):
        listing = factories.listed(**staff, slug=slug, indications=uses)
        began = time.perf_counter()
        crowd(listing, number, moderator=moderator)
        print(f"{number} reviews made in {time.perf_counter() - began:.1f} s", flush=True)
        made.append(listing)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "SELECT 1")
    return *made, moderator


def products(few, many) -> list[str]:
    slow = compared("product page, rendered", *(rendered(f"/products/{one.slug}/") for one in (few, many)))
    slow += compared("product page, ready", *(ready(f"/products/{one.slug}/") for one in (few, many)))
    return slow


def lists(few, many) -> list[str]:
    slow = []
    for query in PAGES:
        asked = dict(part.split("=") for part in query.split("&") if part)
        first = [rendered(ReviewSearch(one, asked).url()) for one in (few, many)]
        slow += compared(f"reviews {query or 'newest'}", *first)
        if deep := deep_url(many, asked):
            slow += compared("  deep", rendered(deep_url(few, asked) or ReviewSearch(few).url()), rendered(deep))
    slow += compared("reviews, ready", *(ready(ReviewSearch(one).url()) for one in (few, many)))
    return slow


def deep_url(listing, asked) -> str:
    """The page that begins so deep in a list; nothing where the list has no such depth."""
    search = ReviewSearch(listing, asked)
    keys = list(search.texts.values_list("pk", flat=True))
    if not keys:
        return ""
    return search.url(after=place(ReviewText.objects.get(pk=keys[int(len(keys) * DEEP)]), search.order))


def verbs(few, many, moderator) -> list[str]:
    def approve(listing):
        def prepare():
            author = factories.user(name=f"late-{next(factories.numbers)}")
            return factories.review(listing=listing, author=author)

        return timed(lambda text: text.review.approve(by=moderator, text=text), prepare)

    def vote(listing):
        text = ReviewText.objects.of_listing(listing).first()
        return timed(
            lambda by: text.review.vote(by=by), lambda: factories.user(name=f"voter-{next(factories.numbers)}")
        )

    slow = compared("approve one more", approve(few), approve(many))
    return slow + compared("vote", vote(few), vote(many))


def rendered(url: str) -> tuple[float, int]:
    def get(_nothing):
        response = Client().get(url)
        assert response.status_code == 200, url

    return timed(get, lambda: caches["pages"].clear())


def ready(url: str) -> tuple[float, int]:
    client = Client()
    client.get(url)
    return timed(lambda _nothing: client.get(url), lambda: None)


def timed(act: Callable, prepare: Callable) -> tuple[float, int]:
    """(milliseconds, queries) of an act on what was prepared for it."""
    took = []
    for _run in range(RUNS):
        thing = prepare()
        began = time.perf_counter()
        act(thing)
        took.append((time.perf_counter() - began) * 1000)
    thing = prepare()
    with CaptureQueriesContext(connection) as captured:
        act(thing)
    return statistics.median(took), len(captured)


def compared(what: str, few: tuple[float, int], many: tuple[float, int]) -> list[str]:
    """Prints a line; names what is more than twice as slow."""
    ratio = many[0] / few[0]
    cells = "".join(f"{took:>9.1f} ({queries:>2})" for took, queries in (few, many))
    print(f"{what:<64}{cells:>28}{ratio:>12.2f}", flush=True)
    return [f"{what} ({ratio:.2f})"] if ratio > TWICE else []


if __name__ == "__main__":
    main()
