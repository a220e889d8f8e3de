"""One message over HTTP: checked address, one connection, no redirect, an end to it in any case."""

import http.client
import time
from contextlib import suppress
from dataclasses import dataclass

from webhooks import signature
from webhooks.addresses import Resolve, Target, Unfit, parsed
from webhooks.wire import CONNECT, Deadline, Timed, connected, within

ALL = 10.0  # seconds
READ = 64 * 1024  # bytes of an answer
KEPT = 300  # characters of them
AGENT = "Pharmacy-Webhooks/1"


@dataclass(frozen=True)
class Outcome:
    """What came of a try. `error` is empty where it was delivered; `status` is None where nobody answered."""

    status: int | None = None
    answer: str = ""
    error: str = ""

    @property
    def delivered(self) -> bool:
        return not self.error

    @property
    def gone(self) -> bool:
        """The receiver wants no more messages."""
        return self.status == http.client.GONE


def send(
    address: str,
    secret: str,
    *,
    message_id: str,
    body: str,
    resolve: Resolve | None = None,
    connect: float = CONNECT,
    seconds: float = ALL,
) -> Outcome:
    """POST a message. Raises nothing that the network or the receiver could bring about."""
    data = body.encode()
    deadline = Deadline(seconds)
    try:
        signed = signature.headers(secret, message_id=message_id, timestamp=int(time.time()), body=data)
        target = parsed(address)
        addresses = within(deadline, lambda: target.resolved(resolve))
        sock = connected(target, addresses, deadline=deadline, seconds=connect)
        try:
            status, answer = exchanged(target, sock, data, signed)
        finally:
            sock.end()
    except (Unfit, ValueError, OSError, http.client.HTTPException) as error:
        return Outcome(error=in_short(error))
    return Outcome(status, answer, "" if 200 <= status < 300 else refusal(status))


def exchanged(target: Target, sock: Timed, data: bytes, signed: dict[str, str]) -> tuple[int, str]:
    """(status, beginning of the answer)."""
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = sock  # type: ignore[assignment]  # it is connected: http.client looks nothing up
    headers = {"Host": target.host_header, "Content-Type": "application/json", "User-Agent": AGENT}
    connection.request("POST", target.path, data, headers | signed | {"Connection": "close"})
    response = connection.getresponse()
    return response.status, beginning(response)


def beginning(response: http.client.HTTPResponse) -> str:
    """Of what the receiver says. The status is known by now, so breaking off in the middle changes nothing."""
    read = b""
    with suppress(OSError, ValueError, http.client.HTTPException):
        while len(read) < READ and (part := response.read1(READ - len(read))):
            read += part
    text = read.decode(errors="replace")[:KEPT]
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "�" for sign in text)


def refusal(status: int) -> str:
    if 300 <= status < 400:
        return f"HTTP {status}: redirects are not followed"
    return f"HTTP {status}"


def in_short(error: Exception) -> str:
    """What the detail page says. The words of a resolver or a socket name no secret; others are told by their kind."""
    if isinstance(error, TimeoutError):
        return "Timed out"
    if isinstance(error, Unfit | OSError):
        return str(error)[:KEPT] or type(error).__name__
    return str(error)[:KEPT] if type(error) is ValueError else type(error).__name__
