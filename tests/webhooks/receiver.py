"""The other end: an HTTP server in a thread, and what it was sent."""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.core.management import call_command

from catalog.models import Change
from webhooks.models import Webhook


class Receiver:
    """`answers` holds (status, headers, body) for the next requests; without any it says 204. `got` keeps requests."""

    def __init__(self):
        self.got, self.answers, self.hold = [], [], threading.Event()
        self.hold.set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append(Request(self.path, dict(self.headers), body))
                status, headers, answer = outer.answers.pop(0) if outer.answers else (204, {}, b"")
                outer.hold.wait(20)
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(answer))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            def do_GET(self):
                outer.got.append(Request(self.path, dict(self.headers), b"GET"))
                self.send_error(500)

            def log_message(self, *_args):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_args):
                """A client that has gone away is what some tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?shop=1"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.hold.set()
        self.server.shutdown()
        self.server.server_close()

    def messages(self):
        return [json.loads(request.body) for request in self.got]

    def changes(self):
        """(tick, kind, slug) of every change that it was told, in order of arrival."""
        return [
            (change["tick"], change["kind"], change["product"]["slug"])
            for message in self.messages()
            for change in message.get("changes", [])
        ]


class Request:
    def __init__(self, path, headers, body):
        self.path, self.body = path, body
        self.headers = {name.lower(): value for name, value in headers.items()}


def verified(request: Request, secret: str) -> bool:
    """As docs/webhooks.md tells the receiver to do it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
    mark = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(f"v1,{mark}", one) for one in request.headers["webhook-signature"].split())


def added(*, by, address="https://93.184.215.14/hook", kinds=None, **fields):
    """(webhook, secret), told of everything."""
    kinds = kinds or list(Change.Kind.values)
    return Webhook.add(by=by, name=fields.pop("name", "Shop"), address=address, kinds=kinds, **fields)


def work():
    """Do what is due now."""
    call_command("work", batch=True, startup_delay=False, reload=False, verbosity=0)
