"""Passkeys, as far as they go without a browser: tests/browser/test_passkey.py makes a real one."""

import json

import pytest
from allauth.mfa.models import Authenticator

from tests import factories

KEYS = "/account/second-step/webauthn/"
LOGIN = f"{KEYS}login/"
PARTS = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "TVE"}
NONSENSE = [
    "",
    "x",
    "null",
    "[]",
    "{}",
    "1",
    '"text"',
    '{"id": 1}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"response": {"userHandle": null}}',
    '{"response": {"userHandle": "%%%"}}',
    '{"response": []}',
    "[" * 5000,
    '{"name": "' + "a" * 30_000 + '"}',
    '{"name": "\\u0000"}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": PARTS}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": PARTS | {"userHandle": "OTk5OTk5OTk"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": PARTS | {"attestationObject": "oA"}}),
]


@pytest.fixture
def client_of(signed_in, customer):
    client = signed_in(customer)
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    return client


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_signs_nobody_in(client, customer, sent):
    client.get(LOGIN, headers={"accept": "application/json"})

    answer = client.post(LOGIN, {"credential": sent}, follow=True)

    assert answer.redirect_chain[0] == ("/account/login/", 302)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_becomes_no_passkey(client_of, sent):
    client_of.get(f"{KEYS}add/")

    answer = client_of.post(f"{KEYS}add/", {"name": "Mine", "credential": sent})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert 'value="Mine"' in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("sent", NONSENSE[:6])
def test_nonsense_shows_nobody(client_of, customer, sent):
    Authenticator.objects.create(user=customer, type="webauthn", data={"name": "Mine", "credential": {}})

    assert client_of.post(f"{KEYS}reauthenticate/", {"credential": sent}).status_code == 302


def test_what_a_browser_is_asked(client, customer):
    answer = client.get(LOGIN, headers={"accept": "application/json"})

    options = answer.json()["request_options"]["publicKey"]
    assert (options["rpId"], options["userVerification"]) == ("testserver", "required")
    assert "no-store" in answer["Cache-Control"]
    assert customer.email not in answer.content.decode()


def test_the_add_page_asks_for_a_name_and_needs_the_password(signed_in, customer):
    client = signed_in(customer)
    assert client.get(f"{KEYS}add/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})

    page = client.get(f"{KEYS}add/")

    assert list(page.context["form"].fields) == ["name", "credential"]
    assert page.context["form"]["name"].value() == "Passkey 1"
    assert 'id="passkey-options" type="application/json"' in page.content.decode()


@pytest.mark.parametrize("page", ["edit/", "remove/"])
def test_nobody_touches_the_passkey_of_another(client_of, other_customer, page):
    theirs = Authenticator.objects.create(user=other_customer, type="webauthn", data={"name": "Theirs"})

    assert client_of.post(f"{KEYS}keys/{theirs.pk}/{page}", {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data == {"name": "Theirs"}


def test_without_script_the_pages_say_what_is_missing(client_of):
    assert "Passkeys need JavaScript." in client_of.get(f"{KEYS}add/").content.decode()
    sent = client_of.post(f"{KEYS}add/", {"name": "Mine"}).content.decode()

    assert "Your browser has made no passkey." in sent
