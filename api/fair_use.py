"""How often somebody may ask: a key of its own, or else everybody behind one network address together.

This keeps one program from taking the site away from all others; limits that protect somebody (reviews, votes,
reports a day) are rows of the database, counted by the verbs.
"""

import logging
import threading
import time

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import BaseThrottle

from accounts.api_keys import ApiKey
from pharmacy.keyed_hash import keyed_hash
from pharmacy.network import address_of

log = logging.getLogger("pharmacy.api")
WINDOW = 60  # seconds
TOLD = 20  # times that somebody's share is told to the shared cache until it is used up


class Tally:
    """What this process has counted in one window, and what the shared cache knew when it was told of it last."""

    def __init__(self):
        self.lock, self.window, self.counts = threading.Lock(), 0, {}

    def add(self, who: str, most: int) -> bool:
        """Count one more; whether that is within the share.

        Processes count for themselves and tell one another every so often, so that nobody pays for it with each
        request, and nobody waits for a cache under the lock: together they may give a twentieth more than the share,
        each. Where the cache fails, every process goes by its own count.
        """
        window, step = int(time.time()) // WINDOW, max(1, most // TOLD)
        with self.lock:
            if window != self.window:
                self.window, self.counts = window, {}
            untold, known = self.counts.get(who, (0, 0))
            untold += 1
            tells = untold % step == 0
            self.counts[who] = (0, known + untold) if tells else (untold, known)
        if tells:
            total = told(f"fair-{window}-{who}", untold)
            with self.lock:
                later, known_now = self.counts.get(who, (0, 0))
                self.counts[who] = later, max(known_now, total)
        return known + untold <= most if not tells else max(known + untold, total) <= most

    def forget(self):
        with self.lock:
            self.counts = {}


tally = Tally()


class FairUse(BaseThrottle):
    def allow_request(self, request, view):
        who, most = share(request)
        return not most or tally.add(who, most)

    def wait(self):
        return WINDOW - time.time() % WINDOW


class FewWrites(FairUse):
    """What a key writes has a share of its own: each may change hundreds of rows."""

    def allow_request(self, request, view):
        most = settings.API_WRITES_OF_A_KEY
        writes = request.method not in ("GET", "HEAD", "OPTIONS") and isinstance(request.auth, ApiKey)
        return not writes or not most or tally.add(f"write-{view.scope}-{request.auth.pk}", most)


def share(request) -> tuple[str, int]:
    """(who asks, how often they may in a minute; 0 for as often as they like)."""
    if isinstance(request.auth, ApiKey):
        return f"key-{request.auth.pk}", settings.API_REQUESTS_OF_A_KEY
    return keyed_hash(address_of(request), purpose="fair use"), settings.API_REQUESTS_OF_A_NETWORK


def told(key: str, more: int) -> int:
    """Add to what all processes have counted; the sum, 0 where the cache does not say. Two at once may count as one."""
    cache = caches["default"]
    try:
        cache.add(key, 0, 2 * WINDOW)
        return cache.incr(key, more)
    except Exception:  # whatever the cache is: no answer fails because nobody could count
        log.warning("The shared cache does not count requests.", exc_info=True)
        return 0
