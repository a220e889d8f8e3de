"""Who signs has edited nothing of it since the last publication, unless the shop's settings say otherwise."""

import pytest

from catalog.models import Listing, Publication
from catalog.refusals import FourEyes
from tests import factories


@pytest.fixture
def both(db):
    """Somebody who edits and signs."""
    return factories.user(name="both", groups=["editors", "pharmacists"], is_staff=True)


def change(product, *, by, **columns):
    with product.editing(by=by) as edited:
        for column, value in columns.items():
            setattr(edited, column, value)
        edited.save()


def test_two_people_are_four_eyes(editor, pharmacist):
    product = factories.submitted(by=editor)

    publication = product.publish(by=pharmacist, digest=product.digest())

    assert publication.four_eyes is True


def test_who_wrote_the_draft_cannot_sign_it(both, editor):
    product = factories.draft(by=both)
    factories.submit(product, by=editor)

    with pytest.raises(FourEyes):
        product.publish(by=both, digest=product.digest())

    assert not Publication.objects.exists()


def test_who_submitted_cannot_sign(both, editor):
    product = factories.draft(by=editor)
    factories.submit(product, by=both)

    with pytest.raises(FourEyes):
        product.publish(by=both, digest=product.digest())

    assert not Publication.objects.exists()


def test_an_edit_that_a_later_one_undid_still_counts(both, editor):
    product = factories.draft(by=editor)
    change(product, by=both, summary="Another summary.")
    change(product, by=editor, summary="Testazole eases the sneezing of hay fever.")
    factories.submit(product, by=editor)

    with pytest.raises(FourEyes):
        product.publish(by=both, digest=product.digest())


def test_edits_before_the_last_publication_do_not_count(both, editor, pharmacist):
    product = factories.draft(by=both)
    factories.submit(product, by=editor)
    product.publish(by=pharmacist, digest=product.digest())
    change(product, by=editor, summary="Another summary.")
    factories.submit(product, by=editor)

    publication = product.publish(by=both, digest=product.digest())

    assert (publication.number, publication.four_eyes) == (2, True)


def test_an_edit_since_the_last_publication_counts_after_a_withdrawal_too(both, editor, pharmacist):
    product = factories.listed(editor=editor, pharmacist=pharmacist).product
    change(product, by=both, summary="Another summary.")
    product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    factories.submit(product, by=editor)

    with pytest.raises(FourEyes):
        product.publish(by=both, digest=product.digest())


def test_an_edit_by_a_command_without_an_account_is_nobodys(both):
    product = factories.draft(by=None)
    other = factories.editor()
    factories.submit(product, by=other)

    publication = product.publish(by=both, digest=product.digest())

    assert publication.four_eyes is True


def test_a_shop_of_one_pharmacist_may_relax_it_and_the_publication_says_so(both, settings):
    settings.FOUR_EYES = False
    product = factories.submitted(by=both)

    publication = product.publish(by=both, digest=product.digest())

    assert publication.four_eyes is False
    assert Listing.objects.get().publication == publication


def test_four_eyes_are_recorded_where_they_are_not_asked_for(editor, pharmacist, settings):
    settings.FOUR_EYES = False
    product = factories.submitted(by=editor)

    publication = product.publish(by=pharmacist, digest=product.digest())

    assert publication.four_eyes is True
