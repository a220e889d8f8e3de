"""What somebody without an account tries: to fill the server with what nobody asked for."""

from django.contrib.sessions.models import Session
from django.test import Client

from reviews.models.hit import LIMITS
from tests import factories


def test_nobody_fills_the_server_with_reviews_that_wait_for_a_sign_in(listing, customer):
    """One stamp may be sent again and again, each time without a cookie."""
    most, _span = LIMITS["draft"]["person"]
    sent = factories.written(listing=listing, by=customer)

    answers = [Client().post(f"/products/{listing.slug}/reviews/new/", sent) for _ in range(most + 3)]

    assert {answer.status_code for answer in answers} == {302}
    assert Session.objects.count() == most
