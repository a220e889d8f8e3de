"""A medicine with 100,000 reviews beside one with 10: every page of their reviews, and the verbs. `make bench` runs it.

On a database of its own, which it makes and drops: SQLite in a temporary folder, or beside the one that DATABASE_URL
names on PostgreSQL. One line a page; "many / few" is what 100,000 reviews cost.
"""

import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")
os.environ["VAR_DIR"] = FOLDER = tempfile.mkdtemp(prefix="pharmacy-bench-")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.review_crowd import crowd  # noqa: E402
from reviews.models import ReviewText  # noqa: E402
from reviews.review_search import ReviewSearch, place  # noqa: E402
from tests import factories  # noqa: E402

FEW, MANY = 10, int(os.environ.get("REVIEWS", "100000"))
RUNS = 9
DEEP = 0.9  # of the way to the end
TWICE = 2.0
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CLIENT = Client(SERVER_NAME="localhost")
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
    connection.settings_dict["TEST"]["NAME"] = f"{FOLDER}/bench.sqlite3" if connection.vendor == "sqlite" else "bench"
    os.makedirs(settings.STATIC_ROOT)
    with redirect_stdout(io.StringIO()):
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with override_settings(MEDIA_ROOT=f"{FOLDER}/pictures", STORAGES=settings.STORAGES | PLAIN_FILES):
            slow = measure()
    finally:
        connection.creation.destroy_test_db("bench", verbosity=0)
        shutil.rmtree(FOLDER)
    sys.exit("Slower than twice: " + "; ".join(slow) if slow else 0)


def measure() -> list[str]:
    few, many, moderator = world()
    print(f"{connection.vendor}: milliseconds, the fastest of {RUNS}; SQL queries in brackets")
    print(f"{'':<64}{FEW:>14}{MANY:>14}{'many / few':>12}")
    return [*products(few, many), *lists(few, many), *verbs(few, many, moderator)]


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
    urls = [f"/products/{one.slug}/" for one in (few, many)]
    return compared("product page, rendered", *map(rendered, urls)) + compared("product page, ready", *map(ready, urls))


def lists(few, many) -> list[str]:
    """Narrowed, ten reviews would be two or three: beside each page of the many stands that of the ten in its order."""
    slow = []
    for query in PAGES:
        asked = dict(part.split("=") for part in query.split("&") if part)
        ten = rendered(ReviewSearch(few, {"sort": asked["sort"]} if "sort" in asked else {}).url())
        slow += compared(f"reviews {query or 'newest'}", ten, rendered(ReviewSearch(many, asked).url()))
        if deep := deep_url(many, asked):
            slow += compared("  deep", ten, rendered(deep))
    return slow + compared("reviews, ready", *(ready(ReviewSearch(one).url()) for one in (few, many)))


def deep_url(listing, asked) -> str:
    """The page that begins so deep in a list; "" where nothing is on it."""
    search = ReviewSearch(listing, asked)
    keys = list(search.texts.values_list("pk", flat=True))
    if not keys:
        return ""
    return search.url(after=place(ReviewText.objects.get(pk=keys[int(len(keys) * DEEP)]), search.order))


def verbs(few, many, moderator) -> list[str]:
    def approving(listing) -> Act:
        def prepare():
            return factories.review(listing=listing, author=factories.user(name=f"late-{next(factories.numbers)}"))

        return Act(prepare, lambda text: text.review.approve(by=moderator, text=text))

    def voting(listing) -> Act:
        text = ReviewText.objects.of_listing(listing).first()
        return Act(lambda: factories.user(name=f"voter-{next(factories.numbers)}"), lambda by: text.review.vote(by=by))

    return compared("approve one more", *map(approving, (few, many))) + compared("vote", *map(voting, (few, many)))


@dataclass
class Act:
    """What is timed, on what was prepared for it."""

    prepare: Callable[[], Any]
    do: Callable[[Any], Any]

    def milliseconds(self) -> float:
        thing = self.prepare()
        began = time.perf_counter()
        self.do(thing)
        return (time.perf_counter() - began) * 1000

    def queries(self) -> int:
        thing = self.prepare()
        with CaptureQueriesContext(connection) as captured:
            self.do(thing)
        return len(captured)


def rendered(url: str) -> Act:
    return Act(caches["pages"].clear, lambda _nothing: read(url))


def ready(url: str) -> Act:
    return Act(lambda: None, lambda _nothing: read(url))


def read(url: str):
    response = CLIENT.get(url)
    assert response.status_code == 200, url


def compared(what: str, few: Act, many: Act) -> list[str]:
    """Prints a line; names what is more than twice as slow. By turns, so that a busy machine slows down both."""
    few.milliseconds(), many.milliseconds()
    took = [(few.milliseconds(), many.milliseconds()) for _run in range(RUNS)]
    fastest = [min(column) for column in zip(*took, strict=True)]
    ratio = fastest[1] / fastest[0]
    cells = "".join(f"{one:>9.1f} ({act.queries():>2})" for one, act in zip(fastest, (few, many), strict=True))
    print(f"{what:<64}{cells:>28}{ratio:>12.2f}", flush=True)
    return [f"{what.strip()} ({ratio:.2f})"] if ratio > TWICE else []


if __name__ == "__main__":
    main()
