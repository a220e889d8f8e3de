"""A database that threads share."""

import sqlite3

import pytest
from django.db import connection, connections


@pytest.fixture
def threads_see_the_database(transactional_db, tmp_path):
    """SQLite's test database lives in memory, where threads cannot queue up as in a file: they get one.

    Call it once everything is prepared; read the outcome in a thread, too (`elsewhere`).
    """
    settings = connections.settings["default"]
    name = settings["NAME"]

    def share():
        if connection.vendor == "sqlite":
            with sqlite3.connect(tmp_path / "shared.sqlite3") as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode=WAL")  # else the threads do it, all at once, and one is refused
            copy.close()
            settings["NAME"] = str(tmp_path / "shared.sqlite3")

    yield share
    settings["NAME"] = name
