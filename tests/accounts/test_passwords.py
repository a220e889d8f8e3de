"""A forgotten password, and a changed one."""

import re

import pytest

from tests import factories
from tests.accounts.codes import code_in

NEW = {"password1": "another-long-word", "password2": "another-long-word"}
RESET = "/account/password/reset/"
CODE, CHOOSE = f"{RESET}confirm/", f"{RESET}complete/"


def test_a_forgotten_password(client, signed_in, customer, mailoutbox):
    elsewhere = signed_in(customer)
    elsewhere.get("/account/")
    asked = client.post(RESET, {"email": "customer@example.com"}, follow=True)
    assert "We have sent an e-mail to customer@example.com." in asked.content.decode()
    assert mailoutbox[0].subject == "Your code for a new password"

    choose = client.post(CODE, {"code": code_in(mailoutbox[0])}, follow=True)
    done = client.post(choose.redirect_chain[-1][0], NEW, follow=True)

    assert "Your password is changed" in done.content.decode()
    customer.refresh_from_db()
    assert customer.check_password("another-long-word")
    assert [mail.subject for mail in mailoutbox[1:]] == ["Your password is changed"]
    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 302
    assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == "/account/login/"


def test_nobody_chooses_without_the_code(client, customer):
    assert client.post(CHOOSE, NEW)["Location"] == RESET
    client.post(RESET, {"email": "customer@example.com"})

    assert client.post(CHOOSE, NEW)["Location"] == CODE
    assert client.post(CODE, {"code": ""}).context["form"].errors == {"code": ["This field is required."]}
    customer.refresh_from_db()
    assert customer.check_password(factories.PASSWORD)


def test_a_forgotten_password_of_nobody_looks_the_same(client, customer, mailoutbox):
    pages = []
    for address in ("nobody@example.com", "customer@example.com"):
        asked = client.post(RESET, {"email": address}, follow=True)
        wrong = [client.post(CODE, {"code": "000-000-000"}, follow=True) for _number in range(3)]
        texts = [re.sub(r'value="\w{64}"', "", page.content.decode()) for page in (asked, *wrong)]
        pages.append([text.replace(address, "") for text in texts])

    assert pages[0] == pages[1]
    assert "That was wrong too often." in pages[0][-1]
    assert [mail.subject for mail in mailoutbox] == [
        "There is no account with this address",
        "Your code for a new password",
    ]


def test_changing_the_password_signs_out_everywhere_else(signed_in, customer, mailoutbox):
    here, elsewhere = signed_in(customer), signed_in(customer)
    elsewhere.get("/account/")
    wrong = NEW | {"oldpassword": "no"}
    assert "This is not your present password." in here.post("/account/password/change/", wrong).content.decode()

    here.post("/account/password/change/", NEW | {"oldpassword": factories.PASSWORD})

    customer.refresh_from_db()
    assert customer.check_password("another-long-word")
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert customer.devices.count() == 1
    assert [mail.subject for mail in mailoutbox] == ["Your password is changed"]


@pytest.mark.parametrize("address", [CODE, CHOOSE])
def test_a_page_of_the_middle_leads_to_the_beginning(client, db, address):
    assert client.get(address)["Location"] in (RESET, "/account/login/")
