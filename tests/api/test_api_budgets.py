"""How many queries an answer takes: the same with one of everything as with fifty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api.conftest import Asker
from tests.public.crowd import multiply
from tests.public.test_budgets import FEW, MANY, parts, reviews

LIST, OBJECT = 4, 2
LISTS = ["products/?size=100", "products/?q=testazole&condition=condition-1&substance=substance-1&size=100"]
LISTS += ["products/whole/publications/?size=100", "products/whole/reviews/?size=100"]
LISTS += ["products/whole/reviews/?condition=condition-1&sort=helpful&size=100", "conditions/?size=100"]
LISTS += ["manufacturers/?size=100", "suggestions/?q=te", "changes/?size=1000"]
OBJECTS = ["products/whole/", "products/whole/publications/1/", "products/whole/publications/diff/", "reviews/{pk}/"]
OBJECTS += ["fhir/MedicationKnowledge/whole", "fhir/Bundle/whole"]


def build(many: int) -> dict:
    """One product with so many parts, packs, versions and reviews, among so many others."""
    staff = {"editor": factories.editor(), "pharmacist": factories.pharmacist()}
    listing = factories.listed(**staff, slug="whole", **parts(many))
    for number in range(many):
        factories.pack(product=listing.product, by=staff["editor"], size=number + 1)
    for number in range(min(many, 5)):
        factories.republish(listing.product, **staff, summary=f"Summary {number}.")
    reviews(listing, factories.moderator(), many)
    multiply(listing, {f"other-{number}": f"Other {number}" for number in range(many)})
    return {"pk": listing.product.reviews.first().pk}


@pytest.fixture(scope="module", params=[FEW, MANY])
def built(request, built_once):
    with built_once(lambda: build(request.param)) as (places, folder):
        yield places, folder


@pytest.fixture
def filled(built, db, searched_in):
    places, folder = built
    searched_in(folder)
    return places


def queries(asker: Asker, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as counted:
        found = asker.get(address)
    assert found.status_code == 200
    return [one["sql"] for one in counted.captured_queries]


@pytest.mark.parametrize("address", LISTS)
def test_a_list(nobody, filled, address):
    asked = queries(nobody, address)

    assert len(asked) <= LIST, "\n".join(asked)


@pytest.mark.parametrize("address", OBJECTS)
def test_an_object(nobody, filled, address):
    asked = queries(nobody, address.format(**filled))

    assert len(asked) <= OBJECT, "\n".join(asked)


def test_an_object_once_more(nobody, filled):
    queries(nobody, "products/whole/")

    assert len(queries(nobody, "products/whole/")) == 1


def test_my_reviews(filled, signed_in_asker, customer, editor, pharmacist):
    """Two for the session."""
    for _number in range(3):
        gone = factories.listed(editor=editor, pharmacist=pharmacist)
        factories.review(listing=gone, author=customer)
        gone.product.withdraw(by=pharmacist, reason="Internal.", public_note="Recalled.")
    me = signed_in_asker(customer)
    me.get("account/reviews/")  # its device is noted

    asked = queries(me, "account/reviews/?size=100")

    assert len(asked) <= LIST, "\n".join(asked)
    assert not any('"page"' in sql for sql in asked)


def test_packs_for_a_key(filled, program, editor):
    """Two for the key, which it takes once a minute: who it is, and that it was used."""
    till = program(editor, "packs")
    till.get("packs/")

    assert len(queries(till, "packs/?size=100")) <= LIST
