"""The road from draft to public, past the forms."""

import pytest
from django.core.exceptions import PermissionDenied

from catalog.models import Address, Change, Clock, Listing, Publication
from catalog.refusals import FourEyes, NotReady, NotWaiting, NotWhatWasRead, Refused
from tests import factories


def test_a_signed_draft_is_listed(editor, pharmacist):
    product = factories.submitted(by=editor, name="Testazole 10 mg Tablets")
    before = Clock.objects.get()

    publication = product.publish(by=pharmacist, digest=product.digest())

    listing = Listing.objects.get()
    after = Clock.objects.get()
    assert (publication.number, publication.signed_by, publication.role) == (1, pharmacist, "pharmacist")
    assert (listing.name, listing.publication) == ("Testazole 10 mg Tablets", publication)
    assert (after.tick, after.shape) == (before.tick + 1, before.shape + 1)
    assert listing.tick == after.tick
    assert list(Change.objects.values_list("tick", "product", "kind")) == [(after.tick, product.pk, "published")]
    assert list(Address.objects.values_list("slug", "kind")) == [(product.slug, "page")]


def test_who_edited_since_the_last_publication_cannot_sign(editor):
    both = factories.user(name="both", groups=["editors", "pharmacists"], is_staff=True)
    product = factories.draft(by=editor)
    with product.editing(by=both) as edited:
        edited.summary = "A tablet against hay fever."
        edited.save()
    factories.submit(product, by=editor)

    with pytest.raises(FourEyes):
        product.publish(by=both, digest=product.digest())

    assert not Listing.objects.exists()


def test_a_digest_that_is_not_the_one_read_is_refused(editor, pharmacist):
    product = factories.submitted(by=editor)

    with pytest.raises(NotWhatWasRead):
        product.publish(by=pharmacist, digest="0" * 64)

    assert not Publication.objects.exists()


def test_an_edit_cancels_the_submission(editor, pharmacist):
    product = factories.submitted(by=editor)
    with product.editing(by=editor) as edited:
        edited.summary = "Another summary."
        edited.save()

    with pytest.raises(NotWaiting):
        product.publish(by=pharmacist, digest=product.digest())


def test_a_superuser_is_no_pharmacist(editor):
    admin = factories.user(name="admin", is_staff=True, is_superuser=True)
    product = factories.submitted(by=editor)

    with pytest.raises(Refused):
        product.publish(by=admin, digest=product.digest())


def test_an_editor_may_not_sign(editor, other_editor):
    product = factories.submitted(by=editor)

    with pytest.raises(PermissionDenied):
        product.publish(by=other_editor, digest=product.digest())


def test_a_failing_check_blocks_submitting(editor):
    product = factories.draft(by=editor, safety_notes=[])

    with pytest.raises(NotReady) as refusal:
        product.submit(by=editor, digest=product.digest(), note="x")

    assert [finding.id for finding in refusal.value.findings] == ["no_safety_note"]
