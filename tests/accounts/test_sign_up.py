"""From making an account to the first review."""

import re

import pytest
from django.utils import timezone

from accounts import pseudonyms
from accounts.models import PUBLIC_NAME, User
from tests import factories
from tests.accounts.codes import code_in

FIELDS = {
    "email": "Ana@Example.com",
    "display_name": "Ana O'Neil",
    "password1": factories.PASSWORD,
    "password2": factories.PASSWORD,
}
CODE = "/account/confirm-email/"


def text_of(response) -> str:
    """The page without what differs between any two visits."""
    return re.sub(r'value="\w{64}"', "", response.content.decode())


def test_end_to_end(client, listing, mailoutbox):
    new = f"/products/{listing.slug}/reviews/new/"
    sign_up = client.get(client.get(new)["Location"]).content.decode()
    assert f'href="/account/signup/?next={new.replace("/", "%2F")}"' in sign_up

    asked = client.post("/account/signup/", FIELDS | {"next": new}, follow=True)
    assert "We have sent a code to ana@example.com." in asked.content.decode()
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("Your code to confirm this address", ["ana@example.com"])
    early = client.post("/account/login/", {"login": "ana@example.com", "password": factories.PASSWORD})
    assert early["Location"] == CODE

    done = client.post(CODE, {"code": code_in(mail)})

    user = User.objects.get(email="ana@example.com")
    assert done["Location"] == new
    assert client.get(new).status_code == 200
    assert (user.display_name, user.has_proven_address) == ("Ana O'Neil", True)
    assert re.fullmatch(r"customer-[0-9a-f]{12}", user.username)


@pytest.mark.parametrize("written", ["{}", " {} ", "spaces", "arabic"])
def test_a_code_may_be_written_in_many_ways(client, db, mailoutbox, written):
    client.post("/account/signup/", FIELDS)
    code = code_in(mailoutbox[0])
    ways = {"spaces": code.replace("-", " "), "arabic": code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))}

    assert client.post(CODE, {"code": ways.get(written, written.format(code))})["Location"] == "/account/"


def test_three_wrong_codes_and_it_is_over(client, db, mailoutbox):
    client.post("/account/signup/", FIELDS)
    for _number in range(2):
        wrong = client.post(CODE, {"code": "000-000-000"})
        assert "This code is not right." in wrong.content.decode()

    last = client.post(CODE, {"code": "000-000-000"}, follow=True)

    assert "That was wrong too often." in last.content.decode()
    assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == "/account/login/"
    assert not User.objects.get().has_proven_address


def test_a_code_grows_old(client, db, mailoutbox, later):
    client.post("/account/signup/", FIELDS)
    later(16 * 60)

    assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == "/account/login/"


def test_a_new_code_ends_the_earlier_one(client, db, mailoutbox, later):
    client.post("/account/signup/", FIELDS)
    assert client.post(CODE, {"action": "resend"}).status_code == 429
    later(11)

    client.post(CODE, {"action": "resend"})

    first, second = map(code_in, mailoutbox)
    assert "This code is not right." in client.post(CODE, {"code": first}).content.decode()
    assert client.post(CODE, {"code": second})["Location"] == "/account/"


def test_a_mistyped_address_is_taken_back(client, db, mailoutbox):
    client.post("/account/signup/", FIELDS | {"email": "anna@example.com", "next": "/account/reviews/"})

    again = client.post("/account/signup/again/")

    assert again["Location"] == "/account/signup/?next=%2Faccount%2Freviews%2F"
    assert not User.objects.exists()
    client.post("/account/signup/", FIELDS)
    assert client.post(CODE, {"code": code_in(mailoutbox[1])})["Location"] == "/account/"
    assert User.objects.get().email == "ana@example.com"


def test_beginning_again_takes_nobody_elses_account_back(client, customer, signed_in):
    client.post("/account/signup/", FIELDS | {"email": customer.email})
    client.post("/account/signup/again/")
    signed_in(customer).post("/account/signup/again/")
    customer.emailaddress_set.update(verified=False)
    client.post("/account/login/", {"login": customer.email, "password": factories.PASSWORD})
    client.post("/account/signup/again/")

    assert User.objects.get() == customer


def test_beginning_again_takes_no_account_back_that_was_made_elsewhere(client, customer):
    customer.emailaddress_set.update(verified=False)
    assert client.post("/account/login/", {"login": "customer", "password": factories.PASSWORD})["Location"] == CODE

    client.post("/account/signup/again/")

    assert User.objects.get() == customer


@pytest.mark.parametrize("change", [{"last_login": timezone.now()}, {"is_staff": True}, {"proven": True}, {}])
def test_only_what_nobody_ever_used_is_taken_back(customer, change):
    customer.emailaddress_set.update(verified=change.get("proven", False))
    for column, value in change.items():
        setattr(customer, column, value)
    customer.save()

    customer.forget_unproven()

    assert User.objects.exists() == bool(change)


def test_codes_tried_from_one_network_are_counted_together(client, db, mailoutbox):
    for number in range(10):
        client.post("/account/signup/", FIELDS | {"email": f"ana{number}@example.com"})
        for _number in range(2):
            client.post(CODE, {"code": "000-000-000"})
        code = code_in(mailoutbox[-1])
        if number < 9:
            client.post("/account/signup/again/")

    assert "That was wrong too often." in client.post(CODE, {"code": code}, follow=True).content.decode()
    assert not User.objects.get().has_proven_address


@pytest.mark.parametrize("email", ["customer@example.com", "Customer@EXAMPLE.com"])
def test_nobody_learns_who_has_an_account(client, customer, mailoutbox, email, later):
    pages = []
    for address in ("ana@example.com", email):
        asked = client.post("/account/signup/", FIELDS | {"email": address}, follow=True)
        wrong = client.post(CODE, {"code": "000-000-000"})
        later(11)
        resent = client.post(CODE, {"action": "resend"}, follow=True)
        change = client.post(CODE, {"action": "change", "email": "another@example.com"})
        back = client.get("/account/login/", follow=True)
        ways = [asked.redirect_chain, resent.redirect_chain, back.redirect_chain]
        texts = [text_of(page).replace(address.lower(), "") for page in (asked, wrong, resent, change, back)]
        pages.append((ways, texts, client.post("/account/signup/again/")["Location"]))

    assert pages[0] == pages[1]
    code = "Your code to confirm this address"
    assert [mail.subject for mail in mailoutbox] == [code, code, "You have an account already"]
    assert User.objects.filter(email__iexact=email).count() == 1


def test_the_code_of_a_taken_address_is_in_no_mail(client, customer, mailoutbox):
    client.post("/account/signup/", FIELDS | {"email": customer.email})
    code = client.session["account_email_verification_code"]["code"]

    assert code not in mailoutbox[0].body
    assert "This address cannot be used" in client.post(CODE, {"code": code}).content.decode()


def test_the_form_asks_in_this_order(client, db):
    response = client.get("/account/signup/")

    assert list(response.context["form"].fields) == ["email", "display_name", "password1", "password2"]


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_missing_is_said_beside_its_field(client, db, field):
    response = client.post("/account/signup/", FIELDS | {field: ""})

    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not User.objects.exists()


def test_a_name_is_made_up_at_each_visit(client, db):
    names = {client.get("/account/signup/").context["form"]["display_name"].value() for _number in range(4)}

    assert len(names) > 1
    assert all(re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+ \d\d", name) for name in names)
    assert "Do not use your real name" in client.get("/account/signup/").content.decode()


def test_another_name_keeps_the_address_and_makes_no_account(client, db):
    sent = FIELDS | {"display_name": "Somebody", "another_name": ""}
    response = client.post("/account/signup/", sent)

    form = response.context["form"]
    assert form["email"].value() == "Ana@Example.com"
    assert form["display_name"].value() != "Somebody"
    assert 'class="error-summary"' not in response.content.decode()
    assert not User.objects.exists()


def test_a_name_that_somebody_has_is_not_suggested(db, monkeypatch):
    monkeypatch.setattr(pseudonyms, "MANNERS", ["Quiet"])
    monkeypatch.setattr(pseudonyms, "CREATURES", ["Heron"])
    for number in range(10, 99):
        factories.user(name=f"heron{number}", display_name=f"quiet heron {number}")

    assert pseudonyms.suggest() == "Quiet Heron 99"


def test_every_suggestion_may_be_used():
    for manner in pseudonyms.MANNERS:
        for creature in pseudonyms.CREATURES:
            for rule in PUBLIC_NAME:
                rule(f"{manner} {creature} 99")


@pytest.mark.parametrize("name", ["me@example.com", "www.example.com", "call 555 123 4567", "<b>", "-", "a" * 41])
def test_a_display_name_that_is_an_address(client, db, name):
    response = client.post("/account/signup/", FIELDS | {"display_name": name})

    assert list(response.context["form"].errors) == ["display_name"]


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123", "ana@example.com"])
def test_a_weak_password(client, db, password):
    response = client.post("/account/signup/", FIELDS | {"password1": password, "password2": password})

    assert list(response.context["form"].errors) == ["password1"]
    assert not User.objects.exists()
