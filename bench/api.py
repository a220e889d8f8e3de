"""What the API costs: a product beside its page, a walk along 100,000 changes, 500 prices. `make bench` runs it.

On a database of its own, which it makes and drops: SQLite in a temporary folder, or beside the one that DATABASE_URL
names on PostgreSQL. What is compared is measured in turns, in one run.
"""

import json
import os
import shutil
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

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

from accounts.api_keys import ApiKey  # noqa: E402
from catalog.models import Change, Clock, Pack  # noqa: E402
from tests import factories  # noqa: E402

CHANGES, PAGE, PACKS, RUNS = int(os.environ.get("CHANGES", "100000")), 1000, 500, 400
ALLOWED = 1.3  # times the page
CLIENT = Client(SERVER_NAME="localhost")
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
FREE = {"API_REQUESTS_OF_A_NETWORK": 0, "API_REQUESTS_OF_A_KEY": 0, "API_WRITES_OF_A_KEY": 0}


def main():
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with override_settings(STORAGES=settings.STORAGES | PLAIN_FILES, **FREE):
            editor, listing = world()
            print(f"{connection.vendor}\n")
            beside_the_page(listing.slug)
            walk(listing)
            prices(listing, editor)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        shutil.rmtree(FOLDER, ignore_errors=True)


def world():
    editor, pharmacist = factories.editor(), factories.pharmacist()
    listing = factories.listed(editor=editor, pharmacist=pharmacist, slug="testazole")
    rows = (Pack(product=listing.product, sku=f"S{n}", size=1, unit="g", currency="USD") for n in range(PACKS))
    Pack.objects.bulk_create(rows)
    return editor, listing


def beside_the_page(slug: str):
    """Ready bytes of the page and of the API, in turns; then both made anew."""
    addresses = {"page": f"/products/{slug}/", "api": f"/api/v1/products/{slug}/"}
    ready = in_turns({name: lambda at=at: ask(at) for name, at in addresses.items()}, RUNS)
    anew = in_turns({name: lambda at=at: made_anew(at) for name, at in addresses.items()}, RUNS // 10)
    for label, found in (("ready bytes", ready), ("made anew", anew)):
        ratio = found["api"] / found["page"]
        print(f"product, {label:<12} page {found['page']:6.2f} ms   API {found['api']:6.2f} ms   {ratio:.2f} times")
    print(f"{'':9}allowed for ready bytes: {ALLOWED} times\n")


def ask(address: str, **headers) -> bytes:
    answer = CLIENT.get(address, headers=headers)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content


def made_anew(address: str):
    caches["pages"].clear()
    ask(address)


def in_turns(acts: dict[str, Callable], runs: int) -> dict[str, float]:
    """Median milliseconds of each, measured one after the other."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _run in range(runs):
        for name, act in acts.items():
            start = time.perf_counter()
            act()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: sorted(some)[len(some) // 2] for name, some in times.items()}


def walk(listing):
    rows = (Change(tick=tick, product=listing.product, kind="pack") for tick in range(2, CHANGES + 2))
    Change.objects.bulk_create(rows, batch_size=5000)
    Clock.objects.update(tick=CHANGES + 2)
    ask("/api/v1/changes/")  # what is made once
    times, told = followed()
    tracemalloc.start()
    followed()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    tenth = max(1, len(times) // 10)
    first, last = (sorted(some)[len(some) // 2] for some in (times[:tenth], times[-tenth - 1 : -1]))
    print(f"changes: {told} in {len(times)} pages of {PAGE}, {sum(times) / 1000:.1f} s, {peak:.1f} MB at most")
    print(f"{'':9}a page at the start {first:.1f} ms, at the end {last:.1f} ms: {last / first:.2f} times\n")


def followed() -> tuple[list[float], int]:
    """(milliseconds of each page, how many changes they told)"""
    times, told, address, more = [], 0, f"/api/v1/changes/?size={PAGE}", True
    while more:
        start = time.perf_counter()
        body = ask(address)
        times.append((time.perf_counter() - start) * 1000)
        answer = json.loads(body)
        told, more = told + len(answer["results"]), answer["more"]
        address = answer["next"].partition("localhost:8000")[2]
    return times, told


def prices(listing, editor):
    root = factories.user(name="root", is_staff=True, is_superuser=True)
    _key, secret = ApiKey.issue(by=root, owner=editor, name="Till", scopes=["packs"])
    times = []
    for run in range(5):
        body = json.dumps([{"sku": f"S{n}", "price": f"{run + 1}.00"} for n in range(PACKS)])
        start = time.perf_counter()
        answer = CLIENT.post(
            "/api/v1/packs/", body, content_type="application/json", headers={"authorization": f"Bearer {secret}"}
        )
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, answer.content[:300]
    print(f"packs: {PACKS} prices at once {sorted(times)[2]:.0f} ms")


if __name__ == "__main__":
    main()
