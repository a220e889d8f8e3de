"""Where a webhook may go: what an address must look like, and where its name leads.

Checked when it is saved, for a clear sentence, and anew at every try: that one counts, as a name may lead elsewhere by
then. Who connects takes the addresses that `Target.resolved` returns, and asks no resolver again.
"""

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from webhooks.networks import is_public

LONGEST = 500
PORTS = {"https": 443, "http": 80}
NOT_IN_AN_ADDRESS = re.compile(r"[^\x21-\x7e\u00a1-\U0010ffff]|\\")
Resolve = Callable[[str, int], list[str]]


class Unfit(Exception):
    """No message may go to this address. `str()` is a sentence for whoever wrote it, and names no address."""


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str  # as DNS and TLS know it: ASCII, small letters, no trailing dot
    port: int
    path: str  # with its query

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def resolved(self, resolve: "Resolve | None" = None) -> list[str]:
        """The network addresses to connect to. Raises Unfit, also where one of several is not public."""
        try:
            found = (resolve or looked_up)(self.host, self.port)
        except (OSError, UnicodeError):
            raise Unfit(_("The name of this host cannot be found.")) from None
        if not found:
            raise Unfit(_("The name of this host cannot be found."))
        if not settings.WEBHOOKS_TO_PRIVATE_ADDRESSES and not all(map(is_public, found)):
            raise Unfit(_("This address leads into a private or reserved network."))
        return found


def looked_up(host: str, port: int) -> list[str]:
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def parsed(address: str) -> Target:
    """The parts of an address that may be kept. Raises Unfit. Asks no resolver."""
    if len(address) > LONGEST or NOT_IN_AN_ADDRESS.search(address):
        raise Unfit(_("This is not the address of a web page."))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Unfit(_("This is not the address of a web page.")) from None
    private = settings.WEBHOOKS_TO_PRIVATE_ADDRESSES
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise Unfit(_("The address must begin with https://"))
    if "@" in parts.netloc:
        raise Unfit(_("Leave the user name and the password out of the address."))
    if port is not None and port != PORTS[parts.scheme] and not 1023 < port < 65536:
        raise Unfit(_("Use port 443, or one above 1023."))
    if parts.fragment or address.endswith("#"):
        raise Unfit(_("Leave out what follows the # in the address."))
    return Target(parts.scheme, host_of(parts), port or PORTS[parts.scheme], path_of(parts))


def host_of(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        ascii_host = ""
    if not ascii_host or not re.fullmatch(r"[0-9a-z._:-]+", ascii_host):
        raise Unfit(_("The name of the host cannot be read."))
    return ascii_host


def path_of(parts: SplitResult) -> str:
    """As it goes over the wire. Letters outside ASCII are refused: two programs would encode them in two ways."""
    path = parts.path or "/"
    path += f"?{parts.query}" if parts.query else ""
    if not path.isascii():
        raise Unfit(_("Write letters with accents and other scripts in the path as percent codes."))
    return path
