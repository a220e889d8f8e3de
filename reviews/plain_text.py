"""What people type, as it is kept: one kind of line break, composed characters, nothing that nobody sees."""

import re
import unicodedata

from catalog.models.fields import HIDDEN

BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def plain(text: str) -> str:
    """Control characters and those that turn the direction are taken out; emoji and every script stay."""
    lines = BREAKS.sub("\n", text)
    whole = lines.encode(errors="ignore").decode()  # half a surrogate pair is no character
    return unicodedata.normalize("NFC", HIDDEN.sub("", whole)).strip()


def one_line(text: str) -> str:
    return " ".join(plain(text).split())
