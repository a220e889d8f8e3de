"""/products/<slug>/reviews/"""

import pytest

from catalog.models import Product
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


def address(listing, query=""):
    return f"/products/{listing.slug}/reviews/{query}"


def test_works_for_everybody_alike(client, signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator, title="It helped")

    response, mine = client.get(address(listing)), signed_in(customer).get(address(listing))

    assert response.status_code == 200
    assert "It helped" in response.content.decode()
    assert response.content == mine.content
    assert not response.cookies
    assert not mine.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, no-cache"


def test_wrong_method(client, listing):
    assert client.post(address(listing)).status_code == 405


def test_missing(client, db):
    response = client.get("/products/nothing/reviews/")

    assert response.status_code == 404


def test_a_draft_is_missing(client, editor):
    product = factories.draft(by=editor)

    assert client.get(f"/products/{product.slug}/reviews/").status_code == 404


def test_empty(client, listing):
    assert "There are no reviews yet." in client.get(address(listing)).content.decode()


def test_waiting_rejected_and_replaced_texts_leak_nowhere(client, listing, customer, other_customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator, title="OLD WORDS")
    factories.approved(listing=listing, author=customer, moderator=moderator, title="New words")
    factories.review(listing=listing, author=customer, title="WAITS")
    rejected = factories.review(listing=listing, author=other_customer, title="REJECTED")
    rejected.review.reject(by=moderator, text=rejected, reason="abusive", note="NOTE")

    for page in (address(listing), f"/products/{listing.slug}/", "/", "/products/"):
        html = client.get(page).content.decode()
        assert [word for word in ("OLD WORDS", "WAITS", "REJECTED", "NOTE") if word in html] == []
    assert "New words" in client.get(address(listing)).content.decode()


def test_the_review_of_another_product_is_not_there(client, listing, editor, pharmacist, customer, moderator):
    other = factories.listed(editor=editor, pharmacist=pharmacist)
    factories.approved(listing=other, author=customer, moderator=moderator, title="Of the other")

    assert "Of the other" not in client.get(address(listing)).content.decode()


def test_pages_go_on_where_the_last_ended(client, listing, moderator):
    for one in range(45):
        author = factories.user(name=f"author{one}")
        factories.approved(listing=listing, author=author, moderator=moderator, title=f"«{one}»")
    seen, query = [], ""
    while query is not None:
        response = client.get(address(listing, query))
        seen += [text.title for text in response.context["texts"]]
        following = response.context["page_links"].get("next")
        query = following and "?" + following.split("?")[1]

    assert seen == [f"«{one}»" for one in reversed(range(45))]


def test_queries_do_not_grow(client, listing, moderator, django_assert_num_queries):
    for one in range(22):
        factories.approved(listing=listing, author=factories.user(name=f"author{one}"), moderator=moderator)

    with django_assert_num_queries(5):
        client.get(address(listing))


@pytest.mark.parametrize("after", ["x", "1", "-", "1-", "9" * 30 + "-1", "1-" + "9" * 40, "1-1'", "٣-٤"])
def test_an_after_that_is_none_is_missing(client, listing, after):
    assert client.get(address(listing), {"after": after}).status_code == 404


def test_the_furthest_after_is_a_page(client, listing):
    assert client.get(address(listing), {"after": "9" * 17 + "-" + "9" * 18}).status_code == 200


def test_a_moved_slug_leads_on(client, listing, editor, pharmacist):
    product = Product.objects.get(pk=listing.product_id)
    factories.republish(product, editor=editor, pharmacist=pharmacist, slug="testazole-new")

    response = client.get(address(listing))

    assert (response.status_code, response["Location"]) == (301, "/products/testazole-new/reviews/")


def test_a_withdrawn_product_is_gone(client, listing, customer, moderator, pharmacist):
    factories.approved(listing=listing, author=customer, moderator=moderator, title="GONE WORDS")
    product = Product.objects.get(pk=listing.product_id)
    product.withdraw(by=pharmacist, reason="A recall.", public_note="It was recalled.")

    response = client.get(address(listing))

    assert response.status_code == 410
    assert "GONE WORDS" not in response.content.decode()


def test_a_market_that_forbids_has_no_list(client, editor, pharmacist, customer, moderator):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, market="gb")
    factories.approved(listing=listing, author=customer, moderator=moderator, title="EARLIER")
    product = Product.objects.get(pk=listing.product_id)
    factories.republish(product, editor=editor, pharmacist=pharmacist, legal_status="prescription_only")

    response = client.get(address(listing))

    assert response.status_code == 404
    assert "the rules of this market" in response.content.decode()
    assert "EARLIER" not in response.content.decode()
