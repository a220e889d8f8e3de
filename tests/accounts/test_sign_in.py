"""Signing in with a password, and out."""

import re

import pytest

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


@pytest.mark.parametrize("page", ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"])
def test_the_pages_wear_the_look_of_the_site(client, db, page):
    html = client.get(f"/account/{page}").content.decode()

    assert 'class="masthead"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


def test_a_name_that_is_far_too_long_is_refused_in_words(client, db):
    response = client.post("/account/login/", {"login": "x" * 100_000, "password": factories.PASSWORD})

    assert response.status_code == 200
    assert "at most 254 characters" in response.content.decode()
