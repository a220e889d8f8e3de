"""Submitting puts exactly one version of a draft before a pharmacist; sending it back says why."""

import pytest

from catalog.models import Change, Product, Submission
from catalog.refusals import NotReady, NotWaiting, NotWhatWasRead, Refused
from tests import factories


def test_a_submission_holds_the_digest_and_the_note(editor):
    product = factories.draft(by=editor)

    submission = product.submit(by=editor, digest=product.digest(), note="  First version. ")

    assert (submission.digest, submission.note) == (product.digest(), "First version.")
    assert (submission.state, submission.submitted_by) == ("waiting", editor)
    assert list(Product.objects.waiting()) == [product]


def test_submitting_shows_the_public_nothing(editor):
    factories.submitted(by=editor)

    assert not Change.objects.exists()


def test_a_draft_that_changed_since_it_was_read_is_not_submitted(editor, other_editor):
    product = factories.draft(by=editor)
    read = product.digest()
    with product.editing(by=other_editor) as edited:
        edited.summary = "Another summary."
        edited.save()

    with pytest.raises(NotWhatWasRead):
        product.submit(by=editor, digest=read, note="As read.")

    assert not Submission.objects.exists()


def test_a_submission_needs_a_note(editor):
    product = factories.draft(by=editor)

    with pytest.raises(Refused):
        product.submit(by=editor, digest=product.digest(), note=" \n")

    assert not Submission.objects.exists()


def test_a_second_submission_takes_the_place_of_the_first(editor, other_editor):
    product = factories.submitted(by=editor)

    factories.submit(product, by=other_editor)

    states = Submission.objects.order_by("id").values_list("submitted_by", "state")
    assert list(states) == [(editor.pk, "cancelled"), (other_editor.pk, "waiting")]


def test_an_unread_warning_blocks_submitting(editor):
    product = factories.draft(by=editor, sections=factories.content()["sections"][:2])

    with pytest.raises(NotReady) as refusal:
        product.submit(by=editor, digest=product.digest(), note="First version.")

    assert [finding.id for finding in refusal.value.findings] == ["no_side_effects"]


def test_an_acknowledged_warning_is_in_the_publication(editor, pharmacist):
    product = factories.draft(by=editor, sections=factories.content()["sections"][:2])
    product.submit(by=editor, digest=product.digest(), note="First version.", acknowledged=["no_side_effects"])

    publication = product.publish(by=pharmacist, digest=product.digest())

    assert publication.acknowledged == ["no_side_effects"]


def test_an_error_cannot_be_acknowledged(editor):
    product = factories.draft(by=editor, safety_notes=[])

    with pytest.raises(NotReady):
        product.submit(by=editor, digest=product.digest(), note="x", acknowledged=["no_safety_note"])


def test_sending_back_says_by_whom_when_and_why(editor, pharmacist):
    product = factories.submitted(by=editor)

    product.send_back(by=pharmacist, reason="  The dose is missing. ")

    submission = Submission.objects.get()
    assert (submission.state, submission.decided_by) == ("sent_back", pharmacist)
    assert submission.reason == "The dose is missing."
    assert submission.decided_at is not None
    assert list(Product.objects.sent_back()) == [product]


def test_sending_back_needs_a_reason(editor, pharmacist):
    product = factories.submitted(by=editor)

    with pytest.raises(Refused):
        product.send_back(by=pharmacist, reason=" ")

    assert Submission.objects.get().state == "waiting"


def test_what_does_not_wait_cannot_be_sent_back(editor, pharmacist):
    product = factories.draft(by=editor)

    with pytest.raises(NotWaiting):
        product.send_back(by=pharmacist, reason="The dose is missing.")


def test_what_was_sent_back_cannot_be_signed(editor, pharmacist):
    product = factories.submitted(by=editor)
    product.send_back(by=pharmacist, reason="The dose is missing.")

    with pytest.raises(NotWaiting):
        product.publish(by=pharmacist, digest=product.digest())


def test_what_is_submitted_again_is_no_longer_sent_back(editor, pharmacist):
    product = factories.submitted(by=editor)
    product.send_back(by=pharmacist, reason="The dose is missing.")

    factories.submit(product, by=editor)

    assert list(Product.objects.sent_back()) == []
    assert list(Product.objects.waiting()) == [product]


def test_what_is_signed_no_longer_waits(editor, pharmacist):
    product = factories.submitted(by=editor)

    product.publish(by=pharmacist, digest=product.digest())

    assert list(Submission.objects.values_list("state", "decided_by")) == [("signed", pharmacist.pk)]
    assert list(Product.objects.waiting()) == []


def test_the_same_submission_is_signed_once(editor, pharmacist):
    product = factories.submitted(by=editor)
    product.publish(by=pharmacist, digest=product.digest())

    with pytest.raises(NotWaiting):
        product.publish(by=pharmacist, digest=product.digest())
