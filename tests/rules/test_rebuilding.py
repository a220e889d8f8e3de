"""A rebuild makes listings anew, and never one that was withdrawn while it was under way."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from catalog.management.commands.rebuild_listings import rebuild
from catalog.models import Address, Clock, Listing, Product
from tests import factories

WITHDRAWAL = {"reason": "Recall.", "public_note": "Recalled."}


def test_what_was_withdrawn_since_the_rebuild_began_stays_withdrawn(client, listing, pharmacist):
    [product] = Product.objects.listed()
    listing.product.withdraw(by=pharmacist, **WITHDRAWAL)
    before = Clock.stamp()

    assert rebuild(product) is False

    assert client.get(f"/products/{listing.slug}/").status_code == 410
    assert list(Address.objects.values_list("kind", "public_note")) == [("gone", "Recalled.")]
    assert Clock.stamp() == before


def test_what_was_signed_since_the_rebuild_began_is_what_is_shown(client, listing, editor, pharmacist):
    [product] = Product.objects.listed().select_related("listing__publication")
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, summary="A second summary.")

    assert rebuild(product) is True

    assert Listing.objects.get().publication.number == 2
    assert b"A second summary." in client.get(f"/products/{listing.slug}/").content


@pytest.mark.parametrize("address", ["/", "/products/", "/conditions/hay-fever/", "/products/shown/reviews/"])
def test_a_rebuild_brings_fresh_bytes_to_every_page_that_shows_it(client, editor, pharmacist, address):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, slug="shown")
    Listing.objects.update(name="Named wrongly")
    assert b"Named wrongly" in client.get(address).content

    rebuild(listing.product)

    assert b"Named wrongly" not in client.get(address).content
    assert b"Testazole 10 mg Tablets" in client.get(address).content


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one transaction write at a time")
def test_a_rebuild_that_waits_for_a_withdrawal_makes_nothing(listing, pharmacist):
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            listing.product.withdraw(by=pharmacist, **WITHDRAWAL)
            rebuilt = other.submit(rebuilding, listing.product_id)
            wait_for_somebody_who_waits()

        assert rebuilt.result(timeout=30) is False

    assert not Listing.objects.exists()
    assert list(Address.objects.values_list("kind", flat=True)) == ["gone"]


def rebuilding(key):
    try:
        return rebuild(Product.objects.get(pk=key))
    finally:
        connections.close_all()


def wait_for_somebody_who_waits():
    """Until another connection asks for a lock that this one holds."""
    for _attempt in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
