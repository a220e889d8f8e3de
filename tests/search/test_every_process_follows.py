"""Every process that serves follows the clock by a thread of its own, those that were forked later too."""

import os
import select
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connections

from tests import factories
from tests.rules.storm import elsewhere

LONGEST_WAIT = 30  # seconds; two on a quiet machine
# A process of the site. It says how many listings it finds, each time that the number changes.
SITE = """
import django, os, sys, time
django.setup()
from pathlib import Path
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
settings.SEARCH_ROOT = Path(sys.argv[2])
from catalog import engine
from catalog.engine import follower
follower.start()
if sys.argv[3] == "forked":
    engine.catch_up()
    engine.reader().answer(engine.Wanted())  # it has threads now that a fork does not copy
    if os.fork():
        os.wait()
        sys.exit()
known = 0
while True:
    reader = engine.reader()
    found = reader and reader.answer(engine.Wanted()).total
    if found and found != known:
        known = found
        print(found, flush=True)
    time.sleep(0.01)
"""


@pytest.fixture
def site():
    """`site(how)` starts one; lines are what it says."""
    running = []

    def start(how: str):
        name = str(connections["default"].settings_dict["NAME"])
        command = [sys.executable, "-c", SITE, name, str(settings.SEARCH_ROOT), how]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "pharmacy.settings"}
        process = subprocess.Popen(  # noqa: S603
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
        )
        running.append(process)
        return process.stdout

    yield start
    for process in running:
        os.killpg(process.pid, 9)
        process.wait()
        process.stdout.close()


@pytest.mark.django_db(transaction=True)
def test_a_signature_is_found_by_every_process(editor, pharmacist, threads_see_the_database, site):
    factories.listed(editor=editor, pharmacist=pharmacist)
    threads_see_the_database()
    processes = [site("alone"), site("alone"), site("forked")]
    assert [line(one) for one in processes] == [b"1\n"] * 3

    elsewhere(lambda: factories.listed(editor=editor, pharmacist=pharmacist, name="Zestazole 10 mg Tablets"))

    assert [line(one) for one in processes] == [b"2\n"] * 3


def line(output) -> bytes:
    """The next line, within a time that no follower needs, however busy the machine."""
    ready, _to_write, _wrong = select.select([output], [], [], LONGEST_WAIT)
    return output.readline() if ready else b"too late"
