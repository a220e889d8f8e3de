"""A passkey, from the account's pages to signing in with nothing else, in Chromium with a virtual authenticator."""

import re

import pytest

from tests import factories

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def holder(page):
    """The browser has a device that holds passkeys; gives what speaks to it, and its name there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    name = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    return session, {"authenticatorId": name}


def add_passkey(page, site):
    page.goto(f"{site}/account/second-step/webauthn/add/")
    page.locator("input[name=password]").fill(factories.PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of this passkey").fill("My telephone")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(f"{site}/account/second-step/recovery-codes/")


def test_added_and_used_instead_of_a_password(page, site, sign_in, holder):
    session, name = holder
    sign_in("customer")
    add_passkey(page, site)
    assert len(session.send("WebAuthn.getCredentials", name)["credentials"]) == 1
    page.goto(f"{site}/account/second-step/")
    assert page.get_by_text("My telephone").first.is_visible()

    page.context.clear_cookies()
    page.goto(f"{site}/account/login/?next=/account/reviews/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(f"{site}/account/reviews/")


def test_it_is_the_second_step_after_the_password(page, site, sign_in, holder):
    sign_in("moderator")
    add_passkey(page, site)
    page.context.clear_cookies()

    page.goto(f"{site}/admin/")
    page.locator("input[name=login]").fill("moderator")
    page.locator("input[name=password]").fill(factories.PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(f"{site}/account/second-step/authenticate/")
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url(f"{site}/admin/")


def test_it_shows_who_is_here_and_is_removed(page, site, sign_in, holder):
    sign_in("customer")
    add_passkey(page, site)
    page.context.clear_cookies()
    page.goto(f"{site}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/account/")

    page.goto(f"{site}/account/second-step/")
    page.get_by_role("link", name=re.compile("^Remove")).click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()

    assert page.get_by_text("The passkey is removed.").is_visible()


def test_a_passkey_of_no_account_is_said_in_words(page, site, holder):
    page.goto(f"{site}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_role("alert").get_by_text("This did not work.").wait_for()
    assert page.url == f"{site}/account/login/"
