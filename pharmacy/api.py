"""The manners of the API: strict JSON in, JSON out, and every error as problem details (RFC 9457)."""

import json

from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.views import exception_handler

MOST_BYTES = 1024 * 1024


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is larger than 1 MB."
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
            raise ParseError("This is not JSON that we take.") from error
        return found


def refuse(constant):
    raise ValueError(constant)


def once_each(pairs) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def problem(error, context):
    """DRF's EXCEPTION_HANDLER: {"type", "title", "status", "detail"}, and `errors` with pointers for wrong fields."""
    response = exception_handler(error, context)
    if response is None:
        return None
    found = {"type": "about:blank", "title": response.reason_phrase, "status": response.status_code}
    if isinstance(error, ValidationError):
        found |= {"detail": "Something does not fit.", "errors": list(pointers(response.data))}
    else:
        found["detail"] = str(response.data.get("detail", ""))
    response.data, response.content_type = found, "application/problem+json"
    return response


def pointers(errors, path=""):
    """{"pointer", "detail"} for each error; a pointer (RFC 6901) leads to the value in what was sent."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            plain = str(name).replace("~", "~0").replace("/", "~1")
            yield from pointers(inner, path if name == "non_field_errors" else f"{path}/{plain}")
    elif isinstance(errors, list) and any(isinstance(one, dict | list) for one in errors):
        for number, inner in enumerate(errors):
            yield from pointers(inner, f"{path}/{number}")
    elif isinstance(errors, list):
        yield from ({"pointer": path, "detail": str(one)} for one in errors)
    else:
        yield {"pointer": path, "detail": str(errors)}
