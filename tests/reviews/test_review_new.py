"""/products/<slug>/reviews/new/"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalog.models import Product, Rating
from catalog.refusals import Refused
from reviews.models import Review, ReviewText
from tests import factories

WRITTEN = {"rating": "4", "title": "It helped", "text": "I slept.\r\nAgain.", "consent": "on"}


def address(listing):
    return f"/products/{listing.slug}/reviews/new/"


def test_a_customer_writes_and_it_waits(signed_in, listing, customer):
    client = signed_in(customer)
    assert client.get(address(listing)).status_code == 200

    response = client.post(address(listing), WRITTEN, follow=True)

    text = ReviewText.objects.get()
    assert (text.rating, text.title, text.text, text.state) == (4, "It helped", "I slept.\nAgain.", "waiting")
    assert text.review.author == customer
    assert response.redirect_chain == [("/account/reviews/", 302)]
    assert "A person will read your review" in response.content.decode()
    assert not Rating.objects.exists()


def test_each_choice_of_stars_is_drawn_beside_its_words(signed_in, listing, customer):
    html = signed_in(customer).get(address(listing)).content.decode()

    choices = [one.partition("</label>")[0] for one in html.split('<label for="id_rating_')[1:]]
    assert sorted(one.count("#star-full") for one in choices) == [1, 2, 3, 4, 5]


def test_a_stranger_signs_in_first(client, listing):
    for response in (client.get(address(listing)), client.post(address(listing), WRITTEN)):
        assert response["Location"] == f"/account/login/?next={address(listing)}"
    assert not Review.objects.exists()


def test_it_is_never_kept(signed_in, client, listing, customer):
    for response in (signed_in(customer).get(address(listing)), client.get(address(listing))):
        assert "no-store" in response["Cache-Control"]


def test_wrong_method(signed_in, listing, customer):
    assert signed_in(customer).put(address(listing)).status_code == 405


def test_missing(signed_in, customer, editor):
    draft = factories.draft(by=editor)
    client = signed_in(customer)

    assert client.get("/products/nothing/reviews/new/").status_code == 404
    assert client.post(f"/products/{draft.slug}/reviews/new/", WRITTEN).status_code == 404


def test_a_withdrawn_product_is_gone(signed_in, listing, customer, pharmacist):
    Product.objects.get(pk=listing.product_id).withdraw(by=pharmacist, reason="x", public_note="Recalled.")

    assert signed_in(customer).post(address(listing), WRITTEN).status_code == 410
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "field,value",
    [
        ("rating", ""),
        ("rating", "0"),
        ("rating", "6"),
        ("rating", "x"),
        ("title", " "),
        ("title", "a" * 101),
        ("text", ""),
        ("text", "a" * 4001),
        ("text", "a\x00b"),
        ("consent", ""),
    ],
)
def test_what_does_not_fit_is_said_and_kept(signed_in, listing, customer, field, value):
    response = signed_in(customer).post(address(listing), WRITTEN | {"text": "Kept words"} | {field: value})

    html = response.content.decode()
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "Please look at this again" in html
    assert field == "text" or "Kept words" in html
    assert not Review.objects.exists()


def test_line_breaks_count_once(signed_in, listing, customer):
    signed_in(customer).post(address(listing), WRITTEN | {"text": "a\r\n" * 1999 + "ab"})

    assert len(ReviewText.objects.get().text) == 4000


def test_the_form_opens_with_what_is_published_and_says_that_it_stays(signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator, title="The old title")
    client = signed_in(customer)

    html = client.get(address(listing)).content.decode()
    client.post(address(listing), WRITTEN)

    assert 'value="The old title"' in html
    assert "the old text stays until then" in html
    assert list(ReviewText.objects.values_list("title", "state")) == [
        ("It helped", "waiting"),
        ("The old title", "shown"),
    ]
    assert Review.objects.count() == 1


def test_a_text_that_waits_is_replaced(signed_in, listing, customer):
    factories.review(listing=listing, author=customer)

    signed_in(customer).post(address(listing), WRITTEN | {"title": "Second"})

    assert list(ReviewText.objects.values_list("title", "state")) == [("Second", "waiting"), ("It helped", "replaced")]


def test_the_words_of_another_customer_are_not_in_the_form(signed_in, listing, customer, other_customer):
    factories.review(listing=listing, author=other_customer, title="NOT YOURS")

    assert "NOT YOURS" not in signed_in(customer).get(address(listing)).content.decode()


def test_a_market_that_forbids(signed_in, client, editor, pharmacist, customer):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, market="eu", **PRESCRIPTION)

    for response in (signed_in(customer).post(address(listing), WRITTEN), client.get(address(listing))):
        assert response.status_code == 403
        assert "the rules of this market (European Union)" in response.content.decode()
    with pytest.raises(Refused):
        factories.review(listing=listing, author=customer)
    assert not Review.objects.exists()


PRESCRIPTION = {
    "legal_status": "prescription_only",
    "safety_notes": [{"severity": "warning", "topic": "liver", "title": "Liver", "text": "It can harm the liver."}],
}


def test_five_texts_a_day(signed_in, listing, customer):
    client = signed_in(customer)
    for number in range(5):
        assert client.post(address(listing), WRITTEN | {"title": str(number)}).status_code == 302

    refused = client.post(address(listing), WRITTEN | {"title": "Sixth"})

    assert "You have sent 5 texts within a day" in refused.content.decode()
    assert 'value="Sixth"' in refused.content.decode()
    assert ReviewText.objects.count() == 5


def test_and_more_the_next_day(listing, customer):
    for _number in range(5):
        factories.review(listing=listing, author=customer)
    ReviewText.objects.all().update(submitted_at=ReviewText.objects.last().submitted_at - timedelta(days=2))

    assert factories.review(listing=listing, author=customer).pk


def test_the_verb_refuses_what_the_form_refuses(listing, customer):
    for rating, title, text in [(0, "a", "a"), (6, "a", "a"), (3, "", "a"), (3, "a", " ")]:
        with pytest.raises(ValidationError):
            factories.review(listing=listing, author=customer, rating=rating, title=title, text=text)
    assert not Review.objects.exists()


def test_a_closed_account_posts_nothing(listing, customer):
    customer.is_active = False
    customer.save()

    with pytest.raises(PermissionDenied):
        factories.review(listing=listing, author=customer)


def test_author_and_state_cannot_be_sent_along(signed_in, listing, customer, other_customer, moderator):
    extra = {"author": other_customer.pk, "state": "shown", "decided_by": moderator.pk}

    signed_in(customer).post(address(listing), WRITTEN | extra)

    text = ReviewText.objects.get()
    assert (text.review.author, text.state, text.decided_by) == (customer, "waiting", None)
