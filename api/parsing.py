"""Strict JSON: what is read here means the same to everybody who reads it."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

MOST_BYTES = 1024 * 1024
DEEPEST = 20  # lists and objects within one another


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("The body is larger than 1 MB.")
    default_code = "too_large"


class StrictJSON(BaseParser):
    """UTF-8 alone; no NaN, no name twice, no half of a character, nothing nested for its own sake."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        charset = (media_type or "").lower().partition("charset=")[2].strip("\"' ;")
        if charset not in ("", "utf-8", "utf8"):
            raise UnsupportedMediaType(media_type)
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge
        try:
            found = json.loads(body.decode(), parse_constant=refuse, object_pairs_hook=once_each)
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise ParseError(_("This is not JSON that we take.")) from error
        if deeper(found, DEEPEST):
            raise ParseError(_("This is nested more than %(deepest)d deep.") % {"deepest": DEEPEST})
        return found


def refuse(constant):
    raise ValueError(constant)


def once_each(pairs) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def deeper(value, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return left == 0 or any(deeper(one, left - 1) for one in inner)
