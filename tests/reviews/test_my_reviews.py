"""/account/reviews/ and taking a review back."""

import pytest
from django.core.exceptions import PermissionDenied

from catalog.models import Change, Clock, Listing, Product, Rating
from catalog.refusals import NotWaiting
from reviews.models import Review, ReviewText
from tests import factories


def withdrawal(review):
    return f"/account/reviews/{review.pk}/withdrawal/"


def test_every_text_with_what_became_of_it(signed_in, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator, title="Old")
    text = factories.review(listing=listing, author=customer, title="Unkind")
    text.review.reject(by=moderator, text=text, reason="abusive", note="Please say it\nwithout insults.")
    factories.review(listing=listing, author=customer, title="Kind")

    response = signed_in(customer).get("/account/reviews/")

    html = response.content.decode()
    assert listing.name in html
    assert "Waits for a person to read it." in html
    assert "Published." in html
    assert "Not published. The reason: It insults or threatens." in html
    assert "Please say it<br>without insults." in html
    assert "no-store" in response["Cache-Control"]


def test_nobody_sees_those_of_another(signed_in, listing, customer, other_customer):
    factories.review(listing=listing, author=other_customer, title="NOT YOURS")

    html = signed_in(customer).get("/account/reviews/").content.decode()

    assert "NOT YOURS" not in html
    assert "You have not written a review yet." in html


def test_a_stranger_signs_in_first(client, db):
    assert client.get("/account/reviews/")["Location"] == "/account/login/?next=/account/reviews/"


def test_wrong_method(signed_in, customer):
    assert signed_in(customer).post("/account/reviews/").status_code == 405


def test_the_name_of_a_draft_is_not_told(signed_in, listing, customer, editor, pharmacist):
    factories.review(listing=listing, author=customer)
    product = Product.objects.get(pk=listing.product_id)
    with product.editing(by=editor) as edited:
        edited.name = "SECRET DRAFT 10 mg"
        edited.save()
    client = signed_in(customer)
    listed = client.get("/account/reviews/").content.decode()
    edited.withdraw(by=pharmacist, reason="x", public_note="Recalled.")
    gone = client.get("/account/reviews/").content.decode()

    for html in (listed, gone):
        assert "Testazole 10 mg Tablets" in html
        assert "SECRET" not in html


def test_queries_do_not_grow(signed_in, editor, pharmacist, customer, django_assert_max_num_queries):
    for _number in range(5):
        listing = factories.listed(editor=editor, pharmacist=pharmacist)
        factories.review(listing=listing, author=customer)
    client = signed_in(customer)
    client.get("/account/")  # the device is noted once

    with django_assert_max_num_queries(5):
        client.get("/account/reviews/")


def test_taking_it_back(signed_in, listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator, rating=5)
    client, before = signed_in(customer), Clock.objects.get().tick
    assert "cannot be undone" in client.get(withdrawal(text.review)).content.decode()
    assert Review.objects.exists()

    response = client.post(withdrawal(text.review), follow=True)

    assert "Your review is deleted." in response.content.decode()
    assert not Review.objects.exists()
    assert not ReviewText.objects.exists()
    assert Rating.objects.get().count == 0
    assert Clock.objects.get().tick == before + 1 == Listing.objects.get().tick
    assert Change.objects.filter(tick=before + 1).values_list("product", "kind").get() == (listing.product_id, "review")


def test_taking_it_back_by_a_double_click_or_after_a_step_back(signed_in, listing, customer):
    text = factories.review(listing=listing, author=customer)
    client = signed_in(customer)
    client.post(withdrawal(text.review))

    for ask in (client.post, client.get):
        again = ask(withdrawal(text.review), follow=True)
        assert again.redirect_chain == [("/account/reviews/", 302)]
        assert "This review is deleted already." in again.content.decode()


def test_what_never_was_is_not_found(signed_in, customer):
    assert signed_in(customer).post("/account/reviews/999/withdrawal/").status_code == 404


def test_taking_back_what_nobody_saw_moves_no_clock(listing, customer):
    text, before = factories.review(listing=listing, author=customer), Clock.objects.get().tick

    text.review.withdraw(by=customer)

    assert not Review.objects.exists()
    assert Clock.objects.get().tick == before


def test_taking_it_back_after_the_product_was_withdrawn(listing, customer, moderator, pharmacist):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    Product.objects.get(pk=listing.product_id).withdraw(by=pharmacist, reason="x", public_note="Recalled.")
    before = Clock.objects.get().tick

    text.review.withdraw(by=customer)

    assert Rating.objects.get().count == 0
    assert Clock.objects.get().tick == before


def test_nobody_takes_back_that_of_another(signed_in, client, listing, customer, other_customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)

    assert signed_in(other_customer).post(withdrawal(text.review)).status_code == 404
    assert signed_in(moderator).post(withdrawal(text.review)).status_code == 404
    assert client.post(withdrawal(text.review)).status_code == 302
    for one in (other_customer, moderator):
        with pytest.raises(PermissionDenied):
            text.review.withdraw(by=one)
    assert Review.objects.count() == 1


def test_a_moderator_hears_that_it_was_taken_back(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)
    Review.objects.get().withdraw(by=customer)

    with pytest.raises(NotWaiting):
        text.review.approve(by=moderator, text=text)


def test_a_masked_text_says_that_a_moderator_did_it(signed_in, listing, customer, moderator):
    shown = factories.approved(listing=listing, author=customer, moderator=moderator, text="Ask Dr Penhallow about it.")
    client = signed_in(customer)
    assert "A moderator has taken a part" not in client.get("/account/reviews/").content.decode()

    shown.review.mask(by=moderator, text=shown, spans=[("text", 4, 16)], digest=shown.digest)

    page = client.get("/account/reviews/").content.decode()
    assert "A moderator has taken a part of your words out." in page
    assert "Ask [removed] about it." in page
    assert "Penhallow" not in page
