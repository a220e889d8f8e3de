"""/account/data/ and the file; /account/votes/."""

import json

import pytest

from catalog.models import Product
from reviews.models import Letter, Vote
from tests import factories

FILE = "/account/data/file/"


def said(response) -> str:
    return response.content.decode()


@pytest.fixture
def lived(listing, customer, other_customer, moderator):
    """A customer who did all that one can do, beside another one."""
    hay_fever = listing.conditions.get()
    own = factories.approved(listing=listing, author=customer, moderator=moderator, title="First", condition=hay_fever)
    own.review.mask(by=moderator, text=own, spans=[("text", 0, 1)], digest=own.digest)
    own.review.answer(by=moderator, text="Thank you for telling us.")
    later = factories.review(listing=listing, author=customer, title="Second", taken_for="weeks")
    own.review.reject(by=moderator, text=later, reason="abusive", note="Without insults.")
    theirs = factories.approved(listing=listing, author=other_customer, moderator=moderator, title="NOT YOURS")
    theirs.review.vote(by=customer)
    theirs.review.complain(by=customer, why="fake", note="I doubt it.")
    report = listing.product.safety_reports.create(
        product_name="Testazole", market="us", review=own.review, reporter=customer, language="en", words="My rash."
    )
    report.questions.create(customer=customer, text="When did it begin?", asked_by=moderator)
    return customer


def test_everything_of_ones_own(signed_in, listing, lived):
    response = signed_in(lived).get(FILE)

    found = json.loads(response.content)
    (review,) = found["reviews"]
    first, second = review["texts"]
    assert response["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert "no-store" in response["Cache-Control"]
    assert (found["format"], found["account"]["display_name"]) == (1, "Ana P.")
    assert found["account"]["addresses"] == [
        {"address": "customer@example.com", "proven": True, "used_for_letters": True}
    ]
    assert (review["medicine"], review["answer_of_the_pharmacy"]["text"]) == (
        listing.name,
        "Thank you for telling us.",
    )
    assert (first["title"], first["state"], first["taken_for"]) == ("First", "shown", "Hay fever")
    assert first["before_masking"]["text"] == "I slept better after two days."
    assert first["agreed_to"]["wording"] == factories.CONSENT
    assert first["agreed_to"]["at"]
    assert (second["state"], second["reason"], second["note_of_the_moderator"], second["for_how_long"]) == (
        "rejected",
        "abusive",
        "Without insults.",
        "weeks",
    )
    assert [vote["medicine"] for vote in found["votes"]] == [listing.name]
    assert [(one["why"], one["note"]) for one in found["complaints"]] == [("fake", "I doubt it.")]
    assert [one["question"] for one in found["questions"]] == ["When did it begin?"]
    assert [one["words"] for one in found["safety_reports"]] == ["My rash."]
    assert [one["kind"] for one in found["letters"]] == list(
        Letter.objects.filter(recipient=lived).order_by("id").values_list("kind", flat=True)
    )


def test_nothing_of_anybody_else(signed_in, lived, other_customer, moderator, pharmacist):
    text = said(signed_in(lived).get(FILE))

    for other in (other_customer, moderator, pharmacist):
        assert other.email not in text
        assert f'"{other.username}"' not in text
    assert "NOT YOURS" not in text
    assert '"Bo"' not in text


def test_queries_do_not_grow(signed_in, lived, editor, pharmacist, moderator, django_assert_max_num_queries):
    for _number in range(3):
        other = factories.listed(editor=editor, pharmacist=pharmacist)
        factories.review(listing=other, author=lived)
        author = factories.user(name=f"author-{_number}")
        factories.approved(listing=other, author=author, moderator=moderator).review.vote(by=lived)
    client = signed_in(lived)
    client.get("/account/")  # the device is noted once

    with django_assert_max_num_queries(22):
        client.get(FILE)


def test_the_page_says_what_is_kept_and_how_long(signed_in, customer):
    html = said(signed_in(customer).get("/account/data/"))

    assert f'href="{FILE}"' in html
    assert "365 days after the decision" in html
    assert "30 days" in html
    assert 'href="/account/leave/"' in html


@pytest.mark.parametrize("address", ["/account/data/", FILE, "/account/votes/"])
def test_a_stranger_signs_in_first(client, db, address):
    assert client.get(address)["Location"] == f"/account/login/?next={address}"


@pytest.mark.parametrize("address", ["/account/data/", FILE, "/account/votes/"])
def test_wrong_method(signed_in, customer, address):
    assert signed_in(customer).post(address).status_code == 405


# Votes


@pytest.fixture
def vote(listing, customer, other_customer, moderator) -> Vote:
    text = factories.approved(listing=listing, author=other_customer, moderator=moderator, title="Helpful words")
    return text.review.vote(by=customer)


def test_my_votes_and_one_taken_back(signed_in, listing, customer, vote):
    client = signed_in(customer)
    html = said(client.get("/account/votes/"))
    assert "Helpful words" in html
    assert listing.name in html

    response = client.post(f"/account/votes/{vote.pk}/withdrawal/", follow=True)

    assert "Your vote is taken back." in said(response)
    assert "You have not voted for a review yet." in said(response)
    assert not Vote.objects.exists()


def test_a_vote_is_taken_back_by_a_double_click(signed_in, customer, vote):
    client = signed_in(customer)
    client.post(f"/account/votes/{vote.pk}/withdrawal/")

    again = client.post(f"/account/votes/{vote.pk}/withdrawal/", follow=True)

    assert again.redirect_chain == [("/account/votes/", 302)]
    assert "This vote is taken back already." in said(again)


def test_nobody_takes_back_that_of_another(signed_in, client, other_customer, vote):
    address = f"/account/votes/{vote.pk}/withdrawal/"

    assert signed_in(other_customer).post(address).status_code == 404
    assert client.post(address)["Location"].startswith("/account/login/")
    assert signed_in(other_customer).get(address).status_code == 405
    assert Vote.objects.exists()


def test_what_is_hidden_since_is_not_told(signed_in, listing, customer, moderator, pharmacist, vote):
    client = signed_in(customer)
    Product.objects.get().switch_reviews(by=pharmacist, to_open=False)
    assert "Helpful words" not in said(client.get("/account/votes/"))
    Product.objects.get().switch_reviews(by=pharmacist, to_open=True)
    text = vote.review.shown
    text.review.reject(by=moderator, text=text, reason="off_topic")

    html = said(client.get("/account/votes/"))

    assert "Helpful words" not in html
    assert "This review is not published any more." in html


def test_votes_in_a_constant_number_of_queries(
    signed_in, editor, pharmacist, customer, other_customer, moderator, django_assert_max_num_queries
):
    for _number in range(4):
        listing = factories.listed(editor=editor, pharmacist=pharmacist)
        factories.approved(listing=listing, author=other_customer, moderator=moderator).review.vote(by=customer)
    client = signed_in(customer)
    client.get("/account/")  # the device is noted once

    with django_assert_max_num_queries(6):
        client.get("/account/votes/")
