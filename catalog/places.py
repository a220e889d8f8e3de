"""Where a page of a list ended, as one word of an address: the list goes on behind it, whatever comes or goes."""

import base64
import binascii
import json
from datetime import UTC, datetime

from catalog.engine.faults import BadPlace

LONGEST_PLACE = 1200  # a name of 160 characters, each four bytes, in base64


def place(listing, column) -> str:
    """Where a page ended, for `after`: the sort column and the product, as URL-safe base64 of JSON."""
    value = getattr(listing, column)
    value = value.isoformat() if isinstance(value, datetime) else value
    spelled = json.dumps([value, listing.product_id], ensure_ascii=False)
    return base64.urlsafe_b64encode(spelled.encode()).decode().rstrip("=")


def read_place(after: str, column):
    """The pair of `place`. Raises BadPlace for anything else."""
    try:
        after = after[:LONGEST_PLACE]
        value, key = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(value, str) or type(key) is not int or "\x00" in value or abs(key) >= 2**63:
            raise ValueError
        value.encode()  # half a surrogate pair is text to JSON, and to no database
        return (moment(value) if column == "signed_at" else value), key
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError):
        raise BadPlace(after) from None


def moment(text: str) -> datetime:
    """The instant of an ISO time with its offset, in UTC. Raises ValueError, OverflowError at the ends of time."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError
    return at.astimezone(UTC)
