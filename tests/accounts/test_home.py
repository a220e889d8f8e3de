"""/account/ and /account/name/"""

import pytest

from catalog.models import Change, Clock
from tests import factories


def test_home(signed_in, customer):
    response = signed_in(customer).get("/account/")

    html = response.content.decode()
    assert "Ana P." in html
    assert "customer@example.com" in html
    for address in ("reviews/", "name/", "password/change/", "email/", "logout/", "leave/"):
        assert f'"/account/{address}"' in html
    assert "/admin/" not in html
    assert "no-store" in response["Cache-Control"]


def test_staff_find_their_pages(signed_in, moderator):
    assert "/admin/" in signed_in(moderator).get("/account/").content.decode()


@pytest.mark.parametrize("page", ["", "name/", "leave/"])
def test_a_stranger_signs_in_first(client, db, page):
    for response in (client.get(f"/account/{page}"), client.get(f"/account/{page}")):
        assert response["Location"] == f"/account/login/?next=/account/{page}"


@pytest.mark.parametrize("page,method", [("", "post"), ("name/", "put"), ("leave/", "delete")])
def test_wrong_method(signed_in, customer, page, method):
    assert getattr(signed_in(customer), method)(f"/account/{page}").status_code == 405


def test_another_name_shows_on_published_reviews(client, signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    address = f"/products/{listing.slug}/"
    assert "Ana P." in client.get(address).content.decode()
    before = Clock.objects.get().tick

    response = signed_in(customer).post("/account/name/", {"display_name": "Somebody else"}, follow=True)

    assert "Your display name is changed." in response.content.decode()
    html = client.get(address).content.decode()
    assert "Somebody else" in html
    assert "Ana P." not in html
    assert list(Change.objects.filter(tick=before + 1).values_list("product", flat=True)) == [listing.product_id]


def test_a_name_that_nobody_sees_moves_no_clock(signed_in, listing, customer):
    factories.review(listing=listing, author=customer)
    before = Clock.objects.get().tick

    signed_in(customer).post("/account/name/", {"display_name": "Quiet"})

    customer.refresh_from_db()
    assert (customer.display_name, Clock.objects.get().tick) == ("Quiet", before)


@pytest.mark.parametrize("name", ["", "  ", "a" * 41, "a@example.com", "https://example.com", "0123 456 789"])
def test_a_name_that_does_not_fit(signed_in, customer, name):
    response = signed_in(customer).post("/account/name/", {"display_name": name})

    customer.refresh_from_db()
    assert list(response.context["form"].errors) == ["display_name"]
    assert customer.display_name == "Ana P."
