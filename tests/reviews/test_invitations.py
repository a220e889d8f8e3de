"""Invitations: a link of the pharmacy's that makes one review verified, once."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from catalog.models import Product
from catalog.refusals import Refused
from reviews.models import Invitation, Review, ReviewText
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

OVER = "This invitation does not work"
WAYS = ["used", "cancelled", "over", "unknown", "forged", "withdrawn", "issuer"]


def issued(listing, by, *, order="4711", days=60):
    return Invitation.issue(by=by, product=listing.product, order=order, through="admin", days=days)


def path_of(link) -> str:
    assert link.startswith("http://localhost:8000/reviews/invitations/")
    return urlsplit(link).path


def said(response) -> str:
    return response.content.decode()


def test_from_the_link_to_a_verified_review(signed_in, listing, customer, pharmacist, moderator):
    invitation, link = issued(listing, pharmacist)
    client = signed_in(customer)

    form = client.get(path_of(link), follow=True)
    assert form.redirect_chain[-1][0].startswith(f"/products/{listing.slug}/reviews/new/?invitation=")
    assert "this review will be marked as verified" in said(form)
    client.post(form.redirect_chain[-1][0], factories.written(listing=listing, by=customer))

    text = ReviewText.objects.get()
    invitation.refresh_from_db()
    assert (text.verified, text.review.is_verified) == (True, True)
    assert (invitation.review, bool(invitation.used_at)) == (text.review, True)
    assert "Verified" in said(client.get("/account/reviews/"))
    later = factories.review(listing=listing, author=customer, title="A later text")
    assert later.verified


def test_a_stranger_signs_in_first_and_comes_back(client, listing, customer, pharmacist):
    _invitation, link = issued(listing, pharmacist)

    response = client.get(path_of(link))
    assert response["Location"] == f"/account/login/?next={path_of(link)}"
    back = client.post(response["Location"], {"login": customer.email, "password": factories.PASSWORD})
    assert back["Location"] == path_of(link)


def test_a_stranger_learns_nothing_from_a_link(client, listing, pharmacist):
    _invitation, link = issued(listing, pharmacist)

    for address in (path_of(link), "/reviews/invitations/1.x/"):
        assert client.get(address)["Location"] == f"/account/login/?next={address}"


@pytest.mark.parametrize("way", WAYS)
def test_every_link_that_does_not_work_says_the_same(signed_in, listing, customer, other_customer, pharmacist, way):
    invitation, link = issued(listing, pharmacist)
    address, visitor = path_of(link), other_customer
    if way == "used":
        factories.review(listing=listing, author=customer, invitation=invitation)
    elif way == "cancelled":
        invitation.cancel(by=pharmacist)
    elif way == "over":
        Invitation.objects.update(issued_at=timezone.now() - timedelta(days=9))
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif way == "unknown":
        address = "/reviews/invitations/999.x/"
    elif way == "forged":
        address = address[:-2] + ("A/" if address[-2] != "A" else "B/")
    elif way == "withdrawn":
        Product.objects.get().withdraw(by=pharmacist, reason="x", public_note="Recalled.")
    else:
        visitor = pharmacist

    response = signed_in(visitor).get(address)

    assert (response.status_code, OVER in said(response)) == (404, True)
    assert listing.name not in said(response)


@pytest.mark.parametrize("token", ["x", "1", "1.", "-1.x", "٣.x", "9" * 40 + ".x", "1.%00", "1.é"])
def test_an_odd_link(signed_in, customer, token):
    assert signed_in(customer).get(f"/reviews/invitations/{token}/").status_code == 404


def test_wrong_method(signed_in, customer):
    assert signed_in(customer).post("/reviews/invitations/1.x/").status_code == 405


def test_it_works_once(listing, customer, other_customer, pharmacist):
    invitation, _link = issued(listing, pharmacist)
    factories.review(listing=listing, author=customer, invitation=invitation)

    with pytest.raises(Refused, match="used up"):
        factories.review(listing=listing, author=other_customer, invitation=invitation)
    assert Review.objects.count() == 1


def test_a_double_click_is_one_verified_review(signed_in, listing, customer, pharmacist):
    invitation, _link = issued(listing, pharmacist)
    address = f"/products/{listing.slug}/reviews/new/?invitation={invitation.token}"
    written = factories.written(listing=listing, by=customer)

    for _click in range(2):
        assert signed_in(customer).post(address, written).status_code == 302

    assert ReviewText.objects.get().verified


def test_one_that_ends_while_somebody_writes(signed_in, listing, customer, pharmacist):
    invitation, _link = issued(listing, pharmacist)
    address = f"/products/{listing.slug}/reviews/new/?invitation={invitation.token}"
    written = factories.written(listing=listing, by=customer, title="My words")
    invitation.cancel(by=pharmacist)

    refused = signed_in(customer).post(address, written)

    assert "This invitation is used up or has ended. You can review without it." in said(refused)
    assert 'value="My words"' in said(refused)
    assert f'action="/products/{listing.slug}/reviews/new/"' in said(refused)  # sent again, it goes without


def test_a_link_that_was_garbled_on_the_way_is_said_once_before_anything_is_kept(
    signed_in, listing, customer, pharmacist
):
    invitation, _link = issued(listing, pharmacist)
    form = f"/products/{listing.slug}/reviews/new/"
    written = factories.written(listing=listing, by=customer, title="My words")
    client = signed_in(customer)

    told = client.post(f"{form}?invitation={invitation.token[:-3]}", written)

    assert told.status_code == 200
    assert "This invitation does not work: perhaps a part of its link was lost" in said(told)
    assert 'value="My words"' in said(told)
    assert f'action="{form}"' in said(told)
    assert not ReviewText.objects.exists()
    client.post(form, written)
    assert ReviewText.objects.get().verified is False


@pytest.mark.parametrize("way", ["garbled", "over"])
def test_who_opens_the_form_with_an_invitation_that_does_not_hold_is_told(
    signed_in, listing, customer, pharmacist, way
):
    invitation, _link = issued(listing, pharmacist)
    token = invitation.token[:-3] if way == "garbled" else invitation.token
    invitation.cancel(by=pharmacist)
    address = f"/products/{listing.slug}/reviews/new/?invitation={token}"
    told = "This invitation does not work: perhaps a part of its link was lost"
    client = signed_in(customer)

    assert said(client.get(address)).count(told) == 1
    # What else is wrong with the form must not hide it: its address has lost the invitation.
    for wrong in ({"title": ""}, {"stamp": "x"}):
        sent = factories.written(listing=listing, by=customer) | wrong
        assert said(client.post(address, sent)).count(told) == 1
    assert told not in said(client.get(f"/products/{listing.slug}/reviews/new/"))


def test_it_is_for_its_medicine_alone(listing, customer, editor, pharmacist):
    invitation, _link = issued(listing, pharmacist)
    other = factories.listed(editor=editor, pharmacist=pharmacist)

    with pytest.raises(Refused, match="another medicine"):
        factories.review(listing=other, author=customer, invitation=invitation)


def test_staff_do_not_verify_themselves(listing, pharmacist, moderator):
    invitation, _link = issued(listing, pharmacist)

    with pytest.raises(Refused, match="yourself"):
        factories.review(listing=listing, author=pharmacist, invitation=invitation)
    assert factories.review(listing=listing, author=moderator, invitation=invitation).verified


def test_a_link_outlives_a_change_of_the_key(signed_in, settings, listing, customer, pharmacist):
    _invitation, link = issued(listing, pharmacist)
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key of the machine", ["another", old]
    browser = signed_in(customer)

    form = browser.get(path_of(link), follow=True)
    browser.post(form.redirect_chain[-1][0], factories.written(listing=listing, by=customer))
    assert ReviewText.objects.get().verified
    settings.SECRET_KEY_FALLBACKS = ["another"]
    assert Invitation.of_token(path_of(link).rstrip("/").rpartition("/")[2]) is None


def test_a_refused_review_uses_nothing_up(listing, customer, pharmacist):
    invitation, _link = issued(listing, pharmacist)

    with pytest.raises(Exception, match="title"):
        factories.review(listing=listing, author=customer, invitation=invitation, title="")

    invitation.refresh_from_db()
    assert invitation.is_open


def test_the_order_is_kept_nowhere(listing, pharmacist, django_assert_max_num_queries):
    issued(listing, pharmacist, order="ZQORDER-4711")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM reviews_invitation")
        assert "ZQORDER" not in str(cursor.fetchall())


# The same order once more


def test_the_same_order_is_the_same_invitation_while_it_is_open(listing, pharmacist, moderator):
    first, link = issued(listing, pharmacist, order="A 4711")

    again, same_link = issued(listing, moderator, order=" a  4711 ", days=5)

    assert (again.pk, same_link, again.issued_by) == (first.pk, link, pharmacist)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("way", ["cancelled", "over"])
def test_once_it_has_ended_it_gets_a_new_link_and_the_old_one_stays_dead(
    signed_in, listing, customer, pharmacist, moderator, way
):
    first, link = issued(listing, pharmacist)
    if way == "cancelled":
        first.cancel(by=pharmacist)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        again, new_link = issued(listing, moderator)

        assert (again.pk, again.issued_by, again.is_open) == (first.pk, moderator, True)
        assert new_link != link
        assert signed_in(customer).get(path_of(link)).status_code == 404
        assert signed_in(customer).get(path_of(new_link)).status_code == 302


def test_a_used_order_gives_no_other_invitation_even_when_the_review_is_gone(listing, customer, pharmacist):
    invitation, _link = issued(listing, pharmacist)
    text = factories.review(listing=listing, author=customer, invitation=invitation)

    for _time in range(2):
        with pytest.raises(Refused, match="already"):
            issued(listing, pharmacist)
        text.review.withdraw(by=customer) if Review.objects.exists() else None
    with pytest.raises(Refused, match="already"):
        invitation.cancel(by=pharmacist)


# Who may


@pytest.mark.parametrize(
    ("who", "allowed"), [("customer", False), ("editor", False), ("pharmacist", True), ("moderator", True)]
)
def test_who_issues_and_cancels(request, listing, pharmacist, who, allowed):
    user = request.getfixturevalue(who)
    invitation, _link = issued(listing, pharmacist, order="first")

    if allowed:
        assert issued(listing, user)[0].issued_by == user
        invitation.cancel(by=user)
    else:
        for act in (lambda: issued(listing, user), lambda: invitation.cancel(by=user)):
            with pytest.raises(PermissionDenied):
                act()
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("order", ["", "  ", "\u202e", "x" * 101])
def test_an_order_that_is_none(listing, pharmacist, order):
    with pytest.raises(Refused, match="1 to 100"):
        issued(listing, pharmacist, order=order)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_days_that_are_none(listing, pharmacist, days):
    with pytest.raises(Refused, match="1 to 365"):
        issued(listing, pharmacist, days=days)


def test_a_medicine_that_takes_no_reviews(listing, editor, pharmacist):
    draft = factories.draft(by=editor)
    with pytest.raises(Refused, match="takes no reviews"):
        Invitation.issue(by=pharmacist, product=draft, order="1", through="admin")
    listing.product.switch_reviews(by=pharmacist, to_open=False)
    with pytest.raises(Refused, match="takes no reviews"):
        issued(listing, pharmacist)


def test_a_listing_in_another_language_of_the_site(editor, pharmacist):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, language="es")

    assert issued(listing, pharmacist)[1].startswith("http://localhost:8000/es/reviews/invitations/")
