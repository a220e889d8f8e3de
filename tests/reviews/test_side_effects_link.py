"""Whoever was harmed finds where to report it, on every page about reviews and in the first letter."""

import pytest
from django.core import mail

from reviews.models.letter import deliver
from tests import factories

MEDWATCH = 'href="https://www.fda.gov/safety/medwatch"'
POLICY = 'href="/reviews/policy/#harm"'


@pytest.fixture
def text(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator)


@pytest.mark.parametrize("end", ["", "new/", "{}/votes/", "{}/complaints/new/"])
def test_pages_about_a_medicine_name_the_authority_of_its_market(signed_in, text, other_customer, end):
    address = f"/products/{text.product.listing.slug}/reviews/{end.format(text.review_id)}"

    assert MEDWATCH in signed_in(other_customer).get(address).content.decode()


@pytest.mark.parametrize("end", ["", "new/"])
def test_where_reviews_are_closed_too(client, listing, pharmacist, end):
    listing.product.switch_reviews(by=pharmacist, to_open=False)

    assert MEDWATCH in client.get(f"/products/{listing.slug}/reviews/{end}").content.decode()


@pytest.mark.parametrize("address", ["/account/reviews/", "/reviews/invitations/1.x/"])
def test_pages_about_no_one_medicine_lead_to_all_markets(client, signed_in, text, customer, address):
    assert POLICY in signed_in(customer).get(address).content.decode()
    policy = client.get("/reviews/policy/").content.decode()
    assert 'id="harm"' in policy
    assert MEDWATCH in policy


@pytest.mark.parametrize(
    ("market", "name", "url"),
    [
        ("us", "FDA MedWatch", "https://www.fda.gov/safety/medwatch"),
        ("gb", "MHRA Yellow Card", "https://yellowcard.mhra.gov.uk/"),
    ],
)
def test_the_letter_names_the_authority_and_no_medicine(editor, pharmacist, customer, market, name, url):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, market=market)
    text = factories.review(listing=listing, author=customer)

    deliver.func(text.letters.get().pk)

    (letter,) = mail.outbox
    assert f"report it to {name}:\n\n{url}" in letter.body
    assert "Testazole" not in letter.body


def test_the_letter_about_a_medicine_that_was_withdrawn_meanwhile(listing, customer, pharmacist):
    text = factories.review(listing=listing, author=customer)
    listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    deliver.func(text.letters.get().pk)

    assert "https://www.fda.gov/safety/medwatch" in mail.outbox[0].body
