"""Rows are saved without asking first; where the database refuses, what stands against it is said beside the field."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from catalog import saving
from catalog.models import Category, Ingredient, KeyFeature, Pack
from tests import factories


def complaint(act) -> dict:
    with pytest.raises(ValidationError) as told:
        act()
    return told.value.message_dict


def test_a_value_that_another_row_has_is_said_beside_its_field(listing, editor):
    factories.pack(product=listing.product, by=editor, sku="A")

    assert complaint(lambda: factories.pack(product=listing.product, by=editor, sku="A")) == {
        "sku": ["Pack with this SKU already exists."]
    }
    assert Pack.objects.count() == 1


def test_of_several_new_rows_the_one_that_does_not_fit_is_told(db):
    rows = [Category(name="Pain", slug="pain"), Category(name="PAIN", slug="pain-2")]

    assert complaint(lambda: saving.create(Category, rows)) == {"__all__": ["There is one of this name already."]}


def test_a_row_that_does_not_fit_by_itself_is_told_before_the_database_is_asked(listing, django_assert_num_queries):
    product = listing.product

    with django_assert_num_queries(0):
        wrong = complaint(lambda: saving.create(KeyFeature, [KeyFeature(product=product, title="")]))

    assert wrong == {"title": ["This field cannot be blank."]}


def test_a_reference_to_nothing_is_told(listing):
    row = Ingredient(product=listing.product, substance_id=10**9, strength=Decimal(1), unit="mg")

    assert list(complaint(lambda: saving.check(row))) == ["substance"]
