"""Ready bytes: a public page is rendered once and served as it is until its stamp changes.

The stamp is read before the rows, so bytes that are kept under it are never older than it says.
"""

import hashlib
from collections.abc import Callable

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


def answer(request, *, name: str, stamp: tuple, build: Callable[[], bytes], keep=True) -> HttpResponseBase:
    """The page called `name` at this stamp: kept bytes, or those of `build()`.

    `keep=False` for what visitors can ask for without end, such as searches. Any HTTP cache may keep the page, and
    asks us each time whether it still holds: a withdrawal shows at once.
    """
    key = "page:" + hashlib.sha256(repr((settings.RELEASE, get_language(), name, stamp)).encode()).hexdigest()
    etag = f'"{key[5:37]}"'
    # "*" asks whether there is a page at all, which only building it tells.
    any_page = request.headers.get("If-None-Match", "").strip() == "*"
    response = None if any_page else get_conditional_response(request, etag=etag)
    if response is None:
        cache = caches["pages"]
        body = cache.get(key) if keep else None
        if body is None:
            body = build()
            if keep:
                cache.set(key, body, KEEP_SECONDS)
        response = HttpResponse(body)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


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
