"""Edits wait, and nobody overwrites anybody."""

import pytest
from django.core.exceptions import ValidationError

from catalog.models import Change, Clock, Edit, Listing, Product, Submission
from catalog.refusals import EditConflict
from tests import factories


def test_a_draft_records_who_made_it(editor):
    product = factories.draft(by=editor)

    assert (product.version, product.last_edit.by) == (1, editor)
    assert product.last_edit.content == product.snapshot()


def test_an_edit_is_numbered_and_holds_the_content_after_it(editor, other_editor):
    product = factories.draft(by=editor)

    with product.editing(by=other_editor, why="The label changed.") as edited:
        edited.summary = "Another summary."
        edited.save()

    edit = product.last_edit
    assert (edit.version, edit.by, edit.why) == (2, other_editor, "The label changed.")
    assert edit.content["summary"] == "Another summary."
    assert product.version == Product.objects.get().version == 2


def test_an_edit_that_changes_nothing_leaves_no_record(editor, other_editor):
    product = factories.submitted(by=editor)

    with product.editing(by=other_editor) as edited:
        edited.save()

    assert list(Edit.objects.values_list("version", "by")) == [(1, editor.pk)]
    assert product.waiting_submission is not None


def test_a_changed_part_is_an_edit(editor, other_editor):
    product = factories.draft(by=editor)

    with product.editing(by=other_editor) as edited:
        edited.safety_notes.update(severity="boxed")

    assert product.last_edit.by == other_editor
    assert product.last_edit.content["safety_notes"][0]["severity"] == "boxed"


def test_a_changed_order_is_an_edit(editor):
    product = factories.draft(by=editor)

    with product.editing(by=editor) as edited:
        edited.sections.filter(kind="side_effects").update(position=0)

    assert [section["kind"] for section in product.last_edit.content["sections"]] == [
        "side_effects",
        "contraindications",
        "how_to_take",
    ]


def test_the_second_editors_save_is_refused(editor, other_editor):
    product = factories.draft(by=editor)
    seen = product.version
    with product.editing(by=editor, seen_version=seen) as first:
        first.summary = "The first editor's summary."
        first.save()

    with pytest.raises(EditConflict) as refusal, product.editing(by=other_editor, seen_version=seen) as second:
        second.summary = "The second editor's summary."
        second.save()

    assert (refusal.value.seen, refusal.value.current) == (1, 2)
    assert Product.objects.get().summary == "The first editor's summary."


def test_the_refused_editor_can_be_told_what_changed_in_between(editor):
    product = factories.draft(by=editor)
    with product.editing(by=editor, seen_version=1) as edited:
        edited.summary = "The first editor's summary."
        edited.save()

    contents = [edit.content for edit in product.edits.order_by("version")]

    assert [content["summary"] for content in contents] == [
        "Testazole eases the sneezing of hay fever.",
        "The first editor's summary.",
    ]


def test_an_edit_that_fails_leaves_the_draft_as_it_was(editor):
    product = factories.draft(by=editor)
    before = product.snapshot()

    with pytest.raises(ValidationError), product.editing(by=editor) as edited:
        edited.sections.all().delete()
        edited.market = "mars"
        edited.full_clean()

    assert product.snapshot() == before
    assert Edit.objects.count() == 1


def test_an_edit_cancels_what_waits_and_says_who_did(editor, other_editor):
    product = factories.submitted(by=editor)

    with product.editing(by=other_editor) as edited:
        edited.summary = "Another summary."
        edited.save()

    submission = Submission.objects.get()
    assert (submission.state, submission.decided_by) == ("cancelled", other_editor)
    assert submission.decided_at is not None


def test_an_edit_changes_nothing_that_the_public_sees(listing, editor):
    before = Listing.objects.values().get(), Clock.objects.values().get(), list(Change.objects.values())

    with listing.product.editing(by=editor) as edited:
        edited.name, edited.slug = "Another Name 10 mg Tablets", "another-name"
        edited.summary = "Another summary."
        edited.save()
        edited.safety_notes.all().delete()

    assert (Listing.objects.values().get(), Clock.objects.values().get(), list(Change.objects.values())) == before


def test_a_listed_product_with_an_edit_has_unsigned_changes(listing, editor):
    signed = factories.draft(by=editor)
    with listing.product.editing(by=editor) as edited:
        edited.summary = "Another summary."
        edited.save()

    assert list(Product.objects.with_unsigned_changes()) == [listing.product]
    assert list(Product.objects.never_signed()) == [signed]


def test_a_draft_with_a_value_that_does_not_fit_is_not_made(editor):
    with pytest.raises(ValidationError) as refusal:
        factories.draft(by=editor, dosage_form="potion")

    assert list(refusal.value.message_dict) == ["dosage_form"]
    assert not Product.objects.exists()


def test_a_draft_with_a_slug_that_is_taken_is_not_made(editor):
    factories.draft(by=editor, slug="testazole")

    with pytest.raises(ValidationError) as refusal:
        factories.draft(by=editor, slug="testazole")

    assert list(refusal.value.message_dict) == ["slug"]


def test_a_bad_part_takes_the_whole_draft_with_it(editor):
    with pytest.raises(ValidationError):
        factories.draft(by=editor, safety_notes=[{"severity": "deadly", "topic": "other", "title": "A", "text": "B"}])

    assert not Product.objects.exists()
