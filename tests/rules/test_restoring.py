"""An earlier publication as the draft again: the same content, with what is gone made anew and listed."""

import pytest
from django.core.exceptions import PermissionDenied

from catalog import content
from catalog.models import Category, Condition, Listing, Manufacturer, Picture, Substance
from catalog.pictures import keep
from catalog.refusals import EditConflict, Refused
from tests import factories

TERMS = (Category, Condition, Manufacturer, Substance)
EMPTY = {"categories": [], "manufacturer": None, "ingredients": [], "indications": [], "images": []}


@pytest.fixture
def product(editor, pharmacist):
    """Signed as version 1 with a picture; the draft has moved on to nothing of it."""
    picture = keep(factories.picture_bytes())
    images = [{"sha256": picture.sha256, "alt": "A white tablet.", "width": 900, "height": 600}]
    product = factories.listed(editor=editor, pharmacist=pharmacist, images=images).product
    with product.editing(by=editor) as edited:
        content.fill(edited, factories.content(**EMPTY, slug="a-new-slug", summary="Another summary."))
    return product


@pytest.fixture
def publication(product):
    return product.publications.get(number=1)


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key not in ("id", "slug")}
    return [without_ids(item) for item in value] if isinstance(value, list) else value


def test_restoring_makes_the_draft_what_was_signed(product, publication, editor):
    made = product.restore(publication, by=editor)

    assert made == []
    assert product.digest() == publication.digest


def test_restoring_is_an_edit_that_says_where_from(product, publication, editor):
    product.restore(publication, by=editor, seen_version=2)

    assert (product.version, product.last_edit.by) == (3, editor)
    assert product.last_edit.why == "Restored from version 1"


def test_restoring_changes_nothing_that_the_public_sees(product, publication, editor):
    before = Listing.objects.values().get()

    product.restore(publication, by=editor)

    assert Listing.objects.values().get() == before


def test_terms_that_are_gone_are_made_anew_and_listed(product, publication, editor, pharmacist):
    product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    for term in TERMS:
        term.objects.all().delete()

    made = product.restore(publication, by=editor)

    assert sorted(made) == ["Allergy", "Example Laboratories", "Hay fever", "testazole"]
    assert without_ids(product.snapshot()) == without_ids(publication.content) | {
        "images": publication.content["images"]
    }


def test_a_term_that_has_another_name_today_keeps_it(product, publication, editor, pharmacist):
    substance = Substance.objects.get()
    substance.name = "testazolium"
    substance.keep(by=pharmacist)

    made = product.restore(publication, by=editor)

    assert made == []
    assert product.snapshot()["ingredients"][0]["substance"]["name"] == "testazolium"


def test_the_images_are_there_again(product, publication, editor):
    assert product.snapshot()["images"] == []

    product.restore(publication, by=editor)

    assert product.snapshot()["images"] == publication.content["images"]


def test_a_picture_that_is_gone_is_left_out_and_named(product, publication, editor):
    Picture.objects.all().delete()

    left_out = product.restore(publication, by=editor)

    assert left_out == ["A white tablet."]
    assert product.snapshot() == publication.content | {"images": []}


def test_the_other_pictures_are_there_in_their_order(product, publication, editor, pharmacist):
    pictures = {colour: keep(factories.picture_bytes(colour=colour)) for colour in ("red", "green", "blue")}
    images = [{"sha256": picture.sha256, "alt": f"A {colour} tablet."} for colour, picture in pictures.items()]
    listing = factories.listed(editor=editor, pharmacist=pharmacist, images=images)
    with listing.product.editing(by=editor) as edited:
        content.fill(edited, {"images": []})
    pictures["green"].delete()

    left_out = listing.product.restore(listing.publication, by=editor)

    assert left_out == ["A green tablet."]
    assert list(edited.images.values_list("position", "alt")) == [(1, "A red tablet."), (2, "A blue tablet.")]


def test_a_publication_of_another_product_is_refused(product, publication, editor):
    other = factories.draft(by=editor)
    before = other.digest()

    with pytest.raises(Refused):
        other.restore(publication, by=editor)

    assert other.digest() == before


def test_restoring_over_somebody_elses_edit_is_refused(product, publication, editor, other_editor):
    with product.editing(by=other_editor) as edited:
        edited.summary = "A third summary."
        edited.save()

    with pytest.raises(EditConflict):
        product.restore(publication, by=editor, seen_version=2)

    assert product.snapshot()["summary"] == "A third summary."


def test_a_pharmacist_alone_cannot_restore(product, publication, pharmacist):
    with pytest.raises(PermissionDenied):
        product.restore(publication, by=pharmacist)
