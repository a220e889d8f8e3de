"""The table of who may do what: every operation of the schema by nobody, customers, staff, and each scope of key.

401 for somebody unknown, 403 for somebody known who may not; what may be done answers as it does.
"""

import json

import pytest
from django.test import Client

from accounts.api_keys import ApiKey
from api.pages import generated
from reviews.models import Review
from tests import factories
from tests.api.conftest import Asker
from tests.api.test_reviews import SAID

WHO = ["nobody", "customer", "author", "editor", "pharmacist", "moderator"]
KEYS = ["read key", "packs key", "packs key of a pharmacist", "invitations key", "invitations key of an editor"]
PUBLIC = dict.fromkeys([*WHO, *KEYS], 200)


def may(known: dict[str, int], *, sessions: int = 403, keys: int = 403) -> dict[str, int]:
    """The row of an operation that is not for everybody."""
    row = {"nobody": 401} | dict.fromkeys(WHO[1:], sessions) | dict.fromkeys(KEYS, keys)
    return row | known


# A session is none to an address that takes keys alone: whoever comes with one is nobody there.
KEYS_ALONE = 401
TABLE = {
    "root": PUBLIC,
    "products": PUBLIC,
    "product": PUBLIC,
    "publications": PUBLIC,
    "publication": PUBLIC,
    "publications_diff": PUBLIC,
    "conditions": PUBLIC,
    "substances": PUBLIC,
    "categories": PUBLIC,
    "manufacturers": PUBLIC,
    "suggestions": PUBLIC,
    "changes": PUBLIC,
    "reviews": PUBLIC,
    "review": PUBLIC,
    "fhir_metadata": PUBLIC,
    "fhir_medication_knowledge": PUBLIC,
    "fhir_bundle": PUBLIC,
    "packs": may({"packs key": 200, "packs key of a pharmacist": 200}, sessions=KEYS_ALONE),
    "pack": may({"packs key": 200, "packs key of a pharmacist": 200}, sessions=KEYS_ALONE),
    "pack_change": may({"packs key": 200}, sessions=KEYS_ALONE),
    "packs_change": may({"packs key": 200}, sessions=KEYS_ALONE),
    "invitations": may({"invitations key": 201}, sessions=KEYS_ALONE),
    "account": may({}, sessions=200, keys=200),
    "account_reviews": may({}, sessions=200),
    "review_post": may({}, sessions=201),
    "review_delete": may({"author": 204}, sessions=404),
    "vote": may({"author": 409}, sessions=201),
    "vote_delete": may({}, sessions=204),
    "report": may({"author": 409}, sessions=201),
}
BODIES = {
    "review_post": SAID,
    "report": {"why": "abusive"},
    "pack_change": {"price": "1.00"},
    "packs_change": [{"sku": "A", "price": "1.00"}],
    "invitations": {"product": "testazole", "order": "4711"},
}


def operations() -> dict[str, tuple[str, str]]:
    """Operation → (method, path) of the schema."""
    paths = generated("")["paths"]
    return {one["operationId"]: (method, path) for path, some in paths.items() for method, one in some.items()}


def test_the_table_names_every_operation():
    assert set(TABLE) == set(operations())


def build() -> dict:
    """A listing with a published review and a pack; every address has something behind it."""
    editor = factories.editor()
    listing = factories.listed(editor=editor, pharmacist=factories.pharmacist(), slug="testazole")
    author = factories.user(name="author")
    shown = factories.approved(listing=listing, author=author, moderator=factories.moderator())
    factories.pack(product=listing.product, by=editor, sku="A")
    factories.user(name="root", is_staff=True, is_superuser=True)
    factories.user(name="customer")
    return {"slug": "testazole", "id": shown.review_id, "sku": "A", "number": 1}


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build) as (places, _folder):
        yield places


@pytest.fixture
def world(built, db):
    return built


def asker_of(who: str) -> Asker:
    from accounts.models import User

    if "key" not in who:
        client = Client(enforce_csrf_checks=True)
        if who == "nobody":
            return Asker(client)
        client.force_login(
            User.objects.get(username=who), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return Asker(client, **{"x-csrftoken": Asker(client).get("account/").json()["csrf_token"]})
    scope = who.split()[0]
    owner = who.split()[-1] if " of " in who else {"invitations": "pharmacist"}.get(scope, "editor")
    root, named = User.objects.get(username="root"), User.objects.get(username=owner)
    secret = ApiKey.issue(by=root, owner=named, name=who, scopes=[scope])[1]
    return Asker(Client(), authorization=f"Bearer {secret}")


@pytest.mark.parametrize("who", [*WHO, *KEYS])
@pytest.mark.parametrize("operation", sorted(TABLE))
def test_who_may(world, who, operation):
    method, path = operations()[operation]
    address = path.format(**world) + ("?q=te" if operation == "suggestions" else "")
    body = json.dumps(BODIES[operation]) if operation in BODIES else None
    headers = {"if-match": "*"} if operation == "pack_change" else {}

    found = asker_of(who).ask(method, address, body, **headers)

    assert found.status_code == TABLE[operation][who], found.content[:300]
    if found.status_code in (401, 403, 404):
        assert Review.objects.count() == 1


@pytest.mark.parametrize("operation", ["review_post", "review_delete", "vote", "vote_delete", "report"])
def test_a_session_writes_nothing_without_the_token(world, operation, customer, signed_in_asker):
    method, path = operations()[operation]
    body = json.dumps(BODIES[operation]) if operation in BODIES else None

    found = signed_in_asker(customer, with_token=False).ask(method, path.format(**world), body)

    assert (found.status_code, Review.objects.count()) == (403, 1)


def test_a_key_goes_with_its_owners_place_on_the_staff(world, editor):
    asker = asker_of("packs key")
    before = asker.get("packs/").status_code
    editor.is_staff = False
    editor.save()

    assert (before, asker.get("packs/").status_code) == (200, 401)


def test_a_revoked_key_opens_nothing_at_all(world, editor):
    from accounts.models import User

    root = User.objects.get(username="root")
    key, secret = ApiKey.issue(by=root, owner=editor, name="Till", scopes=["packs", "read"])
    asker = Asker(Client(), authorization=f"Bearer {secret}")
    before = [asker.get(address).status_code for address in ("packs/", "products/")]
    key.revoke(by=root)

    assert before == [200, 200]
    assert [asker.get(address).status_code for address in ("packs/", "products/")] == [401, 401]
