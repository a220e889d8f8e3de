"""Other processes that make rows. This module imports no models: a fresh process has to set Django up first."""

import gc
import pickle
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

_kept: tuple[bytes, Any] = (b"", None)  # in the other processes: what came last


def pool(number: int, *, database: str) -> ProcessPoolExecutor:
    """So many processes that use this database. They get ready while this one goes on."""
    # Spawned, not forked: a fork would carry our database connection along.
    others = ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=start, initargs=(database,))
    for _one in range(number):
        others.submit(ready)
    return others


def submit(others: Executor, function, shared: bytes, *arguments) -> Future:
    """Call `function(shared, *arguments)` in another process; `shared` is pickled already, and opened once in each."""
    return others.submit(opened, function, shared, *arguments)


def start(database: str):
    gc.disable()  # rows have no cycles, and looking for them among millions of texts takes a fifth of the time
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database


def ready():
    from catalog.generated import rows  # noqa: F401  most of what there is to load


def opened(function, shared: bytes, *arguments):
    global _kept
    if _kept[0] != shared:
        _kept = shared, pickle.loads(shared)  # noqa: S301  our own, from the process that started this one
    return function(_kept[1], *arguments)
