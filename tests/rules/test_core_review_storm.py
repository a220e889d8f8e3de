"""Every verb of reviews at once, by many people, on two medicines: no deadlock, and the numbers are right."""

import random

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from catalog.models import Listing, Product
from catalog.refusals import Refused
from reviews.models import Review, ReviewText
from reviews.models.stars import differences
from tests import factories
from tests.rules.storm import all_at_once, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
GONE = (Refused, PermissionDenied, User.DoesNotExist, ReviewText.DoesNotExist, Review.DoesNotExist)


@pytest.fixture
def people(listing, editor, pharmacist, moderator):
    """Customers with a published review of each medicine and a later text of it that waits; all have voted."""
    listings = [listing, factories.listed(editor=editor, pharmacist=pharmacist)]
    found = [factories.user(name=f"person-{number}") for number in range(5)]
    for one in listings:
        shown = [factories.approved(listing=one, author=person, moderator=moderator).review for person in found]
        for author, voter in zip(found, reversed(found), strict=True):
            factories.review(listing=one, author=author, rating=2, title="Later", text="It gave me a headache.")
            for review in shown:
                if review.author_id != voter.pk:
                    review.vote(by=voter)
    return found


def act_of(seed, names):
    """One thing that somebody does; that something else was quicker is no failure."""

    def act():
        chance = random.Random(seed)
        by = User.objects.filter(username=chance.choice(names)).first()
        text = ReviewText.objects.select_related("review").order_by("?").first()
        if by is None or text is None:
            return
        staff, review = User.objects.get(username="moderator"), text.review
        acts = [
            lambda: review.approve(by=staff, text=text),
            lambda: review.undo(by=staff, text=text),
            lambda: review.reject(by=staff, text=text, reason="abusive"),
            lambda: review.keep(by=staff, text=text),
            lambda: review.mask(by=staff, text=text, spans=[("text", 0, 2)], digest=text.digest),
            lambda: review.answer(by=staff, text="Thank you."),
            lambda: review.vote(by=by),
            lambda: review.take_vote_back(by=by),
            lambda: review.complain(by=by, why="fake"),
            lambda: Review.objects.get(author=by, product=review.product_id).withdraw(by=by),
            lambda: factories.review(listing=chance.choice(list(Listing.objects.all())), author=by, title=f"{seed}"),
            lambda: by.rename(f"Name {seed}"),
            lambda: by.leave(with_reviews=chance.random() < 0.5),
        ]
        weights = [5, 4, 3, 2, 3, 2, 4, 3, 4, 1, 5, 1, 0.5]
        try:
            chance.choices(acts, weights)[0]()
        except GONE:
            return

    return act


def test_every_verb_at_once(people, threads_see_the_database):
    names = [person.username for person in people]
    threads_see_the_database()

    for storm in range(4):
        errors = all_at_once([act_of(f"{storm}-{number}", names) for number in range(20)])
        assert [error for error in errors if error] == []

    assert elsewhere(lambda: differences(list(Product.objects.values_list("pk", flat=True)))) == []
