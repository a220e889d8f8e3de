"""Where people and programs read what the API is: the schema, and an interactive page made of it."""

import copy
import json
from functools import lru_cache

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from catalog import ready

# Swagger UI sets styles on its elements and draws its icons from data: addresses. No outside host, here as anywhere.
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "connect-src": [SELF],
}


@require_safe
def schema(request):
    """OpenAPI 3.1, as JSON: the same until the next release."""
    media_type = "application/vnd.oai.openapi+json;version=3.1"
    return ready.answer(request, name="api:schema", stamp=("schema",), build=written, content_type=media_type)


@require_safe
@csp_replace(POLICY)
def docs(request):
    answer = render(request, "api/docs.html")
    answer["Cache-Control"] = "public, no-cache"
    return answer


def written() -> bytes:
    return json.dumps(generated(settings.SITE_URL), ensure_ascii=False).encode()


@lru_cache(maxsize=2)
def made() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


def generated(site: str) -> dict:
    return copy.deepcopy(made()) | {"servers": [{"url": site}]}
