"""Public pages are the same bytes for everybody, and fresh after every verb."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.urls import reverse

from catalog import engine
from catalog.models import Clock, Condition, Listing
from tests import factories

# Every address that any HTTP cache may hold; the others are a visitor's own, and walk.py knows all.
PUBLIC = [
    "/",
    "/products/",
    "/products/?sort=newest&letter=T",
    "/products/shown/",
    "/products/shown/history/",
    "/products/shown/history/?from=1&to=1",
    "/products/shown/reviews/",
    "/products/shown/reviews/?stars=4&sort=helpful",
    "/reviews/policy/",
    "/conditions/",
    "/conditions/hay-fever/",
    "/substances/",
    "/substances/testazole/",
    "/categories/",
    "/categories/allergy/",
    "/cards/shown.png",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-terms.xml",
    "/feed.xml",
    "/robots.txt",
    "/opensearch.xml",
    "/manifest.webmanifest",
    "/favicon.ico",
    "/healthz",
    "/readyz",
    "/products/nothing-there/",
]


@pytest.fixture
def shown(editor, pharmacist, customer, moderator):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, slug="shown")
    factories.approved(listing=listing, author=customer, moderator=moderator)
    return listing


def page(client, slug="shown"):
    return client.get(f"/products/{slug}/")


def test_public_pages_set_no_cookie_and_depend_on_none(client, shown):
    answers = {address: client.get(address) for address in PUBLIC}

    assert [address for address, answer in answers.items() if answer.cookies] == []
    assert [address for address, answer in answers.items() if "cookie" in answer.get("Vary", "").lower()] == []
    assert [address for address, answer in answers.items() if b"csrfmiddlewaretoken" in answer.content] == []


@pytest.mark.parametrize("who", ["editor", "pharmacist", "customer"])
def test_public_pages_are_the_same_for_everybody(client, signed_in, shown, request, who):
    visitor = signed_in(request.getfixturevalue(who))

    seen = {address: visitor.get(address) for address in PUBLIC}

    anonymous = {address: client.get(address) for address in PUBLIC}
    assert [address for address in PUBLIC if seen[address].content != anonymous[address].content] == []
    assert [address for address in PUBLIC if headers(seen[address]) != headers(anonymous[address])] == []


def headers(response) -> dict:
    """All but the time at which an answer that nobody may keep has expired."""
    return {key: value for key, value in response.headers.items() if key != "Expires"}


def test_a_message_that_waits_stays_off_public_pages(signed_in, customer, shown):
    client = signed_in(customer)
    review = factories.written(listing=shown, by=customer)
    client.post(reverse("reviews:review_new", args=["shown"]), review)

    public = [client.get(address).content.decode(errors="replace") for address in PUBLIC]

    assert [address for address, body in zip(PUBLIC, public, strict=True) if "Thank you" in body] == []
    assert "Thank you" in client.get(reverse("reviews:my_reviews")).content.decode()


@pytest.mark.parametrize("language", ["de", "ar, en;q=0.5"])
def test_the_language_comes_from_the_address_alone(client, shown, language):
    response = client.get("/products/shown/", headers={"Accept-Language": language})

    assert response.content == page(client).content
    assert response["Vary"] == "Accept-Encoding"


def test_a_page_that_is_asked_for_again_is_not_sent_again(client, shown):
    first = page(client)

    again = client.get("/products/shown/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "public, no-cache")


def test_an_old_tag_gets_the_page(client, shown):
    response = client.get("/products/shown/", headers={"If-None-Match": '"0123"'})

    assert response.status_code == 200


def test_two_reads_are_the_same_bytes(client, shown):
    first, second = page(client), page(client)

    assert (first.content, first["ETag"]) == (second.content, second["ETag"])


def republish(listing, people):
    factories.republish(listing.product, **people, summary="A fresh summary.")


def add_pack(listing, people):
    factories.pack(product=listing.product, by=people["editor"], sku="FRESH-1")


def rename_condition(listing, people):
    condition = Condition.objects.get()
    condition.name = "Fresh fever"
    condition.keep(by=None)


@pytest.mark.parametrize(
    ("act", "address", "words"),
    [
        (republish, "/products/shown/", "A fresh summary."),
        (republish, "/products/shown/history/", "Version 2"),
        (republish, "/products/", "A fresh summary."),
        (add_pack, "/products/shown/", "FRESH-1"),
        (rename_condition, "/conditions/", "Fresh fever"),
        (rename_condition, "/conditions/hay-fever/", "Fresh fever"),
    ],
)
def test_a_page_is_fresh_after_a_verb(client, shown, editor, pharmacist, act, address, words):
    before = client.get(address).content.decode()
    people = {"editor": editor, "pharmacist": pharmacist}

    act(shown, people)

    assert words not in before
    assert words in client.get(address).content.decode()


def test_a_price_is_fresh(client, shown, editor):
    pack = factories.pack(product=shown.product, by=editor, price="12.50")
    before = page(client)
    pack.price = "77.70"

    pack.keep(by=editor)

    assert b"12.50" in before.content
    assert b"77.70" in page(client).content
    assert b"12.50" not in page(client).content


def test_a_pack_that_is_removed_is_off_the_page(client, shown, editor):
    pack = factories.pack(product=shown.product, by=editor, sku="STALE-1")
    assert b"STALE-1" in page(client).content

    pack.remove(by=editor)

    assert b"STALE-1" not in page(client).content


def test_an_approved_review_is_on_the_page(client, shown, other_customer, moderator):
    page(client)
    text = factories.review(listing=shown, author=other_customer, title="A fresh title")
    assert b"A fresh title" not in page(client).content

    text.review.approve(by=moderator, text=text)

    assert b"A fresh title" in page(client).content


def test_a_review_that_is_taken_back_is_off_the_page(client, shown, customer):
    assert b"It helped" in page(client).content

    customer.reviews.get().withdraw(by=customer)

    assert b"It helped" not in page(client).content
    assert b"There are no reviews yet" in page(client).content


def test_an_author_who_leaves_has_no_name_on_the_page(client, shown, customer):
    assert b"Ana P." in page(client).content

    customer.leave(with_reviews=False)

    assert b"Ana P." not in page(client).content
    assert b"A former customer" in page(client).content


def test_an_authors_new_name_is_on_the_page(client, shown, customer):
    page(client)

    customer.rename("A Fresh Name")

    assert b"A Fresh Name" in page(client).content
    assert b"Ana P." not in page(client).content


def test_a_withdrawn_page_is_gone_at_once(client, shown, pharmacist):
    first = page(client)

    shown.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    again = client.get("/products/shown/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 410


def test_a_page_that_is_listed_again_shows_what_was_signed_last(client, shown, editor, pharmacist):
    page(client)
    shown.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    factories.republish(shown.product, editor=editor, pharmacist=pharmacist, summary="A fresh summary.")

    assert b"A fresh summary." in page(client).content


def test_a_new_related_product_is_on_the_page(client, shown, editor, pharmacist):
    assert b"Freshazole" not in page(client).content

    factories.listed(editor=editor, pharmacist=pharmacist, name="Freshazole 10 mg Tablets")

    assert b"Freshazole" in page(client).content


def test_a_restored_database_shares_no_page_with_the_one_before(client, shown):
    first = page(client)

    Clock.renew_epoch()

    assert page(client)["ETag"] != first["ETag"]


def test_ready_bytes_never_come_from_another_product(client, shown, editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="other", name="Otherzole 10 mg Tablets")
    Listing.objects.update(tick=5)

    bodies = page(client).content, page(client, "other").content

    assert [b"<h1>Otherzole 10 mg Tablets</h1>" in body for body in bodies] == [False, True]


@pytest.mark.parametrize("address", ["/products/shown/", "/products/", "/products/?q=testazole"])
def test_nobody_says_below_which_path_the_site_stands(rf, shown, monkeypatch, address):
    """A server may believe a header SCRIPT_NAME: it would stand before every address of a page that is kept."""
    engine.catch_up()
    monkeypatch.setattr(request_started, "send", lambda **_said: None)  # else it ends the transaction of the test
    site = WSGIHandler()

    answers = [
        site(rf.get(address).environ | {"SCRIPT_NAME": name}, lambda _status, _headers: None) for name in ("/evil", "")
    ]

    assert [(one.status_code, b"/evil/" in one.content) for one in answers] == [(200, False)] * 2
