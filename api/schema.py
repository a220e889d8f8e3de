"""The API told in OpenAPI 3.1, out of its views: what they take, what they answer, and every error that they know.

`@told(…)` stands above a method of a view. Parameters come from the view's `asks`; the errors that any address has
(unknown parameters, a wrong key, no fitting media type, too many requests) are added here.
"""

import copy
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from api.once import HEADER
from api.problems import MEDIA_TYPE

ALWAYS = (400, 401, 406, 429)
MOST_ROWS = 500
EXAMPLES = "x-examples"  # of an operation, until `examples_in_place` has put each where it belongs
TAGGED = {"pack", "pack_change"}  # private operations whose answer has a tag
# Header of an answer → the statuses that have it, and what it says.
HEADERS = {
    "ETag": (("200", "304"), "Names this answer: send it back as If-None-Match, or as If-Match to change a pack."),
    "Location": (("301", "308"), "The address of today."),
    "Retry-After": (("429", "503"), "After how many seconds to try again."),
    "Idempotent-Replayed": (("200", "201", "207"), "“true” where this was answered before and not done again."),
}
ALONE_TOO = {"invitations"}  # operations that take a row by itself as well as a list of rows
PROBLEMS = {
    400: "A parameter or a value does not fit: `errors` says which.",
    401: "The key is unknown, revoked or over; or somebody has to sign in.",
    403: "Whoever asks may not do this, or the token against forged requests is missing.",
    404: "There is nothing of this name, or `after` is no place of this list.",
    406: "Only JSON is answered.",
    409: "The state of things forbids it: `detail` says why.",
    410: "It was there and is withdrawn: `note` is what the pharmacy tells the public.",
    412: "Somebody changed it in between: read it again.",
    413: "The body is larger than 1 MB.",
    415: "Only application/json in UTF-8 is taken.",
    428: "Say with If-Match which version you read.",
    429: "Too often: Retry-After says after how many seconds it may be tried again.",
    503: "The search index is being built: try again after Retry-After.",
}


class Wrong(serializers.Serializer):
    pointer = serializers.CharField(required=False, help_text="JSON pointer (RFC 6901) to the value in the body.")
    parameter = serializers.CharField(required=False, help_text="Name of the parameter.")
    detail = serializers.CharField()


class ProblemDetails(serializers.Serializer):
    """RFC 9457."""

    type = serializers.CharField(help_text="`about:blank`, or the address of a page on this kind of problem.")
    title = serializers.CharField(help_text="The name of the status.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="A sentence for people, in the language of Accept-Language.")
    errors = Wrong(many=True, required=False)
    note = serializers.CharField(required=False, help_text="410: what the pharmacy tells the public.")
    name = serializers.CharField(required=False, help_text="410: how the medicine was called.")
    epoch = serializers.CharField(required=False, help_text="409 of changes: the epoch of today.")
    tick = serializers.IntegerField(required=False, help_text="409 of changes: the tick of today.")
    seen = serializers.IntegerField(required=False, help_text="412: the version that you read.")
    current = serializers.IntegerField(required=False, help_text="412: the version of today.")


def told(
    operation: str,
    summary: str,
    answer: Any,
    *,
    tag: str,
    status: int = 200,
    more: str = "",
    takes: Any = None,
    problems: tuple[int, ...] = (),
    also: dict[int, str] | None = None,
    example: Any = None,
    sends: Any = None,
    repeatable: bool = False,
    partly: bool = False,
    headers: tuple[OpenApiParameter, ...] = (),
    media_type: str = "application/json",
    fault: Any = None,
):
    """`also` are further answers without a body; `example` is one of the answer, `sends` one of the body; `partly`:
    of several rows some may fail; `fault` is the shape of errors where they are no problem details."""
    codes = {*ALWAYS, *problems, *((413, 415) if takes is not None else ())}
    responses = answers(answer, status, media_type, partly=partly)
    responses |= {code: nothing(text) for code, text in (also or {}).items()}
    wrong, in_type = (fault, media_type) if fault else (ProblemDetails, MEDIA_TYPE)
    responses |= {(code, in_type): OpenApiResponse(wrong, PROBLEMS[code]) for code in sorted(codes)}
    return extend_schema(
        operation_id=operation,
        summary=summary,
        description=more or summary,
        request=takes,
        responses=responses,
        tags=[tag],
        extensions={EXAMPLES: {"sends": sends, str(status): example}},
        parameters=[*headers, *([IDEMPOTENCY_KEY] if repeatable else [])],
    )


def answers(answer, status: int, media_type: str, *, partly: bool) -> dict[Any, Any]:
    if not answer:
        return {status: nothing("Done.")}
    return {(code, media_type): answered(answer, code) for code in (status, *((207,) if partly else ()))}


def answered(answer, status: int) -> OpenApiResponse:
    texts = {200: "What was asked for.", 201: "It is done.", 207: "Some of it is done: `status` in each says which."}
    return answer if isinstance(answer, OpenApiResponse) else OpenApiResponse(answer, description=texts[status])


def nothing(text: str) -> OpenApiResponse:
    return OpenApiResponse(None, description=text)


IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    description="Any word of your own: the same request under it is carried out once.",
)


class ViewSchema(AutoSchema):
    """What a view of ours says of itself."""

    def get_override_parameters(self):
        asked = self.view.asks.get(self.method)
        if asked is None:
            return []
        thin = [fields_parameter(asked.thin)] if asked.thin else []
        return [*([asked] if asked._declared_fields else []), *thin]

    def _insert_field_validators(self, field, schema):
        """A pattern says whether "" fits: beside it a second shape for "" would make "" fit two, which is none."""
        super()._insert_field_validators(field, schema)
        if "pattern" in schema.get("oneOf", [{}])[0]:
            schema |= schema.pop("oneOf")[0]

    def get_auth(self):
        """Public reads need no key; a key that is sent has to be one.

        What a customer does names the key, too: whoever sends one is known by it, and refused (403).
        """
        schemes = super().get_auth()
        return schemes if self.view.get_permissions() else [{}, *(one for one in schemes if one)]


def fields_parameter(names: tuple[str, ...]) -> OpenApiParameter:
    items = {"type": "string", "enum": list(names)}
    return OpenApiParameter(
        "fields",
        {"type": "array", "items": items, "minItems": 1},
        OpenApiParameter.QUERY,
        description="The members to answer with, separated by commas; all where it is left out.",
        style="form",
        explode=False,
    )


class StrictShape(OpenApiSerializerExtension):
    """A name that is none is refused: the schema says so."""

    target_class = "api.parameters.Strict"
    match_subclasses = True

    def map_serializer(self, auto_schema, direction):
        return auto_schema._map_serializer(self.target, direction, bypass_extensions=True) | {
            "additionalProperties": False
        }


class BearerKeyScheme(OpenApiAuthenticationExtension):
    target_class = "api.bearer.BearerKey"
    name = "key"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "description": "A key that staff issue in the admin."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "api.sessions.Session"
    name = "session"
    priority = 1

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "The session of a customer who signed in on the site. What changes something needs the "
            "header X-CSRFToken as well, with the token that /api/v1/account/ answers.",
        }


def thinned_answers(result, generator, request, public):
    """Where `fields=` is taken, an answer may hold less than all: told as another shape beside the whole one."""
    schemas = result["components"]["schemas"]
    for operation in (one for path in result["paths"].values() for one in path.values()):
        names = [parameter["name"] for parameter in operation.get("parameters", ())]
        if "fields" in names:
            content = operation["responses"]["200"]["content"]["application/json"]
            whole = content["schema"]["$ref"].rpartition("/")[2]
            content["schema"] = {"anyOf": [content["schema"], {"$ref": ref(thin(schemas, whole))}]}
    return result


def examples_in_place(result, generator, request, public):
    """As they were written: spectacular would put one of a list into another list."""
    for operation in (one for path in result["paths"].values() for one in path.values()):
        examples = operation.pop(EXAMPLES, {})
        places = {"sends": operation.get("requestBody", {})} | operation["responses"]
        for name, example in examples.items():
            if example is not None:
                (content,) = places[name]["content"].values()
                content["example"] = example
    return result


def lists_of_rows(result, generator, request, public):
    """How many rows may be sent at once; and that one may be sent, and is answered, by itself."""
    for operation in (one for path in result["paths"].values() for one in path.values()):
        sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if sent and sent["schema"].get("type") == "array":
            sent["schema"] |= {"minItems": 1, "maxItems": MOST_ROWS}
            if operation["operationId"] in ALONE_TOO:
                done = operation["responses"]["201"]["content"]["application/json"]
                for content in (sent, done):
                    content["schema"] = {"anyOf": [content["schema"]["items"], content["schema"]]}
    return result


def headers_of_answers(result, generator, request, public):
    """What stands in the headers of an answer; and that what is public may be answered 304."""
    for path in result["paths"].values():
        for method, operation in path.items():
            answers = operation["responses"]
            if method == "get" and {} in operation["security"]:
                answers["304"] = {"description": "It is what If-None-Match names."}
            for code, answer in answers.items():
                names = [name for name, (codes, _text) in HEADERS.items() if code in codes]
                if "Idempotency-Key" not in {one["name"] for one in operation.get("parameters", ())}:
                    names = [name for name in names if name != "Idempotent-Replayed"]
                if "304" not in answers and operation["operationId"] not in TAGGED:
                    names = [name for name in names if name != "ETag"]
                if names:
                    answer["headers"] = {name: header(HEADERS[name][1]) for name in names}
    return result


def header(text: str) -> dict:
    return {"description": text, "schema": {"type": "string"}}


def thin(schemas: dict, whole: str) -> str:
    """The name of the thinned shape of an object, or of a list whose `results` are thinned."""
    name = f"Thin{whole}"
    if name not in schemas:
        shape = copy.deepcopy(schemas[whole])
        results = shape["properties"].get("results")
        if results is None:
            shape["required"] = [one for one in shape["required"] if one in ("id", "slug", "boxed_warnings")]
        else:
            results["items"] = {"$ref": ref(thin(schemas, results["items"]["$ref"].rpartition("/")[2]))}
        schemas[name] = shape
    return name


def ref(name: str) -> str:
    return f"#/components/schemas/{name}"
