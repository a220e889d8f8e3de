"""Several looks into the index at once: the engine lets go of Python's lock, so each has a core of its own."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

MOST = 3  # threads; few answers have use for more


@cache
def helpers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(MOST, thread_name_prefix="search")


# A fork copies no thread: the child begins with helpers of its own.
os.register_at_fork(after_in_child=helpers.cache_clear)


def begin(look: Callable[..., Any], *given, **named) -> Future:
    """Call `look` beside what goes on here. It asks the index alone: a helper has no connection to the database."""
    return helpers().submit(look, *given, **named)
