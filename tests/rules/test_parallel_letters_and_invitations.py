"""At once: one invitation is used by one, one order has one invitation, one letter goes out once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.models import User
from catalog.models import Listing
from reviews.models import Invitation, Letter, ReviewText
from reviews.models.letter import deliver
from tests import factories
from tests.rules.storm import all_at_once, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def test_one_invitation_in_many_hands(listing, pharmacist, threads_see_the_database):
    invitation, _link = Invitation.issue(by=pharmacist, product=listing.product, order="4711", through="admin")
    names = [factories.user(name=f"person-{number}").username for number in range(MANY)]
    threads_see_the_database()

    errors = all_at_once([redeeming(name, invitation.pk) for name in names])

    refused = [error for error in errors if error]
    assert {str(error) for error in refused} == {"This invitation is used up or has ended. You can review without it."}
    assert len(refused) == MANY - 1
    assert elsewhere(lambda: list(ReviewText.objects.values_list("verified", flat=True))) == [True]


def redeeming(name, key):
    def act():
        invitation, author = Invitation.objects.get(pk=key), User.objects.get(username=name)
        factories.review(listing=Listing.objects.get(), author=author, invitation=invitation)

    return act


def test_one_order_asked_for_many_times(listing, pharmacist, threads_see_the_database):
    threads_see_the_database()
    links = []

    def asking():
        by = User.objects.get(pk=pharmacist.pk)
        product = Listing.objects.get().product
        links.append(Invitation.issue(by=by, product=product, order="4711", through="api")[1])

    errors = all_at_once([asking] * MANY)

    assert [error for error in errors if error] == []
    assert (len(links), len(set(links)), elsewhere(Invitation.objects.count)) == (MANY, 1, 1)


def test_one_letter_and_many_workers(listing, customer, threads_see_the_database):
    factories.review(listing=listing, author=customer)
    key = Letter.objects.get().pk
    threads_see_the_database()

    errors = all_at_once([lambda: deliver.call(key)] * MANY)

    assert [error for error in errors if error] == []
    assert len(mail.outbox) == 1
    assert elsewhere(lambda: Letter.objects.get().tries) == 1


@pytest.mark.parametrize("turn", range(5))
def test_workers_and_an_undo_at_once(listing, customer, moderator, threads_see_the_database, turn):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    key = Letter.objects.get(kind="shown").pk
    # As where the clock of the worker's machine is ahead: the undo's minute is not over, the letter is due.
    Letter.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    threads_see_the_database()

    def undoing():
        ReviewText.objects.get(pk=text.pk).review.undo(by=User.objects.get(pk=moderator.pk), text=text)

    undo_error, *errors = all_at_once([undoing, *[lambda: deliver.call(key)] * 3])

    told = [message.subject for message in mail.outbox].count("Your review is published")
    state, letters = elsewhere(
        lambda: (ReviewText.objects.get().state, Letter.objects.filter(kind="shown", sent_at__isnull=False).count())
    )
    assert [error for error in errors if error] == []
    # Either the author is told and the decision stands, or it is undone and nobody is ever told.
    if undo_error:
        assert str(undo_error) == "A minute has passed: the author may have been told. Decide anew."
        assert (told, state, letters) == (1, "shown", 1)
    else:
        assert (told, state, letters) == (0, "waiting", 0)
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            assert elsewhere(lambda: deliver.call(key)) is False
