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

stop = threading.Event()
thread: threading.Thread | None = None


def start():
    """Follow the clock in this process, and in those that it forks."""
    run()
    os.register_at_fork(after_in_child=run_in_child)
    atexit.register(end)


def run_in_child():
    """A fork copies what the parent's thread was in the midst of, but not the thread: begin with nothing."""
    forget()
    run()


def run():
    global thread
    stop.clear()
    thread = threading.Thread(target=follow, name="search-follower", daemon=True)
    thread.start()


def end():
    """A commit that has begun is finished: nothing would break, but it would have to be done again."""
    stop.set()
    if thread is not None and thread.is_alive():
        thread.join(PATIENCE)


def follow():
    pause = 0.0
    while not stop.wait(pause):
        pause = PAUSE if look() else LONGER
    connection.close()


def look() -> bool:
    """One look at the clock; False where something went wrong, which the log tells and the next look may mend."""
    try:
        close_old_connections()
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
