"""What is behind a session: which device it is, that no cache keeps its pages, and that it holds no network address."""

import json
import time

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.utils.cache import add_never_cache_headers

from accounts.devices import Device

STAMP = "device"
OFTEN_ENOUGH = 10 * 60  # seconds between two notes of a device
# Of a request that waits until its sender has proven who they are, this much is needed to take it up again.
NEEDED = ("REQUEST_METHOD", "CONTENT_TYPE", "SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_REFERER", "SCRIPT_NAME")


def kept_private(get_response):
    """Middleware: does nothing for a page that did not look at the session, so public pages cost and say nothing."""

    def answer(request):
        response = get_response(request)
        if request.session.accessed:
            if not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
            forget_address(request.session)
            note_device(request)
        return response

    return answer


def forget_address(session):
    """allauth keeps a request that waits with all its headers, the asker's address and cookies among them."""
    waiting = session.get(STATE_SESSION_KEY)
    if not waiting or "request" not in waiting:
        return
    kept = json.loads(waiting["request"])
    kept["META"] = {name: value for name, value in kept["META"].items() if name in NEEDED}
    session[STATE_SESSION_KEY] = {"request": json.dumps(kept)}


def note_device(request):
    """Now and then, and whenever the session has a new key; the session itself remembers when it was done."""
    if not request.user.is_authenticated or not request.session.session_key:
        return
    key, at = request.session.get(STAMP, ("", 0))
    if key != request.session.session_key or time.time() - at > OFTEN_ENOUGH:
        Device.note(request, earlier_key=key if key != request.session.session_key else "")
        request.session[STAMP] = (request.session.session_key, int(time.time()))
