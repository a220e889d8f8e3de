"""A typed client, generated from the schema alone, walks the API as a partner's program would."""

import importlib
import json
import subprocess
import sys

import pytest

from api import pages
from tests.api import partner

NAME = "client_of_the_pharmacy"
CONFIG = {"package_name_override": NAME, "post_hooks": []}  # JSON is YAML; hooks would format what nobody reads
METHODS = {"get", "post", "put", "patch", "delete"}
ALLAUTH = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the client is, generated once: any warning is an error."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "schema.json").write_text(json.dumps(pages.generated("https://shop.example")))
    (folder / "config.yml").write_text(json.dumps(CONFIG))
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", "schema.json", "--meta", "none"]
    command += ["--config", "config.yml", "--output-path", NAME, "--fail-on-warning"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)  # noqa: S603
    said = done.stdout + done.stderr
    assert (done.returncode, "warning" in said.lower()) == (0, False), said
    return folder


@pytest.fixture(scope="module")
def load(folder):
    """`load("api.packs.pack")`: a module of the client."""
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"{NAME}.{name}")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture
def world(transactional_db, live_server, settings):
    settings.SITE_URL = live_server.url
    return partner.furnish() | {"site": live_server.url}


@pytest.fixture
def anybody(load, world):
    with load("client").Client(base_url=world["site"], raise_on_unexpected_status=True) as client:
        yield client


@pytest.fixture
def partner_client(load, world):
    access = {"base_url": world["site"], "token": world["secret"], "raise_on_unexpected_status": True}
    with load("client").AuthenticatedClient(**access) as client:
        yield client


def operations() -> list[tuple[str, str]]:
    """(tag, operationId) of everything that the schema tells of."""
    paths = pages.generated("")["paths"].values()
    found = [operation for path in paths for method, operation in path.items() if method in METHODS]
    return [(operation["tags"][0], operation["operationId"]) for operation in found]


def test_every_operation_is_there(load):
    assert len(operations()) > 25
    for tag, name in operations():
        assert callable(load(f"api.{tag}.{name}").sync_detailed)


def test_no_shape_has_a_name_that_says_nothing(folder):
    names = {path.stem for path in (folder / NAME / "models").glob("*.py")}
    assert "product_list" in names
    assert {
        name for name in names if name.startswith("patched_") or name.endswith("_type_0") or name == "asked"
    } == set()


def test_every_place_that_the_root_names_is_there(load, anybody):
    places = load("api.about.root").sync(client=anybody).places.additional_properties
    assert places.keys() > {"products", "changes", "packs", "fhir_metadata"}
    web = anybody.get_httpx_client()
    assert {name: place for name, place in places.items() if web.get(place).status_code == 404} == {}


def test_from_a_search_to_what_differs(load, anybody):
    found = load("api.products.products").sync(client=anybody, q="myeloma", size=5)
    assert isinstance(found, load("models").ProductList)
    assert [row.slug for row in found.results] == [partner.POMALIDOMIDE]
    assert {facet.name: facet.values[0].count for facet in found.facets}["substance"] == 1

    product = load("api.products.product").sync(found.results[0].slug, client=anybody)
    assert isinstance(product, load("models").Product)
    assert [note.topic.value for note in product.boxed_warnings] == ["pregnancy", "blood_clots"]
    assert product.boxed_warnings[0].text.html.startswith("<p><strong>Do not take pomalidomide if you are pregnant")
    assert (product.dosage_form, product.legal_status.value) == (
        load("models").DosageForm.CAPSULE,
        "restricted_programme",
    )
    assert (product.programme.name, product.packs[0].availability) == ("PS-Pomalidomide REMS", None)

    versions = load("api.publications.publications").sync(partner.IBUPROFEN, client=anybody)
    assert [(row.version, row.current) for row in versions.results] == [(2, True), (1, False)]
    first = load("api.publications.publication").sync(partner.IBUPROFEN, 1, client=anybody)
    assert (first.digest, first.content["slug"]) == (versions.results[1].digest, partner.IBUPROFEN)

    difference = load("api.publications.publications_diff").sync(partner.IBUPROFEN, client=anybody)
    (part,) = difference.parts
    added = [word.text for entry in part.changes for word in entry.words if word.op.value == "insert"]
    assert (difference.from_, difference.to, part.label) == (1, 2, "Key features")
    assert "".join(added).startswith("Children under 12 need a doctor")


def test_reviews(load, anybody):
    reviews = load("api.reviews.reviews")
    best = reviews.sync(partner.CETIRIZINE, client=anybody, sort=load("models").ReviewsSort("highest"))

    assert [row.rating for row in best.results] == [5, 4, 3, 2]
    assert (best.rating.average, best.rating.stars["3"], best.results[0].verified) == (3.5, 1, True)
    assert (best.results[0].condition.slug, best.results[2].reply.text[:9]) == ("hay-fever", "Thank you")
    one = load("api.reviews.review").sync(best.results[0].id, client=anybody)
    assert one == best.results[0]


def test_changes_page_by_page(load, anybody):
    """As somebody does who keeps a copy: everything, in pages, and then nothing until something changes."""
    changes, seen, after = load("api.changes.changes"), [], {}
    while True:
        page = changes.sync(client=anybody, size=3, **after)
        seen += page.results
        after = {"after": anybody.get_httpx_client().build_request("GET", page.next_).url.params["after"]}
        if not page.more:
            break

    assert {row.slug for row in seen if row.listed} == partner.LISTED
    assert {row.slug for row in seen if not row.listed} == {partner.DICLOFENAC}
    places = [row.tick for row in seen]
    assert (places, len(places) > 6) == (sorted(places), True)
    assert changes.sync(client=anybody, **after).results == []


def test_a_copy_of_another_epoch_is_told_so(load, anybody):
    said = load("api.changes.changes").sync(client=anybody, epoch="0" * 32)

    assert isinstance(said, load("models").ProblemDetails)
    assert (said.status, said.type_) == (409, "/api/docs/#epoch")
    assert (len(said.epoch), said.tick > 0) == (32, True)


def test_packs(load, partner_client):
    models = load("models")
    read = load("api.packs.pack").sync_detailed("DEMO-POM4-21", client=partner_client)
    assert (read.parsed.price, read.parsed.availability.value) == ("412.50", "in_stock")

    change, etag = load("api.packs.pack_change"), read.headers["ETag"]
    body = models.PackSent(price="399.00", availability=models.Availability.LOW_STOCK)
    done = change.sync("DEMO-POM4-21", client=partner_client, body=body, if_match=etag)
    assert (done.price, done.availability, done.version) == ("399.00", body.availability, read.parsed.version + 1)

    late = change.sync("DEMO-POM4-21", client=partner_client, body=body, if_match=etag)
    assert isinstance(late, models.ProblemDetails)
    assert (late.status, late.seen, late.current) == (412, read.parsed.version, done.version)


def test_many_packs(load, partner_client):
    models = load("models")
    rows = [
        models.PackSentInList(sku="DEMO-POM4-100", price="1900.00"),
        models.PackSentInList(sku="NOTHING", price=None),
    ]

    answer = load("api.packs.packs_change").sync_detailed(client=partner_client, body=rows, idempotency_key="night-1")

    assert answer.status_code == 207
    assert [(row.status.value, row.sku or None) for row in answer.parsed] == [(200, None), (404, "NOTHING")]
    assert answer.parsed[0].pack.price == "1900.00"
    listed = load("api.packs.packs").sync(client=partner_client, sku=["DEMO-POM4-100"])
    assert [(pack.sku, pack.price) for pack in listed.results] == [("DEMO-POM4-100", "1900.00")]


def test_invitations(load, partner_client):
    ask, wanted = load("api.invitations.invitations"), load("models").InvitationSent
    one = ask.sync(client=partner_client, body=wanted(product=partner.CETIRIZINE, order="4711"))
    assert (one.status.value, one.order, one.ends.tzinfo is not None) == (201, "4711", True)
    assert "/reviews/invitations/" in one.link

    several = ask.sync(
        client=partner_client, body=[wanted(product=partner.CETIRIZINE, order=order) for order in ("4711", "4712")]
    )
    assert [row.order for row in several] == ["4711", "4712"]
    assert several[0].link == one.link


def test_a_customer_posts_a_review(load, world, signed_in):
    models, session = load("models"), signed_in(world["customer"]).cookies["sessionid"].value
    given = {"base_url": world["site"], "cookies": {"sessionid": session}, "raise_on_unexpected_status": True}
    with load("client").Client(**given) as client:
        me = load("api.account.account").sync(client=client)
        assert (me.display_name, me.key) == ("Ana P.", None)
        client.get_httpx_client().headers["X-CSRFToken"] = me.csrf_token  # and the cookie that came with it
        words = {"title": "It helped", "text": "I sneeze less."}
        agreed = {"adult": True, "consent": True, "language": models.SiteLanguage.EN}
        sent = models.ReviewSent(rating=4, **words, **agreed)
        waiting = load("api.reviews.review_post").sync(partner.CETIRIZINE, client=client, body=sent)
        assert (waiting.state, waiting.verified) == (models.State.WAITING, False)
        (mine,) = load("api.account.account_reviews").sync(client=client).results
        assert (mine.id, mine.title) == (waiting.id, "It helped")


def test_a_wrong_value_is_parsed_as_a_problem(load, anybody):
    said = load("api.products.product").sync("nothing-of-this-name", client=anybody)
    assert isinstance(said, load("models").ProblemDetails)
    assert (said.status, said.title, said.errors) == (404, "Not Found", load("types").UNSET)

    said = load("api.products.products").sync(client=anybody, size=1000)
    assert [(error.parameter, bool(error.detail)) for error in said.errors] == [("size", True)]


def test_a_resource_of_fhir_and_its_error(load, anybody):
    ask, models = load("api.fhir.fhir_medication_knowledge"), load("models")

    found, gone = ask.sync(partner.POMALIDOMIDE, client=anybody), ask.sync("nothing-of-this-name", client=anybody)

    assert isinstance(found, models.Resource)
    assert (found.resource_type, found["status"]) == ("MedicationKnowledge", "active")
    assert (gone.resource_type, gone["issue"][0]["severity"]) == ("OperationOutcome", "error")
    no_slug = ask.sync("not a slug\n", client=anybody)
    assert (no_slug.resource_type, no_slug["issue"][0]["code"]) == ("OperationOutcome", "not-found")


def test_a_thinned_answer_is_parsed_as_one(load, anybody):
    """Several fields at once too: this client sends them one after another, not with commas."""
    models = load("models")
    chosen = [models.ProductsFieldsItem.NAME, models.ProductsFieldsItem.MARKET]
    found = load("api.products.products").sync(client=anybody, fields=chosen, facets=False)
    assert isinstance(found, models.ThinProductList)
    by_slug = {row.slug: row for row in found.results}
    row = by_slug[partner.POMALIDOMIDE]
    assert (row.name, row.market, row.url) == ("Pomalidomide 4mg Capsules", models.Market.US, load("types").UNSET)
    assert len(row.boxed_warnings) == 2

    product = load("api.products.product").sync(
        partner.IBUPROFEN, client=anybody, fields=[models.ProductFieldsItem.PACKS]
    )
    assert isinstance(product, models.ThinProduct)
    assert (product.slug, product.boxed_warnings, product.name) == (partner.IBUPROFEN, [], load("types").UNSET)
    assert product.packs[0].price.currency == "USD"
