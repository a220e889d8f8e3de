"""Several looks into the index at once: the engine lets go of Python's lock, so each has a core of its own."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

MOST = 3  # threads; few answers have use for more


@cache
def helpers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(MOST, thread_name_prefix="search")


# A fork copies no thread: the child begins with helpers of its own.
os.register_at_fork(after_in_child=helpers.cache_clear)


@dataclass(frozen=True)
class Look:
    """What a helper may have begun."""

    future: Future
    call: Callable[[], Any]

    def result(self):
        """Who asks does it where no helper has come to it: nobody waits behind somebody else's question."""
        return self.call() if self.future.cancel() else self.future.result()

    def drop(self):
        """Nobody wants it any more. One that has begun goes on to its end."""
        self.future.cancel()


def begin(call: Callable[[], Any]) -> Look:
    """Have this done beside what goes on here. It asks the index alone: helpers have no connection to the database."""
    return Look(helpers().submit(call), call)
