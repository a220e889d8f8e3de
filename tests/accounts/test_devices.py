"""/account/devices/: where an account is signed in, and signing out from afar."""

import pytest
from django.contrib.sessions.models import Session

from accounts.devices import Device, named
from accounts.sessions import OFTEN_ENOUGH
from tests import factories

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
    "Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 "
    "Safari/537.36 Edg/138.0.0.0"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile "
    "Safari/537.36"
)


@pytest.fixture
def two(signed_in, customer):
    """The same account in two browsers."""
    clients = [signed_in(customer), signed_in(customer)]
    for client, browser in zip(clients, (FIREFOX, IPHONE), strict=True):
        client.get("/account/", headers={"user-agent": browser})
    return clients


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, ("Firefox", "Windows")),
        (IPHONE, ("Safari", "iPhone")),
        (EDGE, ("Edge", "Windows")),
        (ANDROID, ("Chrome", "Android")),
        ("", ("", "")),
        ("curl/8.0", ("", "")),
    ],
)
def test_a_browser_in_two_words(user_agent, words):
    assert named(user_agent) == words


def test_the_list(two):
    html = two[0].get("/account/devices/").content.decode()

    assert "Firefox on Windows <strong>(this one)</strong>" in " ".join(html.split())
    assert "Safari on iPhone" in html
    assert html.count('name="device"') == 1


def test_no_network_address_and_no_more_of_the_browser_is_kept(two):
    columns = {field.name for field in Device._meta.get_fields()}

    assert columns == {"id", "user", "session_key", "browser", "system", "began", "seen"}
    assert "127.0.0.1" not in str([session.get_decoded() for session in Session.objects.all()])


def test_one_is_signed_out_from_afar(two, customer):
    here, there = two
    device = customer.devices.get(system="iPhone")

    answer = here.post("/account/devices/", {"device": device.pk}, follow=True)

    assert "That device is signed out." in answer.content.decode()
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert [device.system for device in customer.devices.all()] == ["Windows"]


def test_everywhere_but_here(two, customer, signed_in):
    here, there = two
    unlisted = signed_in(customer)

    answer = here.post("/account/devices/", {"others": "1"}, follow=True)

    assert "You are signed out everywhere else." in answer.content.decode()
    assert [client.get("/account/").status_code for client in (here, there, unlisted)] == [200, 302, 302]
    assert customer.devices.count() == 1


@pytest.mark.parametrize("device", ["", "x", "-1", "9" * 30, "²", "mine"])
def test_what_is_no_device_of_others_is_left_alone(two, customer, device):
    here = two[0]
    if device == "mine":
        device = customer.devices.get(system="Windows").pk

    assert here.post("/account/devices/", {"device": device})["Location"] == "/account/devices/"
    assert customer.devices.count() == 2
    assert here.get("/account/").status_code == 200


def test_nobody_ends_the_session_of_another(two, customer, other_customer, signed_in):
    device = customer.devices.get(system="iPhone")

    signed_in(other_customer).post("/account/devices/", {"device": device.pk})

    assert two[1].get("/account/").status_code == 200


def test_last_used_is_noted_now_and_then(two, customer, later):
    first = customer.devices.get(system="Windows").seen
    two[0].get("/account/", headers={"user-agent": FIREFOX})
    assert customer.devices.get(system="Windows").seen == first
    later(OFTEN_ENOUGH + 1)

    two[0].get("/account/", headers={"user-agent": FIREFOX})

    assert customer.devices.get(system="Windows").seen > first


def test_signing_out_ends_the_device(two, customer):
    two[0].post("/account/logout/")

    assert [device.system for device in customer.devices.all()] == ["iPhone"]


def test_a_session_that_ended_by_itself_is_not_listed(two, customer):
    Session.objects.filter(session_key=customer.devices.get(system="iPhone").session_key).delete()

    assert [device.system for device in customer.devices.living()] == ["Windows"]


def test_public_pages_note_nothing(signed_in, customer, listing):
    client = signed_in(customer)
    client.get("/")
    client.get(f"/products/{listing.slug}/")

    assert not Device.objects.exists()


@pytest.mark.parametrize("page", ["/account/", "/account/devices/", "/account/second-step/", "/account/email/"])
def test_no_cache_keeps_a_page_of_an_account(signed_in, customer, page):
    client = signed_in(customer)
    client.post("/account/reauthenticate/", {"password": factories.PASSWORD})

    assert "no-store" in client.get(page)["Cache-Control"]


def test_a_stranger_signs_in_first(client, db):
    assert client.get("/account/devices/")["Location"] == "/account/login/?next=/account/devices/"
    assert client.delete("/account/devices/").status_code == 405
