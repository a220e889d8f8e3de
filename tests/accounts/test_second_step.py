"""/account/second-step/: an app that makes codes, recovery codes, and what they keep closed."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests import factories
from tests.accounts.codes import code_of_app, with_app

STEP = "/account/second-step/"
ENTER = f"{STEP}authenticate/"


def sign_in(user, then=""):
    client = Client()
    fields = {"login": user.email, "password": factories.PASSWORD, "next": then}
    return client, client.post("/account/login/", fields)


@pytest.fixture
def secret(signed_in, customer):
    return with_app(signed_in(customer), password=factories.PASSWORD)


def recovery_codes(user) -> list[str]:
    return user.authenticator_set.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()


def test_setting_up_an_app(transactional_db, signed_in, customer, mailoutbox):
    client = signed_in(customer)
    assert client.get(f"{STEP}totp/activate/")["Location"].startswith("/account/reauthenticate/")
    assert client.get(f"{STEP}app/picture.svg").status_code == 404

    secret = with_app(client, password=factories.PASSWORD)

    assert "Your app is asked for" in client.get(STEP).content.decode()
    assert [mail.subject for mail in mailoutbox] == ["An app is your second step"]
    assert all(code in client.get(f"{STEP}recovery-codes/").content.decode() for code in recovery_codes(customer))
    assert client.get(f"{STEP}recovery-codes/download/").content.decode().split() == recovery_codes(customer)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))


def test_the_picture_holds_the_secret_and_is_kept_nowhere(signed_in, customer):
    client = signed_in(customer)
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    page = client.get(f"{STEP}totp/activate/")

    picture = client.get(f"{STEP}app/picture.svg")

    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert picture.content.startswith(b"<?xml")
    assert f'src="{STEP}app/picture.svg"' in page.content.decode().replace("/account/second-step/app", f"{STEP}app")
    assert page.context["form"].secret in page.content.decode()
    assert "data:" not in page.content.decode()


def test_a_wrong_code_sets_nothing_up(signed_in, customer):
    client = signed_in(customer)
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    secret = client.get(f"{STEP}totp/activate/").context["form"].secret

    answer = client.post(f"{STEP}totp/activate/", {"code": code_of_app(secret, steps=9)})

    assert "This did not work." in answer.content.decode()
    assert answer.context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_the_password_alone_does_not_let_in(customer, secret):
    client, answer = sign_in(customer, then="/account/reviews/")
    assert answer["Location"] == ENTER
    assert client.get("/account/").status_code == 302
    assert "One more step" in client.get(ENTER).content.decode()

    wrong = client.post(ENTER, {"code": code_of_app(secret, steps=9)})
    assert "This did not work." in wrong.content.decode()
    right = client.post(ENTER, {"code": code_of_app(secret)})

    assert right["Location"] == "/account/reviews/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(customer, secret):
    code = code_of_app(secret)
    answers = [sign_in(customer)[0].post(ENTER, {"code": code}).status_code for _number in range(2)]

    assert answers == [302, 200]


def test_a_recovery_code_works_once(customer, secret):
    code = recovery_codes(customer)[0]
    answers = [sign_in(customer)[0].post(ENTER, {"code": code}).status_code for _number in range(2)]

    assert answers == [302, 200]
    assert len(recovery_codes(customer)) == 9


def test_guessing_codes_is_slowed_down(customer, secret):
    for _number in range(6):
        client, _answer = sign_in(customer)
        answer = client.post(ENTER, {"code": "000000"})

    assert "That was wrong too often." in answer.content.decode()
    assert "That was wrong too often." in client.post(ENTER, {"code": code_of_app(secret)}).content.decode()


def test_a_new_password_does_not_get_around_it(client, customer, secret, mailoutbox):
    from tests.accounts.codes import code_in

    client.post("/account/password/reset/", {"email": customer.email})
    client.post("/account/password/reset/confirm/", {"code": code_in(mailoutbox[-1])})
    new = {"password1": "another-long-word", "password2": "another-long-word"}
    client.post("/account/password/reset/complete/", new)

    answer = client.post("/account/login/", {"login": customer.email, "password": "another-long-word"})

    assert answer["Location"] == ENTER


def test_removing_the_app(signed_in, customer, secret, mailoutbox):
    client = signed_in(customer)
    asked = client.post(f"{STEP}totp/deactivate/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    assert "Remove the app" in client.get(f"{STEP}totp/deactivate/").content.decode()

    client.post(f"{STEP}totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert mailoutbox[-1].subject == "The app is removed"
    assert sign_in(customer)[1]["Location"] == "/account/"


def test_new_recovery_codes_end_the_old_ones(transactional_db, signed_in, customer, secret, mailoutbox):
    client = signed_in(customer)
    old = recovery_codes(customer)
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})
    assert "will not work any more" in client.get(f"{STEP}recovery-codes/generate/").content.decode()

    client.post(f"{STEP}recovery-codes/generate/")

    assert set(old).isdisjoint(recovery_codes(customer))
    assert mailoutbox[-1].subject == "You have new recovery codes"


def test_a_code_shows_who_is_here_as_well_as_the_password(signed_in, customer, secret):
    client = signed_in(customer)
    page = client.get(f"/account/reauthenticate/?next={STEP}")
    assert "Use a code" in page.content.decode()
    assert "A code, please" in client.get(f"{STEP}reauthenticate/").content.decode()

    answer = client.post(f"{STEP}reauthenticate/", {"code": code_of_app(secret), "next": f"{STEP}totp/deactivate/"})

    assert answer["Location"] == f"{STEP}totp/deactivate/"
    assert client.get(f"{STEP}totp/deactivate/").status_code == 200


def test_a_secret_that_cannot_be_read_any_more_lets_nobody_in(customer, secret, settings):
    settings.SECRET_KEY = "another key, without the earlier one among SECRET_KEY_FALLBACKS"
    client, _answer = sign_in(customer)
    assert client.post(ENTER, {"code": code_of_app(secret)}).status_code == 200


def test_an_earlier_key_still_opens(customer, secret, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    client, _answer = sign_in(customer)

    assert client.post(ENTER, {"code": code_of_app(secret)}).status_code == 302


# The staff pages


def test_staff_with_an_app_do_not_enter_with_the_password_alone(signed_in, moderator):
    secret = with_app(signed_in(moderator), password=factories.PASSWORD)
    client, answer = sign_in(moderator, then="/admin/")
    assert answer["Location"] == ENTER
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == ENTER

    assert client.post(ENTER, {"code": code_of_app(secret)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_session_from_before_the_app_takes_the_step_first(signed_in, moderator):
    old = signed_in(moderator)
    assert old.get("/admin/").status_code == 200
    secret = with_app(signed_in(moderator), password=factories.PASSWORD)

    asked = old.get("/admin/accounts/", follow=True)
    assert asked.redirect_chain[-1][0] == f"{STEP}reauthenticate/?next=%2Fadmin%2Faccounts%2F"
    by_password = {"password": factories.PASSWORD, "next": "/admin/"}
    assert old.post("/account/reauthenticate/", by_password)["Location"] == "/admin/"
    assert old.get("/admin/").status_code == 302

    old.post(f"{STEP}reauthenticate/", {"code": code_of_app(secret), "next": "/admin/"})

    assert old.get("/admin/").status_code == 200


def test_staff_may_be_made_to_have_one(signed_in, moderator, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client = signed_in(moderator)

    asked = client.get("/admin/", follow=True)

    assert asked.redirect_chain[-1][0] == STEP
    assert "The staff pages open once you have set up a second step." in asked.content.decode()


def test_customers_are_refused_as_before(signed_in, customer, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True

    assert signed_in(customer).get("/admin/", follow=True).status_code == 403
