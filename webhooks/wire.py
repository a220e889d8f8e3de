"""A connection to an address that was checked, and a time in which all of it has to be over."""

import io
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any

from webhooks.addresses import Target

CONNECT = 5.0  # seconds, for a name to be found and a connection to stand


class Deadline:
    """So many seconds from now."""

    def __init__(self, seconds: float):
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds; TimeoutError where there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return left

    def sooner(self, seconds: float) -> "Deadline":
        made = Deadline(seconds)
        made.at = min(made.at, self.at)
        return made


class Timed:
    """What http.client needs of a socket. A timeout of the socket itself would begin anew with every byte."""

    def __init__(self, sock: socket.socket, deadline: Deadline):
        self.sock, self.deadline = sock, deadline

    def sendall(self, data):
        view = memoryview(data).cast("B")
        while view:
            self.sock.settimeout(self.deadline.left())
            view = view[self.sock.send(view) :]

    def makefile(self, _mode) -> io.BufferedReader:
        return io.BufferedReader(Bytes(self))

    def close(self):
        """http.client lets go as soon as it has the head of the answer. What follows is still to be read: see `end`."""

    def end(self):
        self.sock.close()


class Bytes(io.RawIOBase):
    def __init__(self, timed: Timed):
        self.timed = timed

    def readable(self):
        return True

    def readinto(self, buffer):
        self.timed.sock.settimeout(self.timed.deadline.left())
        return self.timed.sock.recv_into(buffer)


def connected(target: Target, addresses: list[str], *, deadline: Deadline, seconds: float) -> Timed:
    """To the first address that takes it, within so many seconds for all of them. Raises OSError."""
    sooner = deadline.sooner(seconds)
    plain = first_open(addresses, target.port, sooner)
    try:
        plain.settimeout(sooner.left())
        sock = wrapped(plain, target) if target.scheme == "https" else plain
    except BaseException:
        plain.close()
        raise
    return Timed(sock, deadline)


def first_open(addresses: list[str], port: int, deadline: Deadline) -> socket.socket:
    failed: OSError | None = None
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(deadline.left())
            sock.connect((address, port))
        except OSError as error:
            sock.close()
            failed = error
        else:
            return sock
    raise failed or OSError("no address")


def wrapped(sock: socket.socket, target: Target) -> ssl.SSLSocket:
    """The certificate has to be that of the name, not of the address that we connect to."""
    return ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)


def within(deadline: Deadline, function: Callable[[], Any]) -> Any:
    """What a function returns that knows no timeout of its own, such as the system's resolver. Raises TimeoutError."""
    box: dict[str, Any] = {}

    def run():
        try:
            box["value"] = function()
        except BaseException as error:
            box["error"] = error

    thread = threading.Thread(target=run, name="webhook-resolver", daemon=True)
    thread.start()
    thread.join(deadline.left())
    if "error" in box:
        raise box["error"]
    if "value" not in box:
        raise TimeoutError("timed out")
    return box["value"]
