"""Every error as problem details (RFC 9457): what is wrong, and which value or parameter it is about."""

import json
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.core.exceptions import ValidationError as ModelError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotAuthenticated, NotFound, ParseError, ValidationError
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"
GENERAL = "non_field_errors"


class Problem(APIException):
    """An error of a status; `more` are members of its own, `type` its name where a program should tell it apart."""

    def __init__(self, status_code: int, detail, *, type: str = "about:blank", wait: int | None = None, **more):
        super().__init__(detail)
        self.status_code, self.type, self.more = status_code, type, more
        if wait is not None:
            self.wait = wait


class WrongParameter(ValidationError):
    """Something behind the question mark does not fit: {name: [what]}."""


def problem(error, context):
    """DRF's EXCEPTION_HANDLER. What the verbs of the noun refuse, its view has turned into a Problem already."""
    if isinstance(error, SuspiciousOperation):
        error = ParseError(_("This request cannot be read."))
    if isinstance(error, ModelError):
        error = ValidationError(as_fields(error))
    if isinstance(error, Http404):
        error = NotFound(_("There is nothing of this name or number here."))
    if type(error) is NotAuthenticated:
        error = with_header(error, NotAuthenticated(_(context["view"].unknown)))
    response = exception_handler(error, context)
    if response is None:
        return None
    response.data = {
        "type": getattr(error, "type", "about:blank"),
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
    } | told(error, response.data)
    response.content_type = MEDIA_TYPE
    return response


def with_header(error, other):
    """In other words, and still telling how to authenticate."""
    if hasattr(error, "auth_header"):
        other.auth_header = error.auth_header
    return other


def told(error, data) -> dict:
    if isinstance(error, ValidationError):
        wrong = list(parameters(data) if isinstance(error, WrongParameter) else pointers(data))
        return {"detail": _("Something does not fit."), "errors": wrong}
    return {"detail": str(data.get("detail", ""))} | getattr(error, "more", {})


def as_fields(error: ModelError) -> dict:
    """What a form or a model finds wrong, as DRF has it."""
    found = error.message_dict if hasattr(error, "error_dict") else {GENERAL: error.messages}
    return {GENERAL if name == "__all__" else name: messages for name, messages in found.items()}


def parameters(errors: dict):
    """{"parameter", "detail"} for each error; those of a list's items are errors of the list."""
    for name, inner in errors.items():
        yield from ({"parameter": name, "detail": one["detail"]} for one in pointers(inner))


def pointers(errors, path=""):
    """{"pointer", "detail"} for each error; a pointer (RFC 6901) leads to the value in what was sent."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            plain = str(name).replace("~", "~0").replace("/", "~1")
            yield from pointers(inner, path if name == GENERAL else f"{path}/{plain}")
    elif isinstance(errors, list) and any(isinstance(one, dict | list) for one in errors):
        for number, inner in enumerate(errors):
            yield from pointers(inner, f"{path}/{number}")
    elif isinstance(errors, list):
        yield from ({"pointer": path, "detail": str(one)} for one in errors)
    else:
        yield {"pointer": path, "detail": str(errors)}


def unreadable() -> HttpResponse:
    return plain_problem(400, _("This request cannot be read."))


def broken() -> HttpResponse:
    return plain_problem(500, _("Something went wrong on our side. It is noted; please try again later."))


def plain_problem(status_code: int, detail: str) -> HttpResponse:
    """A problem where no view could tell it."""
    said = {"type": "about:blank", "title": HTTPStatus(status_code).phrase, "status": status_code, "detail": detail}
    answer = HttpResponse(json.dumps(said), content_type=MEDIA_TYPE, status=status_code)
    answer["Cache-Control"] = "no-store"
    return answer
