"""The examples in the schema: each is what the shape beside it says, and names nothing that is not there."""

import copy

import pytest
from jsonschema import Draft202012Validator

from api import pages

METHODS = {"get", "post", "put", "patch", "delete"}


def strict(schema):
    """A copy in which no object has a name besides those that it is told of. What FHIR says of its own stays open."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: strict(inner) for name, inner in schema.items()}
    is_fhir = "resourceType" in found.get("properties", {})
    if isinstance(found.get("properties"), dict) and found.get("type") == "object" and not is_fhir:
        found.setdefault("additionalProperties", False)
    return found


SCHEMA = pages.generated("https://shop.example")
SHAPES = strict({"components": copy.deepcopy(SCHEMA["components"])})


def bodies():
    """(operation, where, content) of all JSON that is sent or answered where things went well."""
    for path in SCHEMA["paths"].values():
        for operation in (one for method, one in path.items() if method in METHODS):
            answers = {code: one for code, one in operation["responses"].items() if code in ("200", "201")}
            for where, body in {"sent": operation.get("requestBody", {}), **answers}.items():
                for content in body.get("content", {}).values():
                    yield operation["operationId"], where, content


BODIES = {f"{operation}-{where}": content for operation, where, content in bodies()}


def whole(schema: dict) -> dict:
    """Of a shape and the same thinned, the first: an example shows all that there is."""
    kinds = schema.get("anyOf", [])
    is_thinned = any("/Thin" in one.get("$ref", "") for one in kinds)
    return kinds[0] if is_thinned else schema


def faults(content, example) -> list[str]:
    shape = strict(whole(content["schema"])) | SHAPES
    found = Draft202012Validator(shape, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(example)
    return [f"{error.json_path}: {error.message}" for error in found]


def test_every_operation_shows_what_it_takes_and_answers():
    assert len(BODIES) > 25
    assert [name for name, content in BODIES.items() if "example" not in content] == []


@pytest.mark.parametrize("name", sorted(BODIES))
def test_an_example_is_what_the_schema_says(name):
    content = BODIES[name]
    assert faults(content, content["example"]) == []


def test_a_wrong_example_is_found():
    content = BODIES["pack-200"]
    for wrong in ({"price": 399}, {"version": "4"}, {"prize": "399.00"}, {"availability": "some"}):
        assert len(faults(content, content["example"] | wrong)) == 1
    assert faults(content, {}) != []
    assert faults(BODIES["products-200"], {"results": [{"name": "without its warnings"}]}) != []


def test_a_default_is_what_its_parameter_takes():
    """Programs that were generated send defaults along."""
    operations = [one for path in SCHEMA["paths"].values() for one in path.values()]
    schemas = [parameter["schema"] for operation in operations for parameter in operation.get("parameters", ())]
    defaults = [schema for schema in schemas if "default" in schema]
    assert len(defaults) > 10
    assert [one for one in defaults if faults({"schema": one}, one["default"])] == []


def test_nothing_of_the_making_is_left_in_the_schema():
    assert "x-examples" not in pages.written().decode()
