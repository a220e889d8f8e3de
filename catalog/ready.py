"""Ready bytes: a public page is rendered once and served as it is until its stamp changes.

The stamp is read before the rows, so bytes that are kept under it are never older than it says.
"""

import gzip
import hashlib
import re
from collections.abc import Callable

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from catalog.models import Clock
from pharmacy.head import Head

KEEP_SECONDS = 24 * 60 * 60
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")
# Nothing secret stands in these bytes, so that their length tells nobody anything (see BREACH).
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda page: brotli.compress(page, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda page: gzip.compress(page, 6, mtime=0),
    "": bytes,
}


def answer(
    request, *, name: str, stamp: tuple, build: Callable[[], bytes], keep=True, content_type=None
) -> HttpResponseBase:
    """The page called `name` at this stamp: kept bytes, or those of `build()`, compressed as the browser takes them.

    `keep=False` for what visitors can ask for without end, such as searches. Any HTTP cache may keep the page, and
    asks us each time whether it still holds: a withdrawal shows at once.
    """
    packed = content_type is not None and content_type.startswith("image/")
    coding = "" if packed else coding_for(request.headers.get("Accept-Encoding", ""))
    etag = f'"{key_of(name, stamp, coding)[5:37]}"'
    # "*" asks whether there is a page at all, which only building it tells.
    any_page = request.headers.get("If-None-Match", "").strip() == "*"
    response = None if any_page else get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(body(name, stamp, coding, build, keep=keep), content_type=content_type)
        if coding:
            response["Content-Encoding"] = coding
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Vary"] = "Accept-Encoding"
    return response


def with_index(stamp: tuple, reader) -> tuple:
    """What a page hangs on that shows what the index says: the clock, and what `reader` searches.

    Without the second, a page that is made before the index has caught up with the clock would be kept for good.
    """
    return (*stamp, None if reader is None else reader.stamp)


def key_of(name: str, stamp: tuple, coding: str) -> str:
    """All that the bytes hang on: where the site is found stands in canonical links, the release in the templates."""
    whole = (settings.RELEASE, settings.SITE_URL, settings.DEBUG, get_language(), name, stamp, coding)
    return "page:" + hashlib.sha256(repr(whole).encode()).hexdigest()


def body(name: str, stamp: tuple, coding: str, build: Callable[[], bytes], *, keep: bool) -> bytes:
    """Rendered once; a coding is made of the plain bytes that are kept."""
    if not keep:
        return CODINGS[coding](build())
    key = key_of(name, stamp, coding)
    kept = caches["pages"].get(key)
    if kept is None:
        kept = CODINGS[coding](body(name, stamp, "", build, keep=True)) if coding else build()
        caches["pages"].set(key, kept, KEEP_SECONDS)
    return kept


def coding_for(accepted: str) -> str:
    """The best of our codings that an Accept-Encoding header takes, or "" for none."""
    taken = {part.split(";")[0].strip() for part in accepted.lower().split(",") if not REFUSED.search(part)}
    return next((coding for coding in CODINGS if coding in taken), "")


def page(request, template: str, context: Callable[[], dict], *, name="", stamp=None, keep=True) -> HttpResponseBase:
    """A page that shows several listings, so it hangs on the whole clock. `name` holds what of the query counts.

    The template is given no request: nothing of who asks can stand in the bytes. A context without a `head` of its
    own gets that of the plain address.
    """
    return answer(
        request,
        name=name or request.path,
        stamp=stamp or Clock.stamp(),
        build=lambda: render_to_string(template, {"head": Head(request.path)} | context()).encode(),
        keep=keep,
    )
