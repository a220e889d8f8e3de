"""Other processes that make rows. This module imports no models: a fresh process has to set Django up first."""

import gc
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

shared: Any = None  # in the other processes: what `pool` was given


def pool(number: int, given: Any, *, database: str) -> ProcessPoolExecutor:
    """So many processes that know what is given and use this database."""
    # Spawned, not forked: a fork would carry our database connection along.
    arguments = (pickle.dumps(given), database)
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=start, initargs=arguments)


def start(given: bytes, database: str):
    global shared
    gc.disable()  # rows have no cycles, and looking for them among millions of texts takes a fifth of the time
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    shared = pickle.loads(given)  # noqa: S301  our own, from the process that started this one
