"""A site as a partner meets it: four medicines of the demonstration with their reviews, and a key."""

from accounts.api_keys import ApiKey
from catalog import engine
from catalog.models import Listing
from pharmacy.demo import loading, medicines
from pharmacy.demo.reviews import load_reviews
from tests import factories

POMALIDOMIDE, CETIRIZINE = medicines.FIRST, loading.UNSIGNED_CHANGES
IBUPROFEN, DICLOFENAC = loading.SECOND_VERSION, loading.WITHDRAWN  # signed twice; withdrawn
LISTED = {POMALIDOMIDE, CETIRIZINE, IBUPROFEN}


def furnish() -> dict:
    """{"customer", "secret" (of a key that may do all)}; the search index knows what is listed."""
    root = factories.user(name="root", is_staff=True, is_superuser=True)
    cast = {"editor": factories.editor(), "pharmacist": factories.pharmacist()}
    factories.moderator()
    for slug in (POMALIDOMIDE, CETIRIZINE, IBUPROFEN, DICLOFENAC):
        load(slug, **cast)
    assert set(Listing.objects.values_list("slug", flat=True)) == LISTED
    load_reviews()
    scopes = list(ApiKey.Scope.values)
    _key, secret = ApiKey.issue(by=root, owner=root, name="Partner", scopes=scopes, days=1)
    engine.catch_up()
    return {"customer": factories.user(name="customer", display_name="Ana P."), "secret": secret}


def load(slug: str, *, editor, pharmacist):
    """In the state that the demonstration has it in, without pictures: drawing them takes seconds."""
    values, packs = medicines.read(medicines.FOLDER / "products" / f"{slug}.toml")
    product = factories.draft(by=editor, **values)
    for pack in packs:
        factories.pack(product=product, by=editor, **pack)
    loading.STATES.get(slug, medicines.sign)(product, editor=editor, pharmacist=pharmacist)
