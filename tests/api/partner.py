"""A site as a partner meets it: three medicines of the demonstration, one signed twice, reviews, and a key."""

from accounts.api_keys import ApiKey
from catalog import engine
from catalog.models import Listing
from pharmacy.demo import medicines
from tests import factories

POMALIDOMIDE, IBUPROFEN, CETIRIZINE = "pomalidomide-4mg-capsules", "ibuprofen-200mg-tablets", "cetirizine-10mg-tablets"


def furnish() -> dict:
    """{"root", "customer", "secret" (of a key that may do all)}; the search index knows what is listed."""
    root = factories.user(name="root", is_staff=True, is_superuser=True)
    cast = {"editor": factories.editor(), "pharmacist": factories.pharmacist()}
    moderator, customer = factories.moderator(), factories.user(name="customer", display_name="Ana P.")
    listed = {slug: medicine(slug, **cast) for slug in (POMALIDOMIDE, IBUPROFEN, CETIRIZINE)}
    whole = listed[IBUPROFEN].product.key_features.count()
    assert whole > 1
    sign_again(listed[IBUPROFEN].product, **cast)
    for number, rating in enumerate((5, 3, 4), start=1):
        author = factories.user(name=f"author_{number}")
        factories.approved(listing=listed[CETIRIZINE], author=author, moderator=moderator, rating=rating)
    scopes = list(ApiKey.Scope.values)
    _key, secret = ApiKey.issue(by=root, owner=root, name="Partner", scopes=scopes, days=1)
    engine.catch_up()
    return {"root": root, "customer": customer, "secret": secret}


def medicine(slug: str, *, editor, pharmacist) -> Listing:
    values, packs = medicines.read(medicines.FOLDER / "products" / f"{slug}.toml")
    listing = factories.listed(editor=editor, pharmacist=pharmacist, **values)
    for pack in packs:
        factories.pack(product=listing.product, by=editor, **pack)
    return listing


def sign_again(product, *, editor, pharmacist):
    summary = f"{product.summary} Take it with food."
    factories.republish(product, editor=editor, pharmacist=pharmacist, summary=summary)
