"""Fifty at once about one medicine: what was accepted is stored once, the stars agree, nothing deadlocks."""

import random

import pytest

from accounts.models import User
from catalog.models import Change, Clock, Listing, Rating
from reviews.models import Decision, Letter, Review, ReviewText, Vote
from reviews.models.stars import counted
from tests import factories
from tests.rules.storm import all_at_once, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def posting(name, **fields):
    def act():
        factories.review(listing=Listing.objects.get(), author=User.objects.get(username=name), **fields)

    return act


def approving(key, moderator):
    def act():
        text = ReviewText.objects.get(pk=key)
        text.review.approve(by=moderator, text=text)

    return act


def withdrawing(name):
    def act():
        author = User.objects.get(username=name)
        author.reviews.get().withdraw(by=author)

    return act


def leaving(name, *, with_reviews):
    return lambda: User.objects.get(username=name).leave(with_reviews=with_reviews)


def voting(name, review):
    return lambda: Review.objects.get(pk=review).vote(by=User.objects.get(username=name))


@pytest.fixture
def acts(listing, moderator, customer):
    """New texts, changed texts, the same text twice, approvals, deletions, people who leave, votes: fifty."""
    for number in range(40):
        factories.user(name=f"person-{number}")
    waiting = [factories.review(listing=listing, author=person(number), rating=number % 5 + 1) for number in range(14)]
    stays = factories.approved(listing=listing, author=customer, moderator=moderator, rating=5)
    for number in (14, 15, 16, 17):
        factories.approved(listing=listing, author=person(number), moderator=moderator, rating=1)
    return [
        *(approving(text.pk, moderator) for text in waiting),
        *(posting(f"person-{number}", rating=number % 5 + 1) for number in range(20, 34)),
        *(posting(f"person-{number}", text="Sent twice.") for number in (34, 35, 36, 34, 35, 36)),
        *(posting(f"person-{number}", rating=2, title="Changed") for number in (14, 15)),
        withdrawing("person-16"),
        leaving("person-17", with_reviews=True),
        leaving("person-0", with_reviews=False),
        *(voting(f"person-{number}", stays.review_id) for number in range(20, 31)),
    ]


def person(number):
    return User.objects.get(username=f"person-{number}")


def outcome():
    texts = ReviewText.objects.order_by("pk")
    return {
        "stars": Rating.objects.get().counts,
        "rows": next(iter(counted().values())),
        "waiting": sorted(texts.waiting().values_list("review__author__username", "title")),
        "helpful": list(texts.shown().filter(helpful_count__gt=0).values_list("helpful_count", flat=True)),
        "votes": Vote.objects.count(),
        "authors": list(Review.objects.exclude(author=None).values_list("author", flat=True)),
        "sent": Decision.objects.filter(act="sent").count(),
        "letters": Letter.objects.filter(kind="received").count(),
        "clock": Clock.objects.get().tick,
        "ticks": list(Change.objects.order_by("tick").values_list("tick", flat=True)),
    }


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_fifty_at_once(acts, threads_see_the_database, attempt):
    random.Random(attempt).shuffle(acts)
    assert len(acts) == 50
    threads_see_the_database()

    errors = all_at_once(acts)

    after = elsewhere(outcome)
    # Who leaves may do so before their waiting text is approved: then it is gone, and the moderator is told.
    assert {str(error) for error in errors if error} <= {"The author has taken this review back."}
    assert sum(map(bool, errors)) <= 1
    assert after["stars"] == after["rows"]
    assert sum(after["stars"]) in (16, 17)
    assert after["waiting"] == sorted(
        [
            *((f"person-{number}", "It helped") for number in range(20, 37)),
            ("person-14", "Changed"),
            ("person-15", "Changed"),
        ]
    )
    assert (after["helpful"], after["votes"]) == ([11], 11)
    assert len(set(after["authors"])) == len(after["authors"])
    assert after["ticks"] == list(range(1, after["clock"] + 1))
