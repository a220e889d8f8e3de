"""/admin/reviews/letter/: the outbox, without anybody's address."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Letter
from tests import factories

LIST = reverse("admin:reviews_letter_changelist")


@pytest.fixture
def letter(listing, customer) -> Letter:
    factories.review(listing=listing, author=customer)
    Letter.objects.update(given_up_at=timezone.now(), tries=9, last_error="SMTPDataError 451")
    return Letter.objects.get()


def test_it_says_what_waits_and_why_and_names_nobody(signed_in, customer, moderator, letter):
    client = signed_in(moderator)

    for address in (LIST, f"{LIST}?state=given_up", reverse("admin:reviews_letter_change", args=[letter.pk])):
        html = client.get(address).content.decode()
        assert "SMTPDataError 451" in html
        assert (customer.email in html, customer.username in html.replace(customer.display_name, "")) == (False, False)


@pytest.mark.parametrize("who", ["editor", "pharmacist"])
def test_nobody_else(request, signed_in, letter, who):
    assert signed_in(request.getfixturevalue(who)).get(LIST).status_code == 403


def test_what_was_given_up_is_sent_again(signed_in, moderator, letter):
    data = {"action": "send_again", "_selected_action": [letter.pk]}
    client = signed_in(moderator)

    html = client.post(LIST, data, follow=True).content.decode()
    again = client.post(LIST, data, follow=True).content.decode()

    letter.refresh_from_db()
    assert "1 letter will be sent again." in html
    assert "This letter was not given up." in again
    assert (letter.given_up_at, letter.tries, letter.last_error) == (None, 0, "")
