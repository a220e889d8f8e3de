"""What the editor writes to the pharmacist stays between them: no public page shows it."""

import pytest

from catalog.models import Listing, Publication
from tests import factories
from tests.public import walk

NOTE = "zqnote for your eyes"


@pytest.fixture
def fill(editor, pharmacist, customer, moderator):
    """A listing of two versions, the second at another slug, each submitted with a note."""
    product = factories.draft(by=editor, slug="first")
    for slug in ("first", "second"):
        with product.editing(by=editor) as edited:
            edited.slug = slug
            edited.save()
        product.submit(by=editor, digest=product.digest(), note=f"{NOTE} {slug}")
        product.publish(by=pharmacist, digest=product.digest())
    factories.approved(listing=Listing.objects.get(), author=customer, moderator=moderator)
    assert {publication.why for publication in Publication.objects.all()} == {f"{NOTE} first", f"{NOTE} second"}
    return walk.Fill(products=["first", "second"], terms=["allergy", "hay-fever", "testazole"])


def who_shows_the_note(client, fill) -> list[str]:
    queries = ["/products/second/history/?from=1&to=2", "/products/?q=zqnote"]
    addresses = [*walk.addresses(fill), *queries]
    assert len(addresses) > 30
    return [one for one in addresses if "zqnote for" in client.get(one, follow=True).content.decode(errors="replace")]


@pytest.mark.parametrize("who", [None, "customer", "editor"])
def test_no_public_page_shows_the_note(client, signed_in, fill, request, who):
    visitor = signed_in(request.getfixturevalue(who)) if who else client

    assert who_shows_the_note(visitor, fill) == []


def test_no_page_of_a_withdrawn_product_shows_the_note(client, fill, pharmacist):
    Listing.objects.get().product.withdraw(by=pharmacist, reason=NOTE, public_note="Recalled.")

    assert who_shows_the_note(client, fill) == []


def test_no_search_finds_the_note(client, fill):
    assert "Testazole 10 mg" not in client.get("/products/?q=zqnote").content.decode()
