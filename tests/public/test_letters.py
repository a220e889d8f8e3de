"""The alphabet of names: A to Z, and "#" for whatever else a name begins with."""

import pytest

from catalog import engine
from catalog.models import Listing
from tests import factories
from tests.public.lists import shown

OTHERS = ["ßtestazole", "Étestazole", "5-testazole", "💊 testazole", "Ωtestazole", "ß" * 145]


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_that_begins_with_no_latin_letter_is_under_the_number_sign(client, editor, pharmacist, name):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="other", name=f"{name} 10 mg")
    factories.listed(editor=editor, pharmacist=pharmacist, slug="latin")

    assert Listing.objects.get(slug="other").letter == "#"
    assert shown(client, "/products/?letter=%23") == ["other"]
    assert shown(client, "/products/?letter=T") == ["latin"]


@pytest.mark.parametrize("name", ["testazole 10 mg", "Testazole 10 mg"])
def test_a_small_letter_and_a_capital_one_are_the_same(client, editor, pharmacist, name):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="latin", name=name)

    assert shown(client, "/products/?letter=T") == ["latin"]


@pytest.mark.parametrize(("name", "offered"), [("Étestazole 10 mg", True), ("Testazole 10 mg", False)])
@pytest.mark.parametrize("address", ["/", "/products/"])
def test_the_number_sign_is_offered_where_something_is_under_it(client, editor, pharmacist, address, name, offered):
    factories.listed(editor=editor, pharmacist=pharmacist, name=name)
    engine.catch_up()

    assert ("letter=%23" in client.get(address).content.decode()) is offered


@pytest.mark.parametrize("letter", ["É", "ß", "SS", "t", "1", "%23%23"])
def test_what_is_no_letter_of_the_alphabet_is_ignored(client, listing, letter):
    assert shown(client, f"/products/?letter={letter}") == [listing.slug]
