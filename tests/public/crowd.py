"""Many listings at once, for tests of lists: the rows that signing makes, copied past the verbs."""

import hashlib
from datetime import timedelta

from catalog.models import Address, ListingCategory, ListingCondition, ListingSubstance

THROUGH = (ListingSubstance, ListingCondition, ListingCategory)


def multiply(listing, names: dict[str, str]):
    """A listing like this one for every slug and name."""
    products = copies(listing.product, [{"slug": slug, "name": name} for slug, name in names.items()])
    rows = zip(names.items(), products, copies(listing.publication, map(sealed, products)), strict=True)
    listings = copies(listing, [columns(listing, *row, place) for place, row in enumerate(rows)])
    Address.objects.bulk_create(
        Address(slug=one.slug, product_id=one.product_id, kind="page", listing=one) for one in listings
    )
    for model in THROUGH:
        for row in model.objects.filter(listing=listing):
            copies(row, [{"listing": one} for one in listings])


def copies(row, changes) -> list:
    """Rows like this one, each with changes."""
    model = type(row)
    values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    made = []
    for change in changes:
        one = model(**(values | {"id": None}))
        for key, value in change.items():
            setattr(one, key, value)
        made.append(one)
    return model.objects.bulk_create(made)


def sealed(product) -> dict:
    return {"product": product, "seal": hashlib.sha256(product.slug.encode()).hexdigest()}


def columns(listing, named, product, publication, place) -> dict:
    slug, name = named
    return {
        "slug": slug,
        "name": name,
        "name_key": name.casefold(),
        "letter": name[0],
        "product": product,
        "publication": publication,
        "signed_at": listing.signed_at + timedelta(seconds=place // 3),
    }
