"""The name of a term is part of the text that a pharmacist signs: a new one is an edit like any other."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalog.models import Category, Clock, Condition, Manufacturer, Publication, Submission, Substance
from catalog.refusals import FourEyes, NotWaiting, NotWhatWasRead
from tests import factories

TERMS = (Category, Condition, Manufacturer, Substance)


@pytest.fixture
def product(editor):
    return factories.submitted(by=editor)


@pytest.fixture
def both(db):
    """An editor who is a pharmacist, too."""
    return factories.user(name="both", groups=["editors", "pharmacists"], is_staff=True)


def rename(term, *, by):
    term.name = "Another name"
    term.keep(by=by)


def sign(product, *, by):
    return product.publish(by=by, digest=product.digest())


@pytest.mark.parametrize("model", TERMS)
def test_a_new_name_cancels_the_submission_of_who_uses_it(product, other_editor, model):
    rename(model.objects.get(), by=other_editor)

    submission = Submission.objects.get()
    assert (submission.state, submission.decided_by) == ("cancelled", other_editor)


@pytest.mark.parametrize("model", TERMS)
def test_a_new_name_is_an_edit_that_says_by_whom_and_why(product, other_editor, model):
    rename(model.objects.get(), by=other_editor)

    product.refresh_from_db()
    assert (product.version, product.last_edit.version, product.last_edit.by) == (2, 2, other_editor)
    assert product.last_edit.why == f"{model._meta.verbose_name} renamed"
    assert product.last_edit.content == product.snapshot()


def test_what_was_renamed_is_not_signed_before_it_is_submitted_again(product, editor, pharmacist):
    rename(Substance.objects.get(), by=editor)

    with pytest.raises(NotWaiting):
        sign(product, by=pharmacist)

    factories.submit(product, by=editor)
    assert sign(product, by=pharmacist).content["ingredients"][0]["substance"]["name"] == "Another name"


def test_who_renamed_a_term_cannot_sign_what_uses_it(product, editor, both):
    rename(Substance.objects.get(), by=both)
    factories.submit(product, by=editor)

    with pytest.raises(FourEyes):
        sign(product, by=both)

    assert not Publication.objects.exists()


def test_who_renamed_another_products_term_can_sign(product, editor, both):
    factories.draft(by=editor, manufacturer={"name": "Other Laboratories"})
    rename(Manufacturer.objects.get(name="Other Laboratories"), by=both)

    assert sign(product, by=both).four_eyes


def test_products_that_do_not_use_the_term_go_on_waiting(product, editor):
    factories.draft(by=editor, manufacturer={"name": "Other Laboratories"})

    rename(Manufacturer.objects.get(name="Other Laboratories"), by=editor)

    assert list(Submission.objects.values_list("state", flat=True)) == ["waiting"]
    assert product.digest() == Submission.objects.get().digest


@pytest.mark.parametrize("model", [Category, Condition])
def test_a_new_description_cancels_nothing(product, both, model):
    term = model.objects.get()
    term.description = "Another description."
    before = Clock.objects.get().shape

    term.keep(by=both)

    product.refresh_from_db()
    assert (Submission.objects.get().state, product.version) == ("waiting", 1)
    assert model.objects.get().description == "Another description."
    assert Clock.objects.get().shape == before + 1


@pytest.mark.parametrize("who", ["moderator", "customer"])
@pytest.mark.parametrize("model", TERMS)
def test_who_may_not_edit_renames_nothing(product, request, model, who):
    with pytest.raises(PermissionDenied):
        rename(model.objects.get(), by=request.getfixturevalue(who))

    assert not model.objects.filter(name="Another name").exists()
    assert Submission.objects.get().state == "waiting"


@pytest.mark.parametrize("model", TERMS)
def test_a_pharmacist_makes_no_term(pharmacist, model):
    with pytest.raises(PermissionDenied):
        model(name="Another name").keep(by=pharmacist)

    assert not model.objects.exists()


def test_a_name_that_is_taken_is_refused_and_cancels_nothing(product, editor):
    Substance.objects.named("another name")

    with pytest.raises(ValidationError):
        rename(Substance.objects.get(name="testazole"), by=editor)

    assert Substance.objects.filter(name="testazole").exists()
    assert Submission.objects.get().state == "waiting"


def test_what_changed_past_the_verbs_is_not_signed(product, pharmacist):
    Substance.objects.update(name="another name")

    with pytest.raises(NotWhatWasRead):
        sign(product, by=pharmacist)

    assert not Publication.objects.exists()
