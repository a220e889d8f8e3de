"""Withdrawing takes one pharmacist, at once, with an internal reason and a public note."""

import pytest

from catalog.models import Address, Listing, ListingPicture, ListingSubstance, Publication, Withdrawal
from catalog.pictures import keep
from catalog.refusals import NotWaiting, Refused
from tests import factories


def withdraw(listing, *, by, reason="The supplier recalled batch 7.", public_note="Recalled by its maker."):
    return listing.product.withdraw(by=by, reason=reason, public_note=public_note)


def test_a_withdrawn_product_is_in_no_public_table(editor, pharmacist):
    picture = keep(factories.picture_bytes())
    images = [{"sha256": picture.sha256, "alt": "A white tablet.", "width": 900, "height": 600}]
    listing = factories.listed(editor=editor, pharmacist=pharmacist, images=images)

    withdraw(listing, by=pharmacist)

    assert not Listing.objects.exists()
    assert not ListingSubstance.objects.exists()
    assert not ListingPicture.objects.exists()
    assert list(Address.objects.values_list("kind", "listing")) == [("gone", None)]


def test_a_withdrawal_records_who_and_why(listing, pharmacist):
    withdrawal = withdraw(listing, by=pharmacist, reason=" Internal. ", public_note=" Public. ")

    assert (withdrawal.by, withdrawal.reason, withdrawal.public_note) == (pharmacist, "Internal.", "Public.")
    assert withdrawal.publication == Publication.objects.get()


def test_the_address_holds_the_public_note_and_the_name_that_was_public(listing, editor, pharmacist):
    with listing.product.editing(by=editor) as edited:
        edited.name = "A Name 10 mg Nobody Signed"
        edited.save()

    withdraw(listing, by=pharmacist)

    address = Address.objects.get()
    assert (address.name, address.market) == (listing.name, "us")
    assert address.public_note == "Recalled by its maker."


def test_the_publication_stays(listing, pharmacist):
    before = Publication.objects.values().get()

    withdraw(listing, by=pharmacist)

    assert Publication.objects.values().get() == before


def test_whoever_signed_may_withdraw(listing):
    withdraw(listing, by=listing.publication.signed_by)

    assert not Listing.objects.exists()


@pytest.mark.parametrize("missing", ["reason", "public_note"])
def test_withdrawing_needs_a_reason_and_a_note(listing, pharmacist, missing):
    with pytest.raises(Refused):
        withdraw(listing, by=pharmacist, **{missing: "  "})

    assert not Withdrawal.objects.exists()
    assert Listing.objects.exists()


def test_what_is_not_listed_cannot_be_withdrawn(editor, pharmacist):
    product = factories.submitted(by=editor)

    with pytest.raises(NotWaiting):
        product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    assert not Withdrawal.objects.exists()


def test_a_product_is_withdrawn_once(listing, pharmacist):
    withdraw(listing, by=pharmacist)

    with pytest.raises(NotWaiting):
        withdraw(listing, by=pharmacist)

    assert Withdrawal.objects.count() == 1


def test_a_draft_that_waits_goes_on_waiting(listing, editor, pharmacist):
    with listing.product.editing(by=editor) as edited:
        edited.summary = "Another summary."
        edited.save()
    factories.submit(listing.product, by=editor)

    withdraw(listing, by=pharmacist)

    assert listing.product.waiting_submission is not None


def test_a_withdrawn_product_is_listed_again_by_a_signature(listing, editor, pharmacist):
    withdraw(listing, by=pharmacist)
    factories.submit(listing.product, by=editor)

    publication = listing.product.publish(by=pharmacist, digest=listing.product.digest())

    assert publication.number == 2
    assert publication.previous_seal == Publication.objects.get(number=1).seal
    assert Listing.objects.get().publication == publication
