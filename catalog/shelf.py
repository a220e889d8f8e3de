"""Putting a publication on the public shelf and taking it down: the public tables, written in one place.

Called by the verbs of signing, and by `rebuild_listings`, which makes the same rows again.
"""

from django.db import transaction

from catalog import picture_shelf
from catalog.markdown import to_text
from catalog.models.address import Address
from catalog.models.listing import (
    Listing,
    ListingCategory,
    ListingCondition,
    ListingPicture,
    ListingSubstance,
)
from catalog.plain_texts import plain_texts


def locked_listing(product) -> Listing | None:
    return Listing.objects.select_for_update(no_key=True, of=("self",)).filter(product=product).first()


def put(publication, content: dict, rendered: dict) -> Listing:
    """Show a publication: its listing, the terms that lead to it, and its addresses."""
    listing = locked_listing(publication.product) or Listing(product=publication.product)
    for column, value in columns(publication, content, rendered).items():
        setattr(listing, column, value)
    listing.save()
    hang_up(ListingSubstance, listing, "substance", [row["substance"] for row in content["ingredients"]])
    hang_up(ListingCondition, listing, "condition", [row["condition"] for row in content["indications"]])
    hang_up(ListingCategory, listing, "category", content["categories"])
    hang_pictures(listing, content["images"])
    Address.objects.lead_to(listing)
    return listing


def take_down(listing, public_note: str):
    """Every address answers 410 from now on; pictures are reached through listings, so they go too."""
    follow(hashes_of(listing))
    Address.objects.close(listing, public_note)
    listing.delete()


def columns(publication, content, rendered) -> dict:
    """The columns of a listing out of its publication."""
    name = content["name"]
    copied = ("name", "slug", "brand_name", "market", "language", "dosage_form", "route", "legal_status")
    return {key: content[key] for key in copied} | {
        "publication": publication,
        "name_key": name.casefold()[:160],
        "letter": first_letter(name),
        "manufacturer_id": content["manufacturer"] and content["manufacturer"]["id"],
        "ingredients": content["ingredients"],
        "summary_text": to_text(rendered["summary"]),
        "boxed_titles": [note["title"] for note in content["safety_notes"] if note["severity"] == "boxed"],
        "first_image": content["images"][0] if content["images"] else None,
        "atc_code": content["atc_code"],
        "texts": plain_texts(rendered),
        "page": rendered,
        "demonstration": content["demonstration"],
        "reviews_open": publication.product.reviews_open,
        "signed_at": publication.signed_at,
    }


def first_letter(name: str) -> str:
    letter = name[:1]
    return letter.upper() if letter.isascii() and letter.isalpha() else "#"


def hang_up(through, listing, name, terms):
    """Make the rows of one kind of term what the publication says, once each."""
    through.objects.filter(listing=listing).delete()
    ids = {term["id"] for term in terms if term}
    through.objects.bulk_create(through(listing=listing, **{f"{name}_id": key}) for key in sorted(ids))


def hang_pictures(listing, images):
    before = hashes_of(listing)
    ListingPicture.objects.filter(listing=listing).delete()
    hashes = {image["sha256"] for image in images}
    ListingPicture.objects.bulk_create(ListingPicture(listing=listing, sha256=sha256) for sha256 in sorted(hashes))
    follow(before | hashes)


def hashes_of(listing) -> set[str]:
    return set(listing.pictures.values_list("sha256", flat=True))


def follow(hashes: set[str]):
    """Once this is committed, make the public copies what the listings say; a disk that is full undoes no signature."""
    if hashes:
        # No partial: Django logs a robust function that fails by its name.
        transaction.on_commit(lambda: picture_shelf.show(hashes), robust=True)
