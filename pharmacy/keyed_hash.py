"""Names for what must be recognised again and not be known: order numbers, network addresses, texts that were erased.

Pure, imported by every app. The key is the machine's own (HASH_KEY), apart from SECRET_KEY: renewing that one, as one
does after a leak, must not make every kept hash meaningless.
"""

import hashlib
import hmac

from django.conf import settings


def keyed_hash(value: str, *, purpose: str) -> str:
    """HMAC-SHA256 in hex (64 characters) of a text; `purpose` keeps the hashes of different things apart."""
    message = f"{purpose}\x00{value}".encode(errors="surrogatepass")
    return hmac.new(settings.HASH_KEY.encode(), message, hashlib.sha256).hexdigest()
