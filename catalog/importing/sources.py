"""From a file's bytes to a page's text, or one clear sentence about why not."""

import re

from django.utils.translation import gettext_lazy as _

LIMIT = 1024 * 1024
CHUNK = 64 * 1024
BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class PageError(ValueError):
    """A page that cannot be read; its text is one sentence for the person who chose the file."""


def read_stream(stream):
    """The bytes of a binary stream. At most LIMIT + 1 of them are read; raises PageError where there are more."""
    chunks, size = [], 0
    while size <= LIMIT and (chunk := stream.read(min(CHUNK, LIMIT + 1 - size))):
        chunks.append(chunk)
        size += len(chunk)
    return _small_enough(b"".join(chunks))


def text_of(source):
    """The text of a page given as bytes, with "\\n" line ends and no byte order mark; raises PageError."""
    _small_enough(source)
    if source.startswith(UTF_16):
        raise PageError(_("The file is not UTF-8 text; save it as UTF-8 and try again."))
    if b"\0" in source or source.startswith(BINARY):
        raise PageError(_("The file is binary, not a page of text, Markdown or HTML."))
    text = _decoded(source).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise PageError(_("The file is empty."))
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


def _small_enough(source):
    if len(source) > LIMIT:
        raise PageError(_("The file is larger than 1 MB, which no product page is."))
    return source


def _decoded(source):
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PageError(_("The file is not UTF-8 text; save it as UTF-8 and try again.")) from None
