"""What people type, as it is kept: one kind of line break, composed characters, nothing that nobody sees."""

import unicodedata

from catalog.models.fields import HIDDEN


def plain(text: str) -> str:
    """Control characters and those that turn the direction are taken out; emoji and every script stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.encode(errors="ignore").decode()  # half a surrogate pair is no character
    return unicodedata.normalize("NFC", HIDDEN.sub("", whole)).strip()
