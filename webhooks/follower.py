"""The thread of a worker that looks at the clock once a second and makes the messages of webhooks."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from django.db import connection

from webhooks.following import follow, prune

PAUSE = 1.0  # seconds between looks
LONGER = 15.0  # seconds, where something is wrong
BETWEEN_PRUNINGS = 3600.0  # seconds
PATIENCE = 10.0  # seconds that an ending process waits for a transaction

log = logging.getLogger("pharmacy.webhooks")


class Follower(threading.Thread):
    """`with Follower():` it follows. Looks at least once, and never dies of an error."""

    def __init__(self, *, pause: float = PAUSE, longer: float = LONGER, hourly: Iterable[Callable] = (prune,)):
        super().__init__(name="webhook-follower", daemon=True)
        self.ended = threading.Event()
        self.pause, self.longer, self.hourly = pause, longer, tuple(hourly)
        self.pruned_at: float | None = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.ended.set()
        self.join(PATIENCE)

    def run(self):
        while True:
            pause = self.pause if self.look() else self.longer
            connection.close()  # a broken one would stay broken
            if self.ended.wait(pause):
                return

    def look(self) -> bool:
        """False where something went wrong, which the log tells."""
        try:
            follow()
            if self.pruned_at is None or time.monotonic() - self.pruned_at > BETWEEN_PRUNINGS:
                for chore in self.hourly:
                    chore()
                self.pruned_at = time.monotonic()
        except Exception:
            log.exception("Webhooks could not follow the clock.")
            return False
        return True
