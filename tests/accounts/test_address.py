"""/account/email/: another address takes the place of this one, once it is proven."""

import json

import pytest

from accounts.models import User
from tests import factories
from tests.accounts.codes import code_in

EMAIL, CODE = "/account/email/", "/account/confirm-email/"


@pytest.fixture
def client(signed_in, customer):
    """Signed in, with the password given just now."""
    client = signed_in(customer)
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    return client


def test_end_to_end(client, customer, mailoutbox):
    asked = client.post(EMAIL, {"email": "ana@example.net", "action_add": ""}, follow=True)
    assert "We have sent a code to ana@example.net." in asked.content.decode()
    assert User.objects.get().email == "customer@example.com"

    client.post(CODE, {"code": code_in(mailoutbox[0])})

    assert User.objects.get().email == "ana@example.net"
    assert list(customer.emailaddress_set.values_list("email", "verified")) == [("ana@example.net", True)]
    assert [(mail.to, mail.subject) for mail in mailoutbox[1:]] == [
        (["customer@example.com"], "Your e-mail address is changed")
    ]
    assert "instead of customer@example.com" in mailoutbox[1].body


def test_an_address_of_somebody_else_is_told_by_nothing(client, other_customer, mailoutbox):
    pages = []
    for address in ("ana@example.net", other_customer.email):
        asked = client.post(EMAIL, {"email": address, "action_add": ""}, follow=True)
        pages.append(asked.content.decode().replace(address, ""))
    strip = [page.split("csrfmiddlewaretoken")[0] for page in pages]
    assert strip[0] == strip[1]

    taken = client.post(CODE, {"code": code_in(mailoutbox[1])})

    assert "This address cannot be used: it belongs to another account." in taken.content.decode()
    assert User.objects.filter(email=other_customer.email).get() == other_customer


def test_not_without_the_password(signed_in, customer, mailoutbox):
    client = signed_in(customer)
    asked = client.post(EMAIL, {"email": "ana@example.net", "action_add": ""})
    assert asked["Location"] == "/account/reauthenticate/?next=%2Faccount%2Femail%2F"
    waiting = json.loads(client.session["account_reauthentication_state"]["request"])
    assert "REMOTE_ADDR" not in waiting["META"]
    assert mailoutbox == []

    go_on = {"password": factories.PASSWORD, "next": EMAIL}
    done = client.post("/account/reauthenticate/", go_on, follow=True)

    assert "We have sent a code to ana@example.net." in done.content.decode()
    assert [mail.to for mail in mailoutbox] == [["ana@example.net"]]


@pytest.mark.parametrize("act", ["action_remove", "action_primary", "action_send"])
def test_the_address_in_use_cannot_be_taken_away(client, customer, act):
    client.post(EMAIL, {"email": customer.email, act: ""})

    assert User.objects.get().email == "customer@example.com"
    assert customer.emailaddress_set.get().email == "customer@example.com"


def test_who_has_a_second_step_changes_it_too(client, customer, mailoutbox):
    from tests.accounts.codes import with_app

    with_app(client, password=factories.PASSWORD)
    mailoutbox.clear()
    client.post(EMAIL, {"email": "ana@example.net", "action_add": ""})

    client.post(CODE, {"code": code_in(mailoutbox[0])})

    assert User.objects.get().email == "ana@example.net"
