"""How often somebody may ask: a key of its own, or else everybody behind one network address together.

This keeps one program from taking the site away from all others; limits that protect somebody (reviews, votes,
reports a day) are rows of the database, counted by the verbs.
"""

import threading
import time

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import BaseThrottle

from accounts.api_keys import ApiKey
from pharmacy.keyed_hash import keyed_hash
from pharmacy.network import address_of

WINDOW = 60  # seconds
TOLD = 20  # times that somebody's share is told to the shared cache until it is used up


class Tally:
    """What this process has counted in one window, and what the shared cache knew when it was told of it last."""

    def __init__(self):
        self.lock, self.window, self.counts = threading.Lock(), 0, {}

    def add(self, who: str, most: int) -> bool:
        """Count one more; whether that is within the share.

        Processes count for themselves and tell one another every so often, so that nobody pays for it with each
        request: together they may give a twentieth more than the share, each.
        """
        window, step = int(time.time()) // WINDOW, max(1, most // TOLD)
        with self.lock:
            if window != self.window:
                self.window, self.counts = window, {}
            untold, known = self.counts.get(who, (0, 0))
            untold += 1
            if untold >= step:
                untold, known = 0, told(f"fair-{window}-{who}", untold)
            self.counts[who] = untold, known
        return known + untold <= most

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
        writes = request.method not in ("GET", "HEAD", "OPTIONS")
        return not writes or not most or tally.add(f"write-{view.scope}-{request.auth.pk}", most)


def share(request) -> tuple[str, int]:
    """(who asks, how often they may in a minute; 0 for as often as they like)."""
    if isinstance(request.auth, ApiKey):
        return f"key-{request.auth.pk}", settings.API_REQUESTS_OF_A_KEY
    return keyed_hash(address_of(request), purpose="fair use"), settings.API_REQUESTS_OF_A_NETWORK


def told(key: str, more: int) -> int:
    """Add to what all processes have counted; the sum."""
    cache = caches["default"]
    try:
        return cache.incr(key, more)
    except ValueError:  # nobody has counted yet
        cache.add(key, 0, 2 * WINDOW)
        return cache.incr(key, more)
