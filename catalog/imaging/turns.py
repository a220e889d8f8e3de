"""One picture at a time: decoding and encoding take a core and much memory, so a process does one and the rest wait.

Nothing in a turn touches the database: who waits for a turn may hold its lock.
"""

import threading
from contextlib import contextmanager

ONE = threading.Lock()


class Busy(Exception):
    """Another picture is being worked on, for longer than we would wait."""


@contextmanager
def turn(patience: float | None = None):
    """Wait for our turn, for `patience` seconds at most; without one, as long as it takes. Raises Busy."""
    if not ONE.acquire(timeout=-1 if patience is None else patience):
        raise Busy
    try:
        yield
    finally:
        ONE.release()
