"""How often people may do what: counted in the database, by person, product and network, as keyed hashes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from catalog.refusals import Refused
from reviews.models import Hit, ReviewText
from reviews.models.hit import LIMITS, TOO_MUCH
from tests import factories

NETWORK = "203.0.113.7"


def reached(what, kind, monkeypatch, most=2):
    """Make a limit small enough to be reached in a test."""
    monkeypatch.setitem(LIMITS[what], kind, (most, timedelta(days=1)))


def test_a_network_of_many_people(listing, customer, other_customer, moderator, monkeypatch):
    reached("review", "network", monkeypatch)
    for author in (customer, other_customer):
        factories.review(listing=listing, author=author, network=NETWORK)

    with pytest.raises(Refused, match="from your network"):
        factories.review(listing=listing, author=moderator, network=NETWORK)
    assert factories.review(listing=listing, author=moderator, network="203.0.113.8")


def test_a_medicine_that_is_flooded(listing, editor, pharmacist, customer, other_customer, moderator, monkeypatch):
    reached("review", "product", monkeypatch)
    for author in (customer, other_customer):
        factories.review(listing=listing, author=author)

    with pytest.raises(Refused, match="reviews of this medicine"):
        factories.review(listing=listing, author=moderator)
    other = factories.listed(editor=editor, pharmacist=pharmacist)
    assert factories.review(listing=other, author=moderator)


@pytest.mark.parametrize("kind", ["person", "network"])
@pytest.mark.parametrize("what", ["vote", "complaint"])
def test_votes_and_complaints(editor, pharmacist, customer, other_customer, moderator, monkeypatch, what, kind):
    reached(what, kind, monkeypatch)
    acts = {
        "vote": lambda review: review.vote(by=customer, network=NETWORK),
        "complaint": lambda review: review.complain(by=customer, why="fake", network=NETWORK),
    }
    reviews = []
    for _number in range(3):
        listing = factories.listed(editor=editor, pharmacist=pharmacist)
        reviews.append(factories.approved(listing=listing, author=other_customer, moderator=moderator).review)
    for review in reviews[:2]:
        acts[what](review)

    with pytest.raises(Refused) as refusal:
        acts[what](reviews[2])
    assert str(refusal.value) == str(TOO_MUCH[kind])
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        acts[what](reviews[2])


def test_the_form_tells_the_network_and_the_database_does_not_know_it(signed_in, listing, customer):
    written = factories.written(listing=listing, by=customer)

    signed_in(customer).post(f"/products/{listing.slug}/reviews/new/", written, REMOTE_ADDR=NETWORK)

    kept = str(list(Hit.objects.values()))
    assert Hit.objects.filter(what="review").count() == 3
    assert (NETWORK in kept, customer.username in kept) == (False, False)


def test_an_unknown_network_is_not_counted_as_one(listing, customer, other_customer, moderator, monkeypatch):
    reached("review", "network", monkeypatch, most=1)
    for author in (customer, other_customer, moderator):
        factories.review(listing=listing, author=author, network="")

    assert ReviewText.objects.count() == 3
