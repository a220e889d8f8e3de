"""`remove_generated` takes away what was generated, all of it and nothing else."""

import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from catalog import guards
from catalog.models import Clock, Listing, Pack, Product, Publication, Substance
from reviews.models import Decision, Review
from tests import factories


def everything() -> dict:
    """Every row of every table of ours, but the clock's."""
    models = [one for app in ("accounts", "catalog", "reviews") for one in apps.get_app_config(app).get_models(True)]
    return {one._meta.label: sorted(one._base_manager.values_list(), key=str) for one in models if one is not Clock}


def test_real_and_demonstration_listings_are_untouched(generate, remove, editor, pharmacist, moderator, customer):
    real = factories.listed(editor=editor, pharmacist=pharmacist)
    factories.listed(editor=editor, pharmacist=pharmacist, demonstration=True, name="Shown 10 mg Tablets")
    factories.pack(product=real.product, by=None)
    factories.approved(listing=real, author=customer, moderator=moderator)
    before = everything()

    generate(products=40, reviews=60, beside_real_listings=True)
    assert everything() != before
    remove()

    assert everything() == before


def test_the_guards_are_in_place_afterwards(generate, remove):
    generate(products=5)
    remove()

    assert guards.missing(connection) == []
    call_command("check", databases=["default"], stdout=io.StringIO())


def test_it_says_how_much_it_removed(generate, remove):
    generate(products=25, reviews=5)

    assert "Removed: 25 products" in remove()
    assert "Removed: 0 products" in remove()


def test_a_new_epoch_begins(generate, remove):
    generate(products=5)
    before = Clock.objects.get().epoch
    remove()

    assert Clock.objects.get().epoch != before


def test_what_people_did_to_generated_products_goes_with_them(generate, remove, editor, moderator, customer):
    generate(products=30)
    listing = next(one for one in Listing.objects.all() if one.shows_reviews)
    factories.approved(listing=listing, author=customer, moderator=moderator)
    factories.pack(product=listing.product, by=None, currency=listing.product.packs.first().currency)
    with listing.product.editing(by=editor) as draft:
        draft.summary = "Edited."
        draft.save()
    assert Decision.objects.exists()

    remove()

    assert (Product.objects.count(), Review.objects.count(), Decision.objects.count(), Pack.objects.count()) == (0,) * 4


def test_what_a_pharmacist_has_signed_since_stays(generate, remove, editor, pharmacist):
    generate(products=10)
    adopted = Product.objects.order_by("pk")[4]
    factories.republish(adopted, editor=editor, pharmacist=pharmacist, summary="Read by a person.")

    assert "Somebody else has signed 1 of the generated products since: they stay." in remove()
    assert list(Product.objects.all()) == [adopted]
    assert list(Publication.objects.values_list("number", flat=True)) == [2, 1]
    assert Substance.objects.filter(listings__product=adopted).exists()
    call_command("verify_publications", stdout=io.StringIO())


def test_a_term_that_something_else_names_stays(generate, remove, editor, pharmacist):
    generate(products=60)
    used = Substance.objects.filter(listings__isnull=False).first()
    factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        ingredients=[{"substance": {"id": used.pk, "name": used.name}, "strength": "10", "unit": "mg", "per": ""}],
    )
    remove()

    assert list(Substance.objects.all()) == [used]


@pytest.fixture
def something_unknown(db):
    """A table that is not ours, with a row that names a product."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE unknown (product_id bigint NOT NULL REFERENCES catalog_product (id))")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE unknown")


def test_a_failure_leaves_everything_and_the_guards(generate, something_unknown):
    generate(products=10, reviews=10)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO unknown SELECT id FROM catalog_product ORDER BY id DESC LIMIT 1")
    before = everything()

    with pytest.raises(CommandError, match="nothing is removed"):
        call_command("remove_generated", stdout=io.StringIO())

    assert everything() == before
    assert guards.missing(connection) == []
