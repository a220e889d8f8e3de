"""The review part of a product's page."""

import pytest
from django.template.loader import render_to_string

from catalog.models import Listing
from reviews.templatetags.review_parts import product_reviews
from tests import factories


def part(listing) -> str:
    return rendered(Listing.objects.for_page().get(pk=listing.pk))


def rendered(listing) -> str:
    return render_to_string("reviews/_product_reviews.html", product_reviews(listing))


def write_some(listing, moderator, number):
    for one in range(number):
        author = factories.user(name=f"author{listing.pk}-{one}", display_name=f"Author {one}")
        factories.approved(listing=listing, author=author, moderator=moderator, rating=5, title=f"Title {one}")


def test_a_published_review_stands_there_with_its_words(listing, customer, moderator):
    factories.approved(
        listing=listing, author=customer, moderator=moderator, rating=4, title="A < B", text="First\r\n<script>Second"
    )

    html = part(listing)

    assert "A &lt; B" in html
    assert "First<br>&lt;script&gt;Second" in html
    assert "<bdi>Ana P.</bdi>" in html
    assert html.count("4 out of 5 stars") == 2
    assert '<meter min="0" max="1" value="1" aria-hidden="true"></meter>' in html
    assert f'href="/products/{listing.slug}/reviews/?stars=4"' in html
    assert "?stars=5" not in html


def test_empty(listing):
    html = part(listing)

    assert "There are no reviews yet." in html
    assert f'href="/products/{listing.slug}/reviews/new/"' in html
    assert "<meter" not in html


def test_waiting_and_rejected_texts_are_not_there(listing, customer, other_customer, moderator):
    factories.review(listing=listing, author=customer, title="WAITS", text="WAITS")
    rejected = factories.review(listing=listing, author=other_customer, title="REJECTED", text="REJECTED")
    rejected.review.reject(by=moderator, text=rejected, reason="off_topic", note="NOTE")

    html = part(listing)

    assert "There are no reviews yet." in html
    assert [word for word in ("WAITS", "REJECTED", "NOTE") if word in html] == []


def test_the_newest_five_and_a_way_to_all(listing, moderator):
    write_some(listing, moderator, 7)

    html = part(listing)

    assert [f"Title {one}" in html for one in range(7)] == [False, False, True, True, True, True, True]
    assert "Read all 7 reviews" in html


@pytest.mark.parametrize("number,queries", [(0, 0), (1, 1), (7, 1)])
def test_queries_do_not_grow(listing, moderator, number, queries, django_assert_num_queries):
    write_some(listing, moderator, number)
    listing = Listing.objects.for_page().get(pk=listing.pk)

    with django_assert_num_queries(queries):
        rendered(listing)


def test_a_market_that_forbids_says_why_and_shows_none(
    editor, pharmacist, customer, moderator, django_assert_num_queries
):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, market="gb")
    factories.approved(listing=listing, author=customer, moderator=moderator, title="EARLIER")
    listing.legal_status = "prescription_only"

    with django_assert_num_queries(0):
        html = rendered(listing)

    assert "the rules of this market (United Kingdom)" in html
    assert "EARLIER" not in html
    assert "/reviews/new/" not in html


def test_the_page_names_nobody_who_reads_it(client, signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=factories.user(name="other"), moderator=moderator)
    address = f"/products/{listing.slug}/"

    stranger, reader = client.get(address), signed_in(customer).get(address)

    assert stranger.status_code == 200
    assert stranger.content == reader.content
    assert not stranger.cookies
    assert not reader.cookies
    assert b"csrfmiddlewaretoken" not in stranger.content


def test_a_decision_changes_the_page(client, listing, customer, moderator):
    address = f"/products/{listing.slug}/"
    client.get(address)
    text = factories.review(listing=listing, author=customer, title="Fresh words")
    assert "Fresh words" not in client.get(address).content.decode()

    text.review.approve(by=moderator, text=text)

    assert "Fresh words" in client.get(address).content.decode()
