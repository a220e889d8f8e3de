"""/account/leave/"""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import MustStay, User
from catalog.models import Change, Clock, Rating
from reviews.models import Review, ReviewText
from tests import factories

LEAVE = {"password": factories.PASSWORD, "with_reviews": "keep"}


def test_the_reviews_stay_without_a_name(client, signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator, rating=5, title="It stays")
    address, before = f"/products/{listing.slug}/", Clock.objects.get().tick
    assert "Ana P." in client.get(address).content.decode()

    response = signed_in(customer).post("/account/leave/", LEAVE, follow=True)

    html = client.get(address).content.decode()
    assert "Your account is deleted." in response.content.decode()
    assert not User.objects.filter(pk=customer.pk).exists()
    assert not EmailAddress.objects.filter(email="customer@example.com").exists()
    assert "A former customer" in html
    assert "It stays" in html
    assert "Ana P." not in html
    assert Rating.objects.get().count == 1
    assert Change.objects.filter(tick=before + 1).count() == 1


def test_the_reviews_go_too(client, signed_in, editor, pharmacist, customer, moderator):
    listings = [factories.listed(editor=editor, pharmacist=pharmacist) for _number in range(3)]
    for listing in listings:
        factories.approved(listing=listing, author=customer, moderator=moderator, title="It goes")
    before = Clock.objects.get().tick

    signed_in(customer).post("/account/leave/", LEAVE | {"with_reviews": "delete"})

    assert not User.objects.filter(pk=customer.pk).exists()
    assert not Review.objects.exists()
    assert sum(rating.count for rating in Rating.objects.all()) == 0
    assert Clock.objects.get().tick == before + 1
    assert Change.objects.filter(tick=before + 1).count() == 3
    assert "It goes" not in client.get(f"/products/{listings[0].slug}/").content.decode()


def test_what_waits_goes_in_any_case(listing, editor, pharmacist, customer, moderator):
    other = factories.listed(editor=editor, pharmacist=pharmacist)
    factories.review(listing=listing, author=customer)
    factories.approved(listing=other, author=customer, moderator=moderator, title="Published")
    factories.review(listing=other, author=customer, title="Waits")

    customer.leave(with_reviews=False)

    assert list(ReviewText.objects.values_list("title", "state", "review__author")) == [("Published", "shown", None)]
    assert Review.objects.count() == 1


@pytest.mark.parametrize("password", ["", "wrong-password-here"])
def test_not_without_the_password(signed_in, customer, password):
    response = signed_in(customer).post("/account/leave/", {"password": password, "with_reviews": "delete"})

    assert list(response.context["form"].errors) == ["password"]
    assert User.objects.filter(pk=customer.pk).exists()


def test_guessing_is_slowed_down(signed_in, customer):
    client = signed_in(customer)
    for _number in range(11):
        response = client.post("/account/leave/", {"password": "wrong-password-here"})

    assert response.status_code == 429


def test_who_stands_in_the_record_stays(signed_in, listing, editor, pharmacist, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    own = factories.review(listing=listing, author=editor)
    for one in (editor, pharmacist, moderator):
        response = signed_in(one).post("/account/leave/", LEAVE | {"with_reviews": "delete"})

        assert "Your account has edited, signed or moderated." in response.content.decode()
        assert User.objects.filter(pk=one.pk).exists()
        with pytest.raises(MustStay):
            one.leave(with_reviews=True)
    assert ReviewText.objects.filter(pk=own.pk).exists()


def test_staff_who_did_nothing_may_go(moderator):
    moderator.leave(with_reviews=False)

    assert not User.objects.exists()


@pytest.mark.parametrize("chosen", ["", "perhaps"])
def test_what_becomes_of_the_reviews_is_chosen_and_never_guessed(signed_in, customer, chosen):
    response = signed_in(customer).post("/account/leave/", LEAVE | {"with_reviews": chosen})

    assert list(response.context["form"].errors) == ["with_reviews"]
    assert User.objects.filter(pk=customer.pk).exists()
    assert "checked" not in signed_in(customer).get("/account/leave/").content.decode()


def test_leaving_twice_at_once_is_leaving(customer):
    same = User.objects.get(pk=customer.pk)
    customer.leave(with_reviews=True)

    same.leave(with_reviews=True)

    assert not User.objects.exists()
