"""A pack's verb holds to the same rules as its form, and a price is one of the listing's market or none."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from catalog.models import Change, Clock, Pack
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

VALUES = {"sku": "SKU-X", "size": 30, "unit": "tablets", "price": "12.50"}


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("gtin", "4006381333932", "The last figure does not fit the others: check the GTIN for a slip."),
        ("gtin", "400638133", "A GTIN has 8, 12, 13 or 14 figures."),
        ("currency", "EUR", "Prices in this market are in USD."),
        ("sku", "no blanks", "Letters, figures, . _ / - only."),
        ("size", 0, "Ensure this value is greater than or equal to 1."),
        ("price", "0.00", "Ensure this value is greater than or equal to 0.01."),
    ],
)
def test_a_new_pack_with_a_wrong_value_is_refused(listing, editor, column, value, sentence):
    pack = Pack(product=listing.product, **(VALUES | {column: value}))
    before = Clock.stamp()

    with pytest.raises(ValidationError) as refusal:
        pack.keep(by=editor)

    assert refusal.value.message_dict == {column: [sentence]}
    assert (Pack.objects.count(), Clock.stamp()) == (0, before)


def test_a_changed_pack_with_a_wrong_value_stays_as_it_was(listing, editor):
    pack = factories.pack(product=listing.product, by=editor)
    changes = Change.objects.count()
    pack.gtin = "4006381333932"

    with pytest.raises(ValidationError):
        pack.keep(by=editor)

    assert Pack.objects.values_list("gtin", "version").get() == ("", 1)
    assert Change.objects.count() == changes


def test_a_pack_without_a_currency_takes_that_of_its_market(editor, pharmacist):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, market="gb")

    Pack(product=listing.product, **VALUES).keep(by=editor)

    assert Pack.objects.values_list("price", "currency").get() == (pytest.approx(12.5), "GBP")


def test_a_price_without_a_currency_is_refused_by_the_database(listing, editor):
    factories.pack(product=listing.product, by=editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.update(currency="")


@pytest.mark.parametrize("who", ["pharmacist", "moderator", "customer"])
def test_who_is_no_editor_keeps_no_pack(listing, request, who):
    with pytest.raises(PermissionDenied):
        Pack(product=listing.product, **VALUES).keep(by=request.getfixturevalue(who))

    assert not Pack.objects.exists()


def test_no_price_of_another_market_stands_on_the_page(client, listing, editor, pharmacist):
    factories.pack(product=listing.product, by=editor, sku="PACK-1", price="43.21")
    before = client.get(f"/products/{listing.slug}/").content.decode()
    assert "43.21 USD" in before

    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, market="gb")

    html = client.get(f"/products/{listing.slug}/").content.decode()
    assert ("PACK-1" in html, "43.21" in html, "USD" in html) == (True, False, False)


def test_a_price_in_the_new_currency_stands_on_the_page(client, listing, editor, pharmacist):
    pack = factories.pack(product=listing.product, by=editor, price="43.21")
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, market="gb")
    pack.refresh_from_db()
    pack.price, pack.currency = "30.00", "GBP"

    pack.keep(by=editor)

    assert "30.00 GBP" in client.get(f"/products/{listing.slug}/").content.decode()
