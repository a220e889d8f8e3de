"""Links to the next page that were given by another index, by none, or by another release: the list starts anew."""

from html import unescape

import pytest

from catalog import engine
from catalog.engine import reading
from tests import factories
from tests.public.crowd import multiply
from tests.public.lists import NEXT


@pytest.fixture
def many(editor, pharmacist):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, slug="many-00", name="Manyzole 0 Tablets")
    multiply(listing, {f"many-{number:02}": f"Manyzole {number} Tablets" for number in range(1, 45)})


def onward(client, address) -> str:
    """Where the next page is said to be."""
    return unescape(NEXT.findall(client.get(address).content.decode())[0])


NARROWED = "/products/?letter=M&form=tablet"


@pytest.mark.parametrize("address", [NARROWED, f"{NARROWED}&sort=newest"])
def test_a_place_that_the_database_gave_leads_to_the_start_once_there_is_an_index(client, many, address):
    link = onward(client, address)
    engine.catch_up()

    response = client.get(link)

    assert (response.status_code, response["Location"]) == (302, address)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("sort", ["name", "newest"])
def test_a_place_that_an_index_gave_leads_to_the_start_once_there_is_none(client, many, sort):
    engine.catch_up()
    address = f"{NARROWED}&sort={sort}"
    link = onward(client, address)
    reading.forget()

    response = client.get(link)

    assert (response.status_code, response["Location"]) == (302, address.replace("&sort=name", ""))
    assert response["Cache-Control"] == "public, no-cache"


def test_the_start_is_in_the_language_of_the_address(client, many):
    response = client.get("/ar/products/?form=tablet&after=x")

    assert (response.status_code, response["Location"]) == (302, "/ar/products/?form=tablet")
