"""Whatever is sent: a clear refusal as problem details, and never an error of ours."""

import gzip
import json
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from tests import factories
from tests.api.conftest import Asker, detail

pytestmark = pytest.mark.usefixtures("listed_once")

NESTED = b"[" * 21 + b"]" * 21


@pytest.fixture
def till(program, editor, listing):
    factories.pack(product=listing.product, by=editor, sku="A")
    return program(editor, "packs")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'[{"sku": "A", "price": "1.00"',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"sku": "A", "sku": "B"}',
        b'[{"sku": "A", "sku": "B"}]',
        b'{"a": "\\ud800"}',
        b'{"a": "\xff"}',
        b"[" * 100_000,
        NESTED,
        b"1" * 5000,
        b'\xef\xbb\xbf{"a": "1"}',
        '{"a": "1"}'.encode("utf-16"),
        b"\x00",
        b"<a/>",
        gzip.compress(b"[]", mtime=0),
    ],
)
def test_what_is_no_json(till, body):
    found = till.post("packs/", body)

    assert (found.status_code, found["Content-Type"]) == (400, "application/problem+json")
    assert detail(found)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" * 400, "0." + "1" * 400])
def test_huge_numbers(till, number):
    found = till.post("packs/", f'[{{"sku": "A", "version": {number}}}]')

    assert found.status_code in (400, 207)
    assert found.status_code == 400 or [one["status"] for one in found.json()] == [400]


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=utf-7",
        "application/json; charset=bz2_codec",
        "application/json; charset=utf-16",
        "application/json; charset=idna",
        "application",
        "/",
        "",
    ],
)
def test_other_media_types_and_charsets(till, content_type):
    found = till.post("packs/", '[{"sku": "A", "price": "1.00"}]', content_type=content_type)

    assert found.status_code == 415


@pytest.mark.parametrize("content_type", ["application/json", 'Application/JSON; Charset="UTF-8"'])
def test_its_own_media_type(till, content_type):
    assert till.post("packs/", '[{"sku": "A", "price": "1.00"}]', content_type=content_type).status_code == 200


@pytest.mark.parametrize("end", ["", "\x00", "\u200b"])
def test_a_long_text_costs_no_time(program, pharmacist, listing, end):
    """A pattern that tried all ways of cutting it would take minutes."""
    order = "a" * 200_000 + end

    found = program(pharmacist, "invitations").post("invitations/", {"product": listing.slug, "order": order})

    assert found.status_code == 400


def test_a_slip_a_thousand_times_is_told_a_few_times(nobody, till):
    names = ",".join(f"x{n}" for n in range(700))
    row = {f"x{n}": 1 for n in range(5000)} | {"sku": "A"}

    assert len(nobody.get(f"products/?fields={names}").content) < 5000
    assert len(till.post("packs/", [row]).content) < 5000


@pytest.mark.parametrize(
    "address", ["products/?letter=A%0a", "products/?condition=a%0a", "changes/?epoch=" + "a" * 32 + "%0a"]
)
def test_a_line_does_not_end_before_its_end(nobody, db, address):
    assert nobody.get(address).status_code == 400


def test_a_body_beyond_a_megabyte(till):
    found = till.post("packs/", '[{"sku": "' + "x" * 1024 * 1024 + '"}]')

    assert (found.status_code, detail(found)) == (413, "The body is larger than 1 MB.")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "text/*", "image/png, application/pdf;q=0.5"])
def test_only_json_is_answered(nobody, db, accept):
    assert nobody.get("products/", accept=accept).status_code == 406


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html, */*;q=0.1", "application/json"])
def test_json_is_answered(nobody, db, accept):
    found = nobody.get("products/", accept=accept)

    assert (found.status_code, found["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("accept", ["a" * 5000, "application/json;" * 500, ",,,;;;", "\x00", "*/*;q=nonsense"])
def test_odd_headers_fail_nothing(nobody, db, accept):
    for header in ("accept", "accept-language", "accept-encoding", "if-none-match", "if-modified-since", "range"):
        assert nobody.get("products/", **{header: accept}).status_code in (200, 304, 400, 406)


@pytest.mark.parametrize(("method", "address"), [("post", "products/"), ("put", "packs/"), ("delete", "changes/")])
def test_other_methods(nobody, till, method, address):
    for asker in (nobody, till):
        found = asker.ask(method, address)
        assert found.status_code == 405
        assert found["Allow"].startswith("GET")


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "get", "CONNECT", "X" * 50])
def test_methods_that_there_are_not(client, db, method):
    found = client.generic(method, "/api/v1/products/")

    assert (found.status_code, found["Content-Type"]) == (405, "application/problem+json") or method == "get"


@pytest.mark.parametrize(
    "address", ["/api/", "/api/v2/products/", "/api/v1/nothing/", "/api/v1/products", "/api/v1/x%00/"]
)
def test_addresses_that_are_none_are_told_as_problems(nobody, db, address):
    found = nobody.get(address)

    assert (found.status_code, found["Content-Type"]) == (404, "application/problem+json")
    assert ("slash" in detail(found)) == (not address.endswith("/"))


def test_what_breaks_is_told_as_a_problem(client, db, monkeypatch):
    """A broken view: programs get a problem, people a page."""
    from catalog.api import products

    def broken(*given):
        raise RuntimeError("broken")

    monkeypatch.setattr(products.Products, "found", broken)
    client.raise_request_exception = False

    found = client.get("/api/v1/products/")

    assert (found.status_code, found["Content-Type"]) == (500, "application/problem+json")
    assert "broken" not in found.content.decode()


def test_a_host_that_is_none_of_ours(client, db):
    found = client.get("/api/v1/products/", headers={"host": "evil.example"})

    assert (found.status_code, found["Content-Type"]) == (400, "application/problem+json")


def test_more_parameters_than_anybody_needs(nobody, db):
    found = nobody.get("products/?" + "&".join(f"a{n}=1" for n in range(5000)))

    assert found.status_code == 400


SHORT = strategies.text(max_size=9)
PLAIN = strategies.none() | strategies.booleans() | strategies.integers() | strategies.floats() | SHORT
ANY = strategies.recursive(
    PLAIN,
    lambda inner: strategies.lists(inner, max_size=3) | strategies.dictionaries(SHORT, inner, max_size=3),
    max_leaves=8,
)
NAMES = ["sku", "price", "currency", "availability", "version", "product", "order", "days", "rating", "title", "text"]
SENT = strategies.dictionaries(strategies.sampled_from(NAMES), ANY, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=SENT | ANY | strategies.lists(SENT, max_size=3))
def test_any_json_at_all(till, me, listing, sent):
    body = json.dumps(sent)
    for asker, address in ((till, "packs/"), (me, f"products/{listing.slug}/reviews/"), (me, "reviews/1/reports/")):
        assert asker.post(address, body).status_code in (200, 201, 207, 400, 404, 409)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=strategies.text(max_size=20), value=strategies.text(max_size=40))
def test_any_parameter_at_all(nobody, listing, name, value):
    for address in ("products/", "changes/", "conditions/", f"products/{listing.slug}/reviews/", "suggestions/"):
        query = urlencode({name: value}, errors="replace")
        found = nobody.get(f"{address}?{query}")
        assert found.status_code in (200, 400, 404, 409)


@pytest.fixture
def strangers_key(db):
    from django.test import Client

    return lambda text: Asker(Client(), authorization=text)


NO_KEYS = ["Bearer", "Bearer ", "Bearer x", "bearer pharmacy_x", "Token x", "\xff", "Digest a=b", ""]


@pytest.mark.parametrize("text", [*NO_KEYS, "Bearer " + "x" * 5000])
def test_what_is_sent_as_a_key_has_to_be_one(strangers_key, text):
    found = strangers_key(text).get("products/")

    assert (found.status_code, found["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_a_proxys_own_password_is_no_key(strangers_key):
    assert strangers_key("Basic YTpi").get("products/").status_code == 200
