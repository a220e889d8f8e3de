"""From making an account to the first review."""

import re

import pytest

from accounts.models import User
from reviews.models import ReviewText
from tests import factories

FIELDS = {
    "email": "Ana@Example.com",
    "display_name": "Ana O'Neil",
    "password1": factories.PASSWORD,
    "password2": factories.PASSWORD,
}


def link(mail) -> str:
    return re.search(r"http://testserver(/\S+)", mail.body)[1]


def test_end_to_end(client, listing, mailoutbox):
    new = f"/products/{listing.slug}/reviews/new/"
    sign_up = client.get(client.get(new)["Location"]).content.decode()
    assert f'href="/account/signup/?next={new.replace("/", "%2F")}"' in sign_up

    sent = client.post("/account/signup/", FIELDS | {"next": new}, follow=True)
    assert "Follow the link in it" in sent.content.decode()
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("Please confirm your e-mail address", ["ana@example.com"])
    assert "Hello Ana O'Neil," in mail.body

    early = client.post("/account/login/", {"login": "ana@example.com", "password": factories.PASSWORD})
    assert early["Location"].startswith("/account/confirm-email/")

    assert "Is ana@example.com your address?" in client.get(link(mail)).content.decode()
    client.post(link(mail))
    client.post("/account/login/", {"login": "ana@example.com", "password": factories.PASSWORD, "next": new})
    client.post(new, {"rating": "5", "title": "Good", "text": "It helped.", "consent": "on"})

    user, text = User.objects.get(email="ana@example.com"), ReviewText.objects.get()
    assert user.display_name == "Ana O'Neil"
    assert re.fullmatch(r"customer-[0-9a-f]{12}", user.username)
    assert (text.review.author, text.state) == (user, "waiting")


def test_the_form_asks_in_this_order(client, db):
    response = client.get("/account/signup/")

    assert list(response.context["form"].fields) == ["email", "display_name", "password1", "password2"]


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_missing_is_said_beside_its_field(client, db, field):
    response = client.post("/account/signup/", FIELDS | {field: ""})

    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["me@example.com", "www.example.com", "call 555 123 4567", "<b>", "-", "a" * 41])
def test_a_display_name_that_is_an_address(client, db, name):
    response = client.post("/account/signup/", FIELDS | {"display_name": name})

    assert list(response.context["form"].errors) == ["display_name"]


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123", "ana@example.com"])
def test_a_weak_password(client, db, password):
    response = client.post("/account/signup/", FIELDS | {"password1": password, "password2": password})

    assert list(response.context["form"].errors) == ["password1"]
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["customer@example.com", "Customer@EXAMPLE.com"])
def test_nobody_learns_who_has_an_account(client, customer, mailoutbox, email):
    new = client.post("/account/signup/", FIELDS, follow=True)
    client.logout()
    known = client.post("/account/signup/", FIELDS | {"email": email}, follow=True)

    assert new.redirect_chain == known.redirect_chain
    subjects = [mail.subject for mail in mailoutbox]
    assert subjects == ["Please confirm your e-mail address", "You have an account already"]
    assert User.objects.filter(email__iexact=email).count() == 1


def test_an_old_link(client, db):
    response = client.get("/account/confirm-email/nonsense:1:2/")

    assert "This link does not work any more" in response.content.decode()
