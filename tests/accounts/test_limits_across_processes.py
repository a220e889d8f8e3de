"""Twenty guesses at once, from two processes: no more of them are looked at than of twenty in a row."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests import factories

ALLOWED = 5
GUESSING = """
import sys
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment(debug=True)  # so that static files need no manifest

def guess(number):
    sent = {"login": sys.argv[number % 2 + 1], "password": "wrong-password-here"}
    page = Client().post("/account/login/", sent, REMOTE_ADDR=f"192.0.2.{sys.argv[3]}{number}").content.decode()
    return "or the password is not right." in page, "That was wrong too often." in page

print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(10) as threads:
    answers = list(threads.map(guess, range(10)))
print(sum(looked for looked, _ in answers), sum(refused for _, refused in answers), flush=True)
"""


@pytest.fixture
def address_of_database(transactional_db, tmp_path):
    """What another process finds the test database by, once everything in it is prepared."""

    def shared():
        if connection.vendor == "postgresql":
            return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
        file = tmp_path / "shared.sqlite3"
        with sqlite3.connect(file) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")  # as on the site: two at once cannot both switch it on
        copy.close()
        return f"sqlite:///{file}"

    return shared


@pytest.fixture
def guessing():
    """`guessing(number, environment)` is a process that waits for a line before it guesses."""
    started = []

    def start(number, environment):
        command = [sys.executable, "-c", GUESSING, "customer", "customer@example.com", str(number)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes)  # noqa: S603
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_no_more_than_in_a_row(address_of_database, guessing, tmp_path):
    factories.user()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pharmacy.settings",
        "DATABASE_URL": address_of_database(),
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": settings.SECRET_KEY,
        "HASH_KEY": settings.HASH_KEY,
    }
    processes = [guessing(number, environment) for number in (1, 2)]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2

    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [[int(figure) for figure in process.stdout.readline().split()] for process in processes]

    looked, refused = (sum(figures) for figures in zip(*answers, strict=True))
    assert looked + refused == 20
    assert 1 <= looked <= ALLOWED
