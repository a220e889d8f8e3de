"""/products/<slug>/reviews/<pk>/complaints/new/: a reader says why a published review should not stand."""

import pytest
from django.db import IntegrityError, transaction

from reviews.models import Complaint, ReviewText
from reviews.models.hit import LIMITS
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def text(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator, title="Buy my cream")


def address(text):
    return f"/products/{text.product.listing.slug}/reviews/{text.review_id}/complaints/new/"


def test_a_reader_complains_and_a_moderator_has_to_look(signed_in, text, other_customer):
    client = signed_in(other_customer)

    response = client.post(address(text), {"why": "advertising", "note": " It sells\u202e a cream. "}, follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(address(text), 302)]
    assert "A moderator will read this review again." in page
    assert "You have reported this review." in page
    complaint = Complaint.objects.get()
    assert (complaint.why, complaint.note, complaint.by) == ("advertising", "It sells a cream.", other_customer)
    assert list(ReviewText.objects.to_moderate()) == [text]


def test_the_review_stays_as_it_is(client, signed_in, text, other_customer):
    signed_in(other_customer).post(address(text), {"why": "other", "note": "SECRET NOTE"})

    page = client.get(f"/products/{text.product.listing.slug}/reviews/").content.decode()
    assert "Buy my cream" in page
    assert "SECRET NOTE" not in page


def test_several_readers_raise_it_in_the_queue(signed_in, text, other_customer, listing, moderator):
    other = factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator)
    signed_in(other_customer).post(address(other), {"why": "other"})
    for number in range(2):
        signed_in(factories.user(name=f"reader-{number}")).post(address(text), {"why": "abusive"})

    assert list(ReviewText.objects.to_moderate()) == [text, other]


def test_nothing_chosen_keeps_what_was_typed(signed_in, text, other_customer):
    response = signed_in(other_customer).post(address(text), {"note": "It sells a cream."})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Choose what is wrong with it." in page
    assert ">\nIt sells a cream.</textarea>" in page
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize("sent", [{"why": "low_rating"}, {"why": "other", "note": "x" * 501}])
def test_what_is_none_or_too_long_is_refused(signed_in, text, other_customer, sent):
    response = signed_in(other_customer).post(address(text), sent)

    assert (response.status_code, Complaint.objects.count()) == (200, 0)
    assert "error-summary" in response.content.decode()


def test_once_a_person_until_somebody_has_looked(signed_in, text, other_customer, moderator):
    client = signed_in(other_customer)
    client.post(address(text), {"why": "other"})

    again = client.post(address(text), {"why": "abusive"}, follow=True)

    page = again.content.decode()
    assert again.redirect_chain == [(address(text), 302)]
    assert "You have reported this review already. A person will look at it." in page
    assert ("error-summary" in page, "notice--error" in page) == (False, False)
    assert (Complaint.objects.count(), Complaint.objects.get().why) == (1, "other")
    text.review.keep(by=moderator, text=text)
    client.post(address(text), {"why": "abusive"})
    assert Complaint.objects.count() == 2


def test_a_double_click_is_one_complaint(text, other_customer):
    """Both may have passed the look of the view before either is kept."""
    first = text.review.complain(by=other_customer, why="other", note="First")

    assert text.review.complain(by=other_customer, why="other", note="First") == first
    assert Complaint.objects.count() == 1


def test_nobody_complains_about_their_own(signed_in, text, customer):
    client = signed_in(customer)

    page = client.get(address(text)).content.decode()
    client.post(address(text), {"why": "other"})

    assert "You can change or delete it in your account." in page
    assert Complaint.objects.count() == 0


def test_a_stranger_is_led_to_sign_in(client, text):
    response = client.post(address(text), {"why": "other"})

    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={address(text)}")
    assert Complaint.objects.count() == 0


def test_a_limit_holds_and_keeps_what_was_typed(signed_in, text, other_customer, monkeypatch):
    monkeypatch.setitem(LIMITS, "complaint", {"person": (0, LIMITS["complaint"]["person"][1])})

    response = signed_in(other_customer).post(address(text), {"why": "other", "note": "My words"})

    page = response.content.decode()
    assert "too often today" in page
    assert "My words" in page
    assert Complaint.objects.count() == 0


def test_only_what_is_published(signed_in, listing, customer, other_customer):
    waiting = factories.review(listing=listing, author=customer)

    assert signed_in(other_customer).get(address(waiting)).status_code == 404
    assert signed_in(other_customer).post(address(waiting), {"why": "other"}).status_code == 404


def test_harm_has_its_own_road(signed_in, text, other_customer):
    page = signed_in(other_customer).get(address(text)).content.decode()

    assert "https://www.fda.gov/safety/medwatch" in page


def test_no_cache_keeps_it(signed_in, text, other_customer):
    assert "no-store" in signed_in(other_customer).get(address(text))["Cache-Control"]


@pytest.mark.parametrize("with_reviews", [True, False])
def test_what_was_written_leaves_with_its_author_and_the_complaint_still_counts(text, other_customer, with_reviews):
    text.review.complain(by=other_customer, why="other", note="My name is Bo.")
    settled = text.review.complain(by=factories.user(name="third"), why="other", note="Another's.")

    other_customer.leave(with_reviews=with_reviews)

    assert list(Complaint.objects.values_list("by", "note")) == [(settled.by_id, "Another's."), (None, "")]
    assert ReviewText.objects.to_moderate().get().complaint_count == 2


def test_the_database_keeps_no_note_of_nobody(text, other_customer):
    text.review.complain(by=other_customer, why="other", note="My name is Bo.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(by=None)


# Harm that a reader tells of


QUEUE = "/admin/reviews/review/"
TO_REPORT = "/admin/reviews/safetyreport/open/"


def reading(signed_in, by, text) -> str:
    return signed_in(by).get(f"{QUEUE}{text.review_id}/change/").content.decode()


def beside_complaints(html) -> str:
    return html.partition('id="complaints-title"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("note", "urgent"),
    [
        ("My son took it, too, and got a rash all over.", ["Urgent: tells of a possible side effect"]),
        ("I am pregnant and did what she says.", ["Urgent: tells of a pregnancy"]),
        ("It sells a cream.", []),
        ("", []),
    ],
)
def test_a_note_that_tells_of_harm_is_urgent_in_the_moderators_view(
    signed_in, text, other_customer, moderator, note, urgent
):
    signed_in(other_customer).post(address(text), {"why": "other", "note": note})

    shown = beside_complaints(reading(signed_in, moderator, text))

    known = ["Urgent: tells of a possible side effect", "Urgent: tells of a pregnancy"]
    assert [one for one in known if one in shown] == urgent
    assert (f'action="{TO_REPORT}{text.pk}/"' in shown) == bool(urgent)
    assert ("a reader tells of harm" in signed_in(moderator).get(QUEUE).content.decode()) == bool(urgent)


def test_the_reason_of_harm_has_the_way_to_a_report_beside_it(signed_in, text, other_customer, moderator):
    text.review.complain(by=other_customer, why="side_effect")

    shown = beside_complaints(reading(signed_in, moderator, text))
    assert f'action="{TO_REPORT}{text.pk}/"' in shown
    assert "Urgent" not in shown

    answer = signed_in(moderator).post(f"{TO_REPORT}{text.pk}/")
    assert answer.status_code == 302
    assert text.review.safety_reports.get().is_open


def test_harm_that_a_reader_tells_of_rises_above_any_other_complaint(listing, text, other_customer, moderator):
    disputed = factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator)
    for number in range(3):
        disputed.review.complain(by=factories.user(name=f"reader-{number}"), why="fake")
    text.review.complain(by=other_customer, why="other", note="I am pregnant and it made me vomit.")
    assert list(ReviewText.objects.to_moderate()) == [text, disputed]

    text.review.keep(by=moderator, text=text)

    text.refresh_from_db()
    assert (text.complaint_count, text.urgency) == (0, 0)


def test_who_may_open_no_report_sees_no_button(signed_in, text, other_customer, pharmacist, editor):
    text.review.complain(by=other_customer, why="side_effect")

    assert f'action="{TO_REPORT}{text.pk}/"' in beside_complaints(reading(signed_in, pharmacist, text))
    assert signed_in(editor).get(f"{QUEUE}{text.review_id}/change/").status_code == 403
