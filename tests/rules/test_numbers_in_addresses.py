"""A number in an address may be longer than any key of the database: then nothing is found, and nothing fails."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, get_resolver

from tests import factories

HUGE = "9" * 30
LARGE = ("9" * 18, "9" * 19, HUGE, "9" * 5000)


@pytest.fixture
def superuser(moderator):
    moderator.is_superuser = True
    moderator.save()
    return moderator


@pytest.mark.parametrize("end", ["votes", "complaints/new"])
def test_a_visitor_asks_for_a_review_of_any_number(client, listing, end):
    for number in ("0", *LARGE):
        assert client.get(f"/products/{listing.slug}/reviews/{number}/{end}/").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("reviews/{}/withdrawal", 404),
        ("votes/{}/withdrawal", 302),  # a vote that is not there is one that was taken back already
        ("questions/{}", 404),
    ],
)
def test_a_customer_asks_for_what_is_theirs_by_any_number(signed_in, customer, address, status):
    browser = signed_in(customer)

    for number in LARGE:
        assert browser.post(f"/account/{address.format(number)}/").status_code == status


@pytest.mark.parametrize("end", ["edit", "remove"])
def test_a_passkey_of_any_number(signed_in, customer, end):
    """allauth's own addresses take as many figures as somebody types."""
    browser = signed_in(customer)
    browser.post("/account/reauthenticate/", {"password": factories.PASSWORD})

    for number in ("9" * 18, HUGE):
        assert browser.get(f"/account/second-step/webauthn/keys/{number}/{end}/").status_code == 404


@pytest.mark.parametrize("end", ["change", "delete", "history"])
def test_staff_ask_for_a_row_by_any_number(signed_in, superuser, end):
    browser = signed_in(superuser)

    for model in admin.site._registry:
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{HUGE}/{end}/"
        assert browser.get(path).status_code in (302, 403, 404), path


@pytest.mark.parametrize(
    "address",
    [
        "catalog/product/{}/sign",
        "catalog/product/1/publications/{}/restore",
        "reviews/review/texts/{}/undo",
        "reviews/safetyreport/open/{}",
    ],
)
def test_staff_act_on_a_row_by_any_number(signed_in, superuser, address):
    browser = signed_in(superuser)

    for number in LARGE:
        assert browser.post(f"/admin/{address.format(number)}/").status_code == 404


def test_no_address_of_ours_takes_a_number_without_an_end():
    """Django's own converter takes as many figures as somebody types."""
    unbounded = {
        str(one.pattern)
        for one in patterns(get_resolver())
        for converter in one.pattern.converters.values()
        if type(converter).__name__ == "IntConverter"
    }

    assert unbounded == {"keys/<int:pk>/"}  # allauth's: see the test above


def patterns(resolver):
    for one in resolver.url_patterns:
        yield one
        if not isinstance(one, URLPattern):
            yield from patterns(one)
