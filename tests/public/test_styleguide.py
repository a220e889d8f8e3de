"""The style guide is for those who build the site; to everybody else there is no such page."""

import pytest

from pharmacy import tokens
from tests import factories

ADDRESSES = ["/styleguide/", "/ar/styleguide/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_finds_nothing(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_customer_finds_nothing(customer, signed_in, address):
    assert signed_in(customer).get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("member", [factories.editor, factories.pharmacist, factories.moderator])
def test_staff_see_every_component(db, signed_in, member, address):
    response = signed_in(member()).get(address)

    assert response.status_code == 200
    assert response["Cache-Control"].startswith("max-age=0")
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "Specimezole 4 mg Capsules" in html


def test_a_developer_sees_it_without_an_account(client, db, settings):
    settings.DEBUG = True

    assert client.get("/styleguide/").status_code == 200


def test_it_reads_nothing_but_who_asks(pharmacist, signed_in, django_assert_num_queries):
    client = signed_in(pharmacist)
    client.get("/styleguide/")  # the first request of a session notes its device

    with django_assert_num_queries(2):  # the session, the account
        client.get("/styleguide/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_can_be_read_on_what_it_stands_on(theme):
    too_faint = {(one.ink, one.paper): round(one.ratio, 2) for one in tokens.contrasts(theme) if not one.enough}

    assert too_faint == {}


def test_the_contrast_is_that_of_wcag():
    black_on_white = tokens.Contrast("", "", 7, "#000000", "#ffffff")

    assert round(black_on_white.ratio, 3) == 21
    assert round(tokens.Contrast("", "", 7, "#777777", "#ffffff").ratio, 2) == 4.48
