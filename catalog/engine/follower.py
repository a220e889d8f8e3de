"""The thread that follows the clock: one in each process that serves, started after the fork, never in a request.

Each looks once a second. Whichever sees first that the index is behind brings it up to date for all of this host.
"""

import atexit
import logging
import os
import threading

from django.db import close_old_connections, connection

from catalog.engine import keeping
from catalog.engine.folder import Folder
from catalog.engine.reading import forget, refresh, reported_broken
from catalog.models import Clock

log = logging.getLogger("pharmacy.search")
PAUSE = 0.9  # seconds between looks; with the work itself, about one
LONGER = 15  # seconds, where something is wrong
PATIENCE = 10  # seconds that an ending process waits for a commit
FORK_WAITS = 2  # seconds that a fork waits for a look to end


class Following:
    """The thread of this process, and what it shares with the others."""

    def __init__(self):
        self.stop = threading.Event()
        self.at_work = threading.Lock()
        self.forking = False
        self.thread: threading.Thread | None = None


following = Following()


def start():
    """Follow the clock in this process, and in those that it forks."""
    run()
    os.register_at_fork(before=between_looks, after_in_parent=go_on, after_in_child=run_in_child)
    atexit.register(end)


def between_looks():
    """A fork in the midst of a look would copy half of it: a module that is being imported stays broken for good.

    A long look, which builds the index, has imported everything; then the fork does not wait to its end.
    """
    following.forking = following.at_work.acquire(timeout=FORK_WAITS)


def go_on():
    if following.forking:
        following.forking = False
        following.at_work.release()


def run_in_child():
    """The thread is not copied, what it was in the midst of is: begin with nothing."""
    global following
    following = Following()
    forget()
    run()


def run():
    following.thread = threading.Thread(target=follow, args=[following], name="search-follower", daemon=True)
    following.thread.start()


def end():
    """A commit that has begun is finished: nothing would break, but it would have to be done again."""
    following.stop.set()
    if following.thread is not None:
        following.thread.join(PATIENCE)


def follow(ours: Following):
    pause = 0.0
    while not ours.stop.wait(pause):
        with ours.at_work:
            close_old_connections()
            pause = PAUSE if look() else LONGER
    connection.close()


def look() -> bool:
    """One look at the clock; False where something went wrong, which the log tells and the next look may mend."""
    try:
        tick, _shape, epoch = Clock.stamp()
        folder = Folder(epoch)
        state = folder.state()
        if state is None or state.tick != tick or reported_broken(state) or refresh(folder) is None:
            keeping.catch_up(wait=False)
            refresh(folder)
        return True
    except BaseException as error:  # the engine's own panics are no Exception
        if isinstance(error, SystemExit | KeyboardInterrupt):
            raise
        log.exception("The search index could not be brought up to date.")
        return False
