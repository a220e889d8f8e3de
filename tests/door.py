"""The door of the live server: between two tests nobody comes in, and everybody inside has left."""

import threading

PATIENCE = 30  # seconds


class Door:
    """A WSGI application around the site's.

    A browser that turns away does not stop what the server is at. A picture that is made for it would find the
    settings of no test, and leave a storage of static files behind that the next test cannot use.
    """

    def __init__(self, site):
        self.site, self.is_open, self.inside = site, False, 0
        self.changed = threading.Condition()

    def __call__(self, environ, start_response):
        with self.changed:
            if not self.is_open:
                start_response("503 Service Unavailable", [("Content-Length", "0"), ("Connection", "close")])
                return [b""]
            self.inside += 1
        try:
            return self.site(environ, start_response)
        finally:
            with self.changed:
                self.inside -= 1
                self.changed.notify_all()

    def open(self):
        with self.changed:
            self.is_open = True

    def close(self):
        with self.changed:
            self.is_open = False
            assert self.changed.wait_for(lambda: not self.inside, PATIENCE), "A request takes for ever."
