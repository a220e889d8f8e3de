"""What an answer is made of: compact JSON, thinned to the fields that were asked for, and the way to the next page."""

import base64
import binascii
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404


def json_bytes(data) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def thinned(data: dict, fields: tuple[str, ...], *, always: Iterable[str] = ()) -> dict:
    """The members that were asked for, and those that no answer goes without; all where nobody asked."""
    return {name: value for name, value in data.items() if name in fields or name in always} if fields else data


def at(moment: datetime | None) -> str | None:
    """In UTC, with Z, to the second: "2026-03-01T12:00:00Z"."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def money(amount: Decimal, currency: str) -> dict[str, str]:
    """Decimal as text, so that no program makes a binary fraction of it: {"amount": "12.50", "currency": "USD"}."""
    return {"amount": f"{amount:.2f}", "currency": currency}


def whole(path: str) -> str:
    """A path of the site as an address of the world."""
    return settings.SITE_URL + path


def onward(request, after: str) -> str:
    """The address of the page that begins behind this place, all else as it was asked for."""
    query = [(name, value) for name, values in request.query_params.lists() for value in values if name != "after"]
    return whole(f"{request.path}?{urlencode([*query, ('after', after)])}")


def place(*values) -> str:
    """Where a page ends, as one word for `after`: the columns of its order."""
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def read_place(after: str, *types: type) -> list[Any]:
    """The values of `place`. Raises Http404 for what is no place of such a list."""
    try:
        values = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise Http404 from None
    if not isinstance(values, list) or [type(value) for value in values] != list(types):
        raise Http404
    if any(isinstance(value, int) and abs(value) >= 2**63 for value in values) or "\x00" in str(values):
        raise Http404
    return values
