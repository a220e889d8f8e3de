"""Each slug that was ever public leads somewhere, or says why not. A new one goes live at signing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import resolve

from catalog.models import Address, Listing, Product
from catalog.refusals import Refused
from tests import factories


@pytest.fixture
def moved(editor, pharmacist):
    """A listing that was at "first" and is at "second"."""
    product = factories.listed(editor=editor, pharmacist=pharmacist, slug="first").product
    factories.republish(product, editor=editor, pharmacist=pharmacist, slug="second")
    return Listing.objects.get(product=product)


def addresses():
    return {slug: (kind, leads_to) for slug, kind, leads_to in Address.objects.values_list("slug", "kind", "listing")}


def answer(client, slug):
    response = client.get(f"/products/{slug}/")
    return response.status_code, response.get("Location")


def test_a_new_slug_is_no_address_before_signing(client, listing, editor):
    with listing.product.editing(by=editor) as edited:
        edited.slug = "a-new-slug"
        edited.save()
    factories.submit(edited, by=editor)

    assert answer(client, listing.slug) == (200, None)
    assert answer(client, "a-new-slug") == (404, None)
    assert addresses() == {listing.slug: ("page", listing.pk)}


def test_the_old_slug_leads_to_the_new_one_after_signing(client, moved):
    assert answer(client, "first") == (301, "/products/second/")
    assert answer(client, "second") == (200, None)
    assert addresses() == {"first": ("moved", moved.pk), "second": ("page", moved.pk)}


def test_every_old_slug_leads_to_the_last_in_one_step(client, moved, editor, pharmacist):
    factories.republish(moved.product, editor=editor, pharmacist=pharmacist, slug="third")

    assert answer(client, "first") == (301, "/products/third/")
    assert answer(client, "second") == (301, "/products/third/")


def test_a_product_may_go_back_to_its_old_slug(client, moved, editor, pharmacist):
    factories.republish(moved.product, editor=editor, pharmacist=pharmacist, slug="first")

    assert answer(client, "first") == (200, None)
    assert answer(client, "second") == (301, "/products/first/")


def test_the_pages_below_a_product_move_with_it(client, moved):
    response = client.get("/products/first/history/")

    assert (response.status_code, response["Location"]) == (301, "/products/second/history/")


@pytest.mark.parametrize("slug", ["first", "second"])
def test_a_slug_that_belongs_or_belonged_to_another_product_is_refused(moved, editor, slug):
    with pytest.raises(ValidationError) as refusal:
        factories.draft(by=editor, slug=slug)

    assert list(refusal.value.message_dict) == ["slug"]


def test_a_slug_of_a_withdrawn_product_is_refused(moved, editor, pharmacist):
    moved.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    with pytest.raises(ValidationError):
        factories.draft(by=editor, slug="first")


def test_another_products_address_cannot_be_submitted_even_past_the_forms(moved, editor):
    other = factories.draft(by=editor)
    with other.editing(by=editor) as edited:
        edited.slug = "first"
        edited.save()

    with pytest.raises(Refused):
        factories.submit(edited, by=editor)

    assert other.waiting_submission is None


def test_all_addresses_of_a_withdrawn_product_are_gone(client, moved, pharmacist):
    moved.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    assert answer(client, "first") == (410, None)
    assert answer(client, "second") == (410, None)
    assert client.get("/products/first/history/").status_code == 410
    assert addresses() == {"first": ("gone", None), "second": ("gone", None)}


def test_listing_again_brings_every_address_back(client, moved, editor, pharmacist):
    product = moved.product
    product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    factories.submit(product, by=editor)
    product.publish(by=pharmacist, digest=product.digest())

    assert answer(client, "first") == (301, "/products/second/")
    assert answer(client, "second") == (200, None)
    assert set(Address.objects.values_list("public_note", flat=True)) == {""}


def test_a_withdrawn_products_new_slug_is_unknown_until_it_is_listed_again(client, moved, editor, pharmacist):
    product = moved.product
    product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    with product.editing(by=editor) as edited:
        edited.slug = "third"
        edited.save()

    assert answer(client, "third") == (404, None)


def test_an_address_of_the_site_itself_belongs_to_no_product(editor):
    with pytest.raises(ValidationError) as told:
        factories.draft(by=editor, slug="suggestions")
    assert told.value.message_dict == {"slug": ["This address belongs to the site itself. Choose another one."]}

    product = factories.draft(by=editor)
    Product.objects.filter(pk=product.pk).update(slug="suggestions")  # past the form
    with pytest.raises(Refused, match="belongs to the site itself"):
        product.submit(by=editor, digest=product.digest(), note="Moved.")


def test_what_the_site_keeps_for_itself_is_what_stands_before_the_products():
    """Each of them answers with something that is no product's page."""
    found = {slug: resolve(f"/products/{slug}/").url_name for slug in (*Address.RESERVED, "a-product")}

    assert found == {"suggestions": "suggestion_list", "a-product": "product_detail"}
