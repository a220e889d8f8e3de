"""Two processes write, and one is killed in the midst of it: nothing breaks, and every listing is found in the end."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection, connections

from catalog import engine
from catalog.engine.folder import Folder
from catalog.models import Clock, Listing
from tests import factories
from tests.public.crowd import multiply
from tests.rules.storm import elsewhere

MANY = 400
# Another process of the site: it follows the clock until it is killed, and says when it begins.
WRITER = """
import django, sys
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from pathlib import Path
settings.SEARCH_ROOT = Path(sys.argv[2])
from catalog import engine
from catalog.engine import keeping
keeping.CHUNK = 20
print("ready", flush=True)
while True:
    engine.rebuild() if sys.argv[3] == "rebuild" else engine.catch_up()
"""


@pytest.fixture
def writers():
    """`writers(what)` starts a process that does it again and again."""
    running = []

    def start(what: str) -> subprocess.Popen:
        name = str(connections["default"].settings_dict["NAME"])
        command = [sys.executable, "-c", WRITER, name, str(settings.SEARCH_ROOT), what]
        process = subprocess.Popen(  # noqa: S603
            command, stdout=subprocess.PIPE, env=os.environ | {"DJANGO_SETTINGS_MODULE": "pharmacy.settings"}
        )
        running.append(process)
        assert process.stdout.readline() == b"ready\n"
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_midst(editor, pharmacist, threads_see_the_database, writers):
    listing = factories.listed(editor=editor, pharmacist=pharmacist)
    multiply(listing, {f"medicine-{number}": f"Medicine {number:04}" for number in range(MANY)})
    threads_see_the_database()

    for kill_after in (0.05, 0.15, 0.3, 0.45):
        other, doomed = writers("catch_up"), writers("rebuild")
        elsewhere(lambda: touch_all())
        time_to_die(doomed, kill_after)
        other.kill()

    found = elsewhere(everything)
    assert found == elsewhere(lambda: sorted(Listing.objects.values_list("product", flat=True)))
    assert len(found) == MANY + 1


# Dies as by kill -9 in the midst of applying a change: with the documents written, but before what comes next.
DOOMED = """
import django, os, signal, sys
django.setup()
from contextlib import contextmanager
from pathlib import Path
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
settings.SEARCH_ROOT = Path(sys.argv[2])
from catalog.engine import folder, keeping
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
@contextmanager
def writing(*given, real=keeping.writing):
    with real(*given) as writer:
        yield writer
        die()
if sys.argv[3] == "before":
    keeping.writing = writing
else:
    folder.Folder.remember = die
keeping.catch_up()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_a_commit(editor, pharmacist, threads_see_the_database, moment):
    listing = factories.listed(editor=editor, pharmacist=pharmacist)
    threads_see_the_database()
    elsewhere(everything)
    other = elsewhere(lambda: factories.listed(editor=editor, pharmacist=pharmacist, name="Zestazole 10 mg Tablets"))
    remembered = elsewhere(lambda: Folder(Clock.stamp()[2]).state())

    name = str(connections["default"].settings_dict["NAME"])
    doomed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", DOOMED, name, str(settings.SEARCH_ROOT), moment],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "pharmacy.settings"},
        check=False,
    )

    assert doomed.returncode == -signal.SIGKILL
    assert elsewhere(lambda: Folder(Clock.stamp()[2]).state()) == remembered
    assert elsewhere(everything) == [listing.product_id, other.product_id]


def time_to_die(process, seconds: float):
    """kill -9 at a moment that the process does not choose."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def touch_all():
    """A change of every listing, as a verb would tell it."""
    from django.db import transaction

    with transaction.atomic():
        Clock.move(*((product, "pack") for product in Listing.objects.values_list("product", flat=True)))


def everything() -> list[int]:
    """Whatever lies there, brought up to date: every listing, page after page."""
    engine.catch_up()
    assert Folder(Clock.stamp()[2]).state().tick == Clock.stamp()[0]
    found, after = [], ""
    while True:
        answer = engine.reader().answer(engine.Wanted(size=50, after=after))
        found += answer.products
        after = answer.next
        if not after:
            connection.close()
            return sorted(found)
