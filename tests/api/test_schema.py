"""The schema is exact: made without a warning, valid OpenAPI 3.1, and what is answered is what it says."""

import json
import re

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from api.pages import generated
from catalog import engine
from tests import factories
from tests.api.conftest import Asker
from tests.api.test_manners import READ
from tests.public.hidden import image


@pytest.fixture(scope="module")
def schema() -> dict:
    return generated("http://localhost:8000")


def test_it_is_made_without_a_warning(capsys):
    GENERATOR_STATS.reset()

    SchemaGenerator().get_schema(request=None, public=True)

    assert capsys.readouterr().err == ""
    assert not GENERATOR_STATS


def test_it_is_valid(schema):
    validate_schema(schema)
    assert schema["openapi"] == "3.1.0"
    for name, shape in schema["components"]["schemas"].items():
        try:
            Draft202012Validator.check_schema(shape)
        except SchemaError as error:
            pytest.fail(f"{name}: {error}")


def test_every_operation_says_what_it_is(schema):
    operations = [one for path in schema["paths"].values() for one in path.values()]

    assert [one["operationId"] for one in operations if not (one.get("summary") and one.get("tags"))] == []
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        codes = set(one["responses"])
        assert codes >= {"400", "401", "406", "429"}, one["operationId"]
        assert "requestBody" not in one or codes >= {"413", "415"}, one["operationId"]


def test_public_reads_need_no_key_and_the_rest_says_which(schema):
    open_to_all = {
        one["operationId"] for path in schema["paths"].values() for one in path.values() if {} in one["security"]
    }
    needed = {
        one["operationId"]: [set(some) for some in one["security"]]
        for path in schema["paths"].values()
        for one in path.values()
        if {} not in one["security"]
    }

    assert {"products", "product", "changes", "reviews", "review", "fhir_bundle"} <= open_to_all
    assert needed["packs"] == [{"key"}]
    assert {"session"} in needed["vote"]
    assert {"review_post", "review_delete", "report", "packs_change", "invitations", "account"} <= needed.keys()


def fits(schema, operation: str, answer):
    """Raises where the answer is none that the schema tells of."""
    operations = {one["operationId"]: one for path in schema["paths"].values() for one in path.values()}
    told = operations[operation]["responses"][str(answer.status_code)]
    if answer.status_code in (204, 304):
        return
    content = told["content"][answer["Content-Type"]]["schema"]
    whole = {"components": schema["components"], **content}
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(json.loads(answer.content))


def operation_of(schema, address: str, method="get") -> str:
    path = "/api/v1/" + address.split("?")[0]
    for known, some in sorted(schema["paths"].items(), key=lambda one: "{" in one[0].rpartition("/publications/")[2]):
        if re.fullmatch(re.sub(r"\\?\{[a-z]+\\?\}", "[^/]+", re.escape(known)), path) and method in some:
            return some[method]["operationId"]
    raise LookupError(address)


@pytest.fixture
def everything(editor, pharmacist, customer, moderator):
    """A listing with all that it can have, and one with next to nothing."""
    full = factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        slug="full",
        safety_notes=[
            {"severity": "boxed", "topic": "pregnancy", "title": "Pregnancy", "text": "Do **not** take it."},
            {"severity": "warning", "topic": "driving", "title": "Driving", "text": "It can make you sleepy."},
        ],
        programme={"name": "A REMS", "url": "https://example.com/r", "telephone": "1", "requirements": "Blood tests."},
        images=[image("navy", alt="A tablet.")],
        atc_code="R06AE07",
        brand_name="Testa",
    )
    factories.pack(product=full.product, by=editor, sku="A")
    factories.republish(full.product, editor=editor, pharmacist=pharmacist, summary="Another summary.")
    text = factories.approved(listing=full, author=customer, moderator=moderator, condition=full.conditions.get())
    text.review.answer(by=moderator, text="Thank you.")
    bare = factories.content()["storage"] | {"minimum_celsius": "", "maximum_celsius": ""}
    factories.listed(
        editor=editor, pharmacist=pharmacist, slug="bare", storage=bare, manufacturer=None, categories=[], route="oral"
    )
    engine.catch_up()
    return {"pk": text.review_id}


@pytest.mark.parametrize("slug", ["full", "bare"])
def test_what_is_read_is_what_it_says(schema, everything, nobody, slug):
    for address in READ:
        found = nobody.get(address.format(slug=slug, **everything))
        fits(schema, operation_of(schema, address), found)


THIN = ["products/?fields=name", "products/full/?fields=storage,packs", "reviews/{pk}/?fields=text"]


@pytest.mark.parametrize("address", THIN)
def test_thinned_answers_are_what_it_says(schema, everything, nobody, address):
    fits(schema, operation_of(schema, address), nobody.get(address.format(**everything)))


@pytest.mark.parametrize(
    "address", ["products/?a=1", "products/nothing/", "packs/", "account/", "products/?sort=price", "changes/?since=99"]
)
def test_problems_are_what_it_says(schema, everything, nobody, address):
    found = nobody.get(address)

    assert found.status_code >= 400 or address == "products/?sort=price"
    fits(schema, operation_of(schema, address), found)


@pytest.fixture
def me(signed_in_asker, other_customer) -> Asker:
    return signed_in_asker(other_customer)


def test_what_is_written_is_what_it_says(schema, everything, program, editor, pharmacist, me):
    till, pharmacy = program(editor, "packs"), program(pharmacist, "invitations")
    rows = [{"sku": "A", "price": "1.00"}, {"sku": "nothing"}, {"sku": 7}, {"sku": "A"}]
    said = {"rating": 4, "title": "It helped", "text": "I slept.", "adult": True, "consent": True, "language": "en"}
    vote, report = (f"reviews/{everything['pk']}/{name}/" for name in ("votes", "reports"))
    for operation, found in [
        ("pack", till.get("packs/A/")),
        ("packs", till.get("packs/")),
        ("packs_change", till.post("packs/", rows)),
        ("packs_change", till.post("packs/", rows[:1])),
        ("pack_change", till.patch("packs/A/", {"price": None}, **{"if-match": "*"})),
        ("pack_change", till.patch("packs/A/", {"price": "1.00"}, **{"if-match": '"99"'})),
        ("pack_change", till.patch("packs/A/", {"price": "1.00"})),
        ("invitations", pharmacy.post("invitations/", {"product": "full", "order": "1"})),
        ("invitations", pharmacy.post("invitations/", [{"product": "full", "order": "2"}])),
        ("invitations", pharmacy.post("invitations/", [{"product": "nothing", "order": "2"}, {}])),
        ("invitations", pharmacy.post("invitations/", {"product": "nothing", "order": "2"})),
        ("account", till.get("account/")),
        ("account", me.get("account/")),
        ("review_post", me.post("products/bare/reviews/", said)),
        ("review_post", me.post("products/bare/reviews/", said | {"rating": 9})),
        ("account_reviews", me.get("account/reviews/")),
        ("vote", me.post(vote)),
        ("vote_delete", me.delete(vote)),
        ("report", me.post(report, {"why": "fake"})),
        ("report", me.post(report, {"why": "bad"})),
    ]:
        fits(schema, operation, found)


def test_it_is_served_with_the_sites_own_address(nobody, settings):
    settings.SITE_URL = "https://pharmacy.example"

    found = nobody.get("/api/schema/")

    assert found["Content-Type"] == "application/vnd.oai.openapi+json;version=3.1"
    assert found.json()["servers"] == [{"url": "https://pharmacy.example"}]
    assert found["ETag"]
