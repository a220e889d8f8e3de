"""How every form of an account asks: our labels, nothing said twice, and what a password manager needs to know."""

import re

import pytest

from tests import factories
from tests.accounts.codes import code_in

NEW = [("New password", "new-password"), ("New password, once more", "new-password")]
ASKED = {
    "login/": [
        ("E-mail address", "username"),
        ("Password", "current-password"),
        ("Keep me signed in on this device", None),
    ],
    "signup/": [
        ("E-mail address", "email"),
        ("Display name", "nickname"),
        ("Password", "new-password"),
        ("Password, once more", "new-password"),
    ],
    "password/reset/": [("E-mail address", "email")],
}
ASKED_WHEN_SIGNED_IN = {
    "email/": [("New e-mail address", "email")],
    "password/change/": [("Present password", "current-password"), *NEW],
    "reauthenticate/": [("Password", "current-password")],
    "leave/": [("What shall become of your published reviews?", None), ("Password", "current-password")],
}


def asked(response) -> list[tuple[str, str | None]]:
    form = response.context["form"]
    assert [name for name, field in form.fields.items() if "placeholder" in field.widget.attrs] == []
    return [(str(field.label), field.widget.attrs.get("autocomplete")) for field in form.fields.values()]


@pytest.mark.parametrize("page", ASKED)
def test_a_stranger_is_asked(client, db, page):
    assert asked(client.get(f"/account/{page}")) == ASKED[page]


@pytest.mark.parametrize("page", ASKED_WHEN_SIGNED_IN)
def test_a_customer_is_asked(signed_in, customer, page):
    assert asked(signed_in(customer).get(f"/account/{page}")) == ASKED_WHEN_SIGNED_IN[page]


def test_who_has_forgotten_the_password_is_asked_for_a_new_one(client, customer, mailoutbox):
    asking = client.post("/account/password/reset/", {"email": "customer@example.com"}, follow=True)
    assert asked(asking) == [("Code from the e-mail", "one-time-code")]

    page = client.post("/account/password/reset/confirm/", {"code": code_in(mailoutbox[0])}, follow=True)

    assert asked(page) == NEW


def test_who_has_no_password_yet_is_asked_for_the_first(signed_in, customer):
    client = signed_in(customer)
    customer.set_unusable_password()
    customer.save()
    client.force_login(customer)

    assert asked(client.get("/account/password/set/")) == [
        ("Password", "new-password"),
        ("Password, once more", "new-password"),
    ]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("longish", "This password is too short. Use 10 characters or more."),
        ("customer@example.com", "This password is too much like your e-mail address or your user name."),
        ("password123", "Many people use this password, so it is easy to guess. Choose another one."),
        ("8236410975", "This password is made of figures alone. Add letters."),
    ],
)
def test_a_weak_password_is_told_why(client, db, password, said):
    fields = {"email": "customer@example.com", "display_name": "Ana", "password1": password, "password2": password}
    form = client.post("/account/signup/", fields).context["form"]

    assert form.errors == {"password1": [said]}


def test_what_a_password_needs_is_said_before_it_is_typed(client, db):
    page = client.get("/account/signup/").content.decode()

    assert re.findall(r"<li>([^<]+)</li>", page[page.index("id_password1_helptext") :])[:4] == [
        "10 characters or more: a few words in a row are easy to remember.",
        "Not your e-mail address or your name.",
        "Not one that many people use.",
        "Not figures alone.",
    ]


@pytest.mark.parametrize(("language", "words"), [("es", "Use 10 caracteres o más."), ("ar", "ألا تقل عن 10 أحرف.")])
def test_a_short_password_is_refused_in_the_readers_language(client, db, language, words):
    fields = {"email": "a@example.com", "display_name": "Ana", "password1": "kzqw", "password2": "kzqw"}
    form = client.post(f"/{language}/account/signup/", fields).context["form"]

    [error] = form.errors["password1"]
    assert error.endswith(words)


def test_an_address_that_the_account_has_already(signed_in, customer):
    response = signed_in(customer).post("/account/email/", {"email": "customer@example.com", "action_add": ""})

    assert response.context["form"].errors == {"email": ["This address belongs to your account already."]}


def test_passwords_that_differ(signed_in, customer):
    fields = {"oldpassword": factories.PASSWORD, "password1": "another-long-word", "password2": "another-long-one"}
    page = signed_in(customer).post("/es/account/password/change/", fields).content.decode()

    assert "Repita la contraseña nueva: Las dos contraseñas deben ser iguales.</a>" in page
