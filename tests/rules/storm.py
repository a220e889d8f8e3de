"""Many verbs at once, each in a thread with a connection of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

from django.db import connections


def elsewhere(function):
    """What a function returns in a thread with a connection of its own."""

    def run():
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as one:
        return one.submit(run).result(timeout=60)


def all_at_once(acts):
    """Run them in as many threads, let go together; every one's error or None."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=30)
            act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        futures = [pool.submit(run, act) for act in acts]
        assert not wait(futures, timeout=60).not_done
    return [future.result() for future in futures]
