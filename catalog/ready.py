"""Ready bytes: a public page is rendered once and served as it is until its stamp changes.

The stamp is read before the rows, so bytes that are kept under it are never older than it says.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

KEEP_SECONDS = 24 * 60 * 60


def answer(request, *, name: str, stamp: tuple, build) -> HttpResponse | HttpResponseNotModified:
    """The page called `name` at this stamp: kept bytes, or those of `build()`, which returns bytes.

    Any HTTP cache may keep it, and asks us each time whether it still holds: a withdrawal shows at once.
    """
    key = "page:" + hashlib.sha256(repr((settings.RELEASE, get_language(), name, stamp)).encode()).hexdigest()
    etag = f'"{key[5:37]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        body = cache.get(key)
        if body is None:
            body = build()
            cache.set(key, body, KEEP_SECONDS)
        response = HttpResponse(body)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response
