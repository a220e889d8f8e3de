"""What the tests of the API share: programs with keys, customers with sessions, and answers that fit the schema."""

import json

import pytest
from django.test import Client

from accounts.api_keys import ApiKey
from tests import factories

V1 = "/api/v1/"


@pytest.fixture
def root(db):
    return factories.user(name="root", is_staff=True, is_superuser=True)


@pytest.fixture
def key_of(root):
    """`key_of(owner, "packs")` is the secret of a key with these scopes."""

    def issue(owner, *scopes, days=30):
        return ApiKey.issue(by=root, owner=owner, name="Till", scopes=list(scopes), days=days)[1]

    return issue


class Asker:
    """Somebody who asks the API: `get("products/")`, `post("packs/", data)`. Bodies are JSON, problems are checked."""

    def __init__(self, client, **headers):
        self.client, self.headers = client, headers

    def ask(self, method, address, data=None, **headers):
        body = data if isinstance(data, bytes | str) else b"" if data is None else json.dumps(data)
        content_type = headers.pop("content_type", "application/json")
        whole = address if address.startswith("/") else V1 + address
        sent = {"data": body, "content_type": content_type, "headers": self.headers | headers}
        found = self.client.generic(method.upper(), whole, **sent)
        if found.status_code >= 400 and method != "head" and "fhir/" not in address:
            assert found["Content-Type"] == "application/problem+json", found.content[:300]
            assert found.json()["status"] == found.status_code
        return found

    def get(self, address, **headers):
        return self.ask("get", address, **headers)

    def post(self, address, data=None, **headers):
        return self.ask("post", address, data, **headers)

    def patch(self, address, data=None, **headers):
        return self.ask("patch", address, data, **headers)

    def delete(self, address, **headers):
        return self.ask("delete", address, **headers)


@pytest.fixture
def nobody(db):
    return Asker(Client())


@pytest.fixture
def program(key_of):
    """`program(owner, "packs")` asks with a key of that owner."""
    return lambda owner, *scopes: Asker(Client(), authorization=f"Bearer {key_of(owner, *scopes)}")


@pytest.fixture
def signed_in_asker():
    """`signed_in_asker(user)` asks in a session, with the token that the account tells."""

    def asker(user, *, with_token=True):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        token = Asker(client).get("account/").json()["csrf_token"] if with_token else None
        return Asker(client, **({"x-csrftoken": token} if token else {}))

    return asker


@pytest.fixture
def me(signed_in_asker, customer):
    return signed_in_asker(customer)


def slugs(answer) -> list[str]:
    return [one["slug"] for one in answer.json()["results"]]


def walked(asker, address) -> list:
    """Every result of a list, page by page."""
    found = []
    while address:
        answer = asker.get(address.removeprefix("http://localhost:8000")).json()
        found += answer["results"]
        address = answer["next"]
    return found


def detail(answer) -> str:
    return answer.json()["detail"]


def wrong(answer) -> list[tuple[str, str]]:
    """(parameter or pointer, what) of each error."""
    return [(one.get("parameter", one.get("pointer")), one["detail"]) for one in answer.json()["errors"]]
