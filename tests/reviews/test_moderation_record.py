"""The record of decisions in the admin: read by moderators and pharmacists, changed by nobody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.models import Decision, Review, ReviewText
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import page

pytestmark = pytest.mark.usefixtures("listed_once")

RECORD = "/admin/reviews/decision/"


@pytest.fixture
def rejected(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer, title="A private title")
    return text.review.reject(by=moderator, text=text, reason="off_topic")


@pytest.mark.parametrize("role", ["moderator", "pharmacist"])
def test_who_did_what_to_which_medicine_and_why(signed_in, request, listing, rejected, role):
    response = signed_in(request.getfixturevalue(role)).get(RECORD)

    told = text_of(response)
    assert [decision.act for decision in response.context["cl"].queryset] == ["rejected", "sent"]
    assert f"not publishedmoderator{listing.name}" in told
    assert "It is about something other than this medicine" in told
    assert f"sent by the authorthe author{listing.name}" in told
    assert page(rejected) in response.content.decode()
    assert "A private title" not in told


def test_filtering_by_what_was_done(signed_in, rejected, moderator):
    client = signed_in(moderator)

    found = client.get(RECORD, {"act__exact": "rejected"}).context["cl"].queryset
    assert [decision.act for decision in found] == ["rejected"]
    assert client.get(RECORD, {"by__email__startswith": "m"}).status_code == 400


def test_nobody_changes_it(signed_in, rejected, moderator):
    root = factories.user(name="root", is_staff=True, is_superuser=True)
    row = Decision.objects.first()

    for person in (moderator, root):
        client = signed_in(person)
        assert client.get(f"{RECORD}add/").status_code == 403
        assert client.post(f"{RECORD}{row.pk}/change/", {"act": "approved"}).status_code == 403
        assert client.post(f"{RECORD}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Decision.objects.first().act == "rejected"


@pytest.mark.parametrize("role", ["customer", "editor"])
def test_nobody_else_reads_it(signed_in, request, rejected, role):
    person = request.getfixturevalue(role)

    assert signed_in(person).get(RECORD).status_code == (403 if person.is_staff else 302)


def test_it_outlives_the_review(signed_in, rejected, customer, moderator):
    rejected.review.withdraw(by=customer)

    assert "deleted by the author" in text_of(signed_in(moderator).get(RECORD))


def gone() -> list[tuple]:
    lines = Decision.objects.filter(act="deleted").order_by("id")
    return list(lines.values_list("text_number", "from_state", "to_state"))


def test_every_text_that_stood_has_a_line_when_its_author_deletes(listing, customer, moderator):
    shown = factories.approved(listing=listing, author=customer, moderator=moderator)
    rejected = factories.review(listing=listing, author=customer, title="Second")
    shown.review.reject(by=moderator, text=rejected, reason="abusive")
    waiting = factories.review(listing=listing, author=customer, title="Third")

    shown.review.withdraw(by=customer)

    assert sorted(gone()) == [(shown.pk, "shown", ""), (waiting.pk, "waiting", "")]


def test_a_published_text_has_its_line_though_a_later_one_was_rejected(listing, customer, moderator):
    shown = factories.approved(listing=listing, author=customer, moderator=moderator)
    later = factories.review(listing=listing, author=customer, title="Second")
    shown.review.reject(by=moderator, text=later, reason="abusive")

    shown.review.withdraw(by=customer)

    assert gone() == [(shown.pk, "shown", "")]


def test_what_only_was_rejected_has_a_line_too(rejected, customer):
    rejected.review.withdraw(by=customer)

    assert gone() == [(rejected.pk, "rejected", "")]


def test_what_waited_has_a_line_when_its_author_leaves_and_keeps_the_rest(
    listing, editor, pharmacist, customer, moderator
):
    other = factories.listed(editor=editor, pharmacist=pharmacist)
    shown = factories.approved(listing=listing, author=customer, moderator=moderator)
    waiting = factories.review(listing=listing, author=customer, title="Second")
    alone = factories.review(listing=other, author=customer)

    customer.leave(with_reviews=False)

    assert sorted(gone()) == [(waiting.pk, "waiting", ""), (alone.pk, "waiting", "")]
    assert [(text.pk, text.state) for text in ReviewText.objects.all()] == [(shown.pk, "shown")]
    assert [review.pk for review in Review.objects.all()] == [shown.review_id]


def test_queries_do_not_grow(signed_in, rejected, moderator):
    client = signed_in(moderator)
    client.get(RECORD)
    with CaptureQueriesContext(connection) as few:
        client.get(RECORD)
    for _ in range(50):
        Decision.note("kept", rejected, by=moderator, from_state="shown")
    with CaptureQueriesContext(connection) as many:
        client.get(RECORD)

    assert len(many) == len(few)
