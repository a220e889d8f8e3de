"""Signing in and out, forgotten and changed passwords, other e-mail addresses."""

import re

import pytest

from accounts.models import User
from tests import factories


def sign_in(client, login, password=factories.PASSWORD, **fields):
    return client.post("/account/login/", {"login": login, "password": password} | fields)


@pytest.mark.parametrize("login", ["customer", "customer@example.com", "CUSTOMER@example.com"])
def test_with_user_name_or_address(client, customer, login):
    response = sign_in(client, login)

    assert response["Location"] == "/account/"
    assert "Welcome, Ana P. – you are signed in." in client.get("/account/").content.decode()


def test_next_leads_on_but_not_away(client, customer):
    assert sign_in(client, "customer", next="/account/reviews/")["Location"] == "/account/reviews/"
    client.logout()
    assert sign_in(client, "customer", next="https://evil.example/")["Location"] == "/account/"


@pytest.mark.parametrize("login", ["customer@example.com", "nobody@example.com"])
def test_a_wrong_password_tells_nothing(client, customer, login):
    html = sign_in(client, login, "wrong-password-here").content.decode()

    assert "The e-mail address or the password is not right." in html
    assert 'role="group"' in html


def test_a_closed_account(client, customer):
    customer.is_active = False
    customer.save()

    response = sign_in(client, "customer")

    assert not client.session.get("_auth_user_id")
    assert "Ana P." not in response.content.decode()


def test_too_many_attempts(client, customer):
    for _number in range(6):
        response = sign_in(client, "customer@example.com", "wrong-password-here")
    assert "That was wrong too often." in response.content.decode()
    for _number in range(30):
        response = sign_in(client, "customer@example.com", "wrong-password-here")

    assert response.status_code == 429
    assert "That was too often" in response.content.decode()
    assert "masthead" in response.content.decode()


def test_signing_out_takes_a_post(signed_in, customer):
    client = signed_in(customer)
    assert "Do you want to sign out" in client.get("/account/logout/").content.decode()
    assert client.get("/account/").status_code == 200

    assert client.post("/account/logout/")["Location"] == "/"
    assert client.get("/account/").status_code == 302
    assert "notice" not in client.get("/account/login/").content.decode()


def test_a_forgotten_password(client, customer, mailoutbox):
    sent = client.post("/account/password/reset/", {"email": "customer@example.com"}, follow=True)
    assert "We have sent you an e-mail." in sent.content.decode()
    (mail,) = mailoutbox
    assert mail.subject == "Choose a new password"
    assert "Hello Ana P.," in mail.body

    form = client.get(re.search(r"http://testserver(/\S+)", mail.body)[1], follow=True)
    assert "Choose a new password" in form.content.decode()
    assert form.context["form"].fields.keys() == {"password1", "password2"}
    new = {"password1": "another-long-word", "password2": "another-long-word"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)

    assert "Your password is changed" in done.content.decode()
    customer.refresh_from_db()
    assert customer.check_password("another-long-word")
    used = client.get(re.search(r"http://testserver(/\S+)", mail.body)[1], follow=True)
    assert "This link does not work any more" in used.content.decode()


def test_a_forgotten_password_of_nobody_looks_the_same(client, db, mailoutbox):
    sent = client.post("/account/password/reset/", {"email": "nobody@example.com"}, follow=True)

    assert "We have sent you an e-mail." in sent.content.decode()
    assert [mail.subject for mail in mailoutbox] == ["There is no account with this address"]


def test_changing_the_password_signs_out(signed_in, customer):
    client = signed_in(customer)
    assert client.get("/account/password/change/").status_code == 200
    wrong = {"oldpassword": "no", "password1": "another-long-word", "password2": "another-long-word"}
    assert "This is not your present password." in client.post("/account/password/change/", wrong).content.decode()

    client.post("/account/password/change/", wrong | {"oldpassword": factories.PASSWORD})

    customer.refresh_from_db()
    assert customer.check_password("another-long-word")
    assert client.get("/account/").status_code == 302


def test_the_only_address_is_in_use_and_offers_nothing_to_choose(signed_in, customer):
    client = signed_in(customer)
    acts = ("action_primary", "action_send", "action_remove")

    alone = client.get("/account/email/").content.decode()
    client.post("/account/email/", {"email": "ana@example.net", "action_add": ""})
    two = client.get("/account/email/").content.decode()

    assert [act for act in acts if act in alone] == []
    assert [act for act in acts if act in two] == list(acts)


def test_another_address(signed_in, customer, mailoutbox):
    client = signed_in(customer)
    client.post("/account/email/", {"email": "ana@example.net", "action_add": ""})
    assert "not confirmed yet" in client.get("/account/email/").content.decode()
    client.post("/account/email/", {"email": "ana@example.net", "action_primary": ""})
    assert User.objects.get().email == "customer@example.com"

    client.post(re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1])
    client.post("/account/email/", {"email": "ana@example.net", "action_primary": ""})

    assert User.objects.get().email == "ana@example.net"
    client.post("/account/email/", {"email": "customer@example.com", "action_remove": ""})
    assert customer.emailaddress_set.get().email == "ana@example.net"


@pytest.mark.parametrize("page", ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/"])
def test_the_pages_wear_the_look_of_the_site(client, db, page):
    html = client.get(f"/account/{page}").content.decode()

    assert 'class="masthead"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
