"""Guessing is slowed down: by account and by network, across processes, and without keeping anybody's address."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory

from pharmacy.network import address_of
from tests import factories

WRONG = "wrong-password-here"
TOO_OFTEN, NOT_RIGHT = "That was wrong too often.", "or the password is not right."


def said(client, login, password=WRONG, **headers) -> str:
    page = client.post("/account/login/", {"login": login, "password": password}, **headers).content.decode()
    return next((words for words in (TOO_OFTEN, NOT_RIGHT) if words in page), "")


def test_name_and_address_of_an_account_count_together(client, customer):
    logins = ["customer", "CUSTOMER@example.com", "customer", "customer@example.com", "Customer"]
    assert {said(client, login) for login in logins} == {NOT_RIGHT}

    assert [said(client, login) for login in ("customer", "customer@example.com")] == [TOO_OFTEN] * 2
    assert said(client, "customer", factories.PASSWORD) == TOO_OFTEN


def test_an_account_that_is_not_there_is_counted_alike(client, customer):
    guesses = [said(client, "nobody@example.com", REMOTE_ADDR="192.0.2.1") for _number in range(6)]

    assert guesses == [said(client, "customer@example.com", REMOTE_ADDR="192.0.2.2") for _number in range(6)]


def test_another_account_is_not_kept_out(client, customer, other_customer):
    for _number in range(6):
        said(client, "customer", REMOTE_ADDR="192.0.2.1")

    answer = client.post(
        "/account/login/", {"login": "other_customer", "password": factories.PASSWORD}, REMOTE_ADDR="192.0.2.2"
    )

    assert answer["Location"] == "/account/"


def test_who_signs_in_again_and_again_is_not_kept_out(client, customer):
    for _number in range(8):
        client.post("/account/login/", {"login": "customer", "password": factories.PASSWORD})
        assert client.post("/account/logout/").status_code == 302


def test_a_network_that_tries_many_accounts_is_stopped(client, db):
    answers = [said(client, f"somebody{number}@example.com") for number in range(12)]

    assert answers == [NOT_RIGHT] * 10 + [TOO_OFTEN] * 2


def test_the_counters_stand_in_the_database_and_name_nobody(client, customer, settings):
    said(client, "customer@example.com", REMOTE_ADDR="192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM limits")
        rows = str(cursor.fetchall())

    assert "login_failed" in rows
    assert not re.search(r"192\.0\.2\.77|customer|example\.com", rows)
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert caches["default"]._max_entries == 100_000


def asked(remote, forwarded=None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_in_its_plain_form(remote, address):
    assert asked(remote) == address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.66, 203.0.113.9", "198.51.100.66"),
        (2, "invented, 198.51.100.66, 203.0.113.9", "198.51.100.66"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:443", "2001:db8::/64"),
        (1, "nonsense", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, None, "192.0.2.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, proxies, forwarded, address):
    settings.PROXIES = proxies

    assert asked("192.0.2.1", forwarded) == address


def test_an_invented_header_gets_nobody_around_the_limit(client, db):
    answers = [
        said(client, f"somebody{number}@example.com", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        for number in range(11)
    ]

    assert answers[-1] == TOO_OFTEN
