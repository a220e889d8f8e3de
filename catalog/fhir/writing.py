"""A resource as JSON. FHIR's decimals keep their figures: 12.50 is neither 12.5 nor "12.50"."""

import json
from decimal import Decimal

MEDIA_TYPE = "application/fhir+json"


def written(resource) -> str:
    """The one spelling of a resource, in its own order, without spaces. The same resource, the same text."""
    if isinstance(resource, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{written(value)}" for key, value in resource.items()) + "}"
    if isinstance(resource, list):
        return "[" + ",".join(written(value) for value in resource) + "]"
    if isinstance(resource, Decimal):
        return format(resource, "f")
    return json.dumps(resource, ensure_ascii=False, allow_nan=False)
