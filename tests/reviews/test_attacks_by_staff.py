"""What staff try beyond their role: reading what is not public, finding out who bought what, tying up the server."""

import pytest

from reviews.admin.decision_forms import Masking
from reviews.models import Invitation, Reply, ReviewText, SafetyReport
from reviews.models.masking import MOST_SPANS
from tests import factories
from tests.reviews.moderating import page, sent

OPEN = "/admin/reviews/safetyreport/open/{}/"


@pytest.mark.parametrize("reader", ["officer", "pharmacist"])
@pytest.mark.parametrize("state", ["waiting", "rejected"])
def test_no_report_is_opened_to_read_what_is_not_published(
    request, signed_in, listing, customer, moderator, reader, state
):
    text = factories.review(listing=listing, author=customer)
    if state == "rejected":
        text.review.reject(by=moderator, text=text, reason="abusive")

    answer = signed_in(request.getfixturevalue(reader)).post(OPEN.format(text.pk))

    assert (answer.status_code, SafetyReport.objects.count()) == (403, 0)


def test_what_is_reported_already_is_reported_again(signed_in, listing, customer, officer):
    report = factories.safety_report(listing=listing, author=customer)
    report.close(by=officer, reason="Nothing happened.")

    signed_in(officer).post(OPEN.format(report.review.texts.get().pk))

    assert SafetyReport.objects.count() == 2


def test_who_only_answers_does_nothing_to_a_review_that_is_taken_down(
    signed_in, listing, customer, moderator, pharmacist
):
    text = factories.approved(listing=listing, author=customer, moderator=moderator, title="My secret")
    text.review.answer(by=pharmacist, text="Thank you.")
    text.review.reject(by=moderator, text=text, reason="abusive")

    answer = signed_in(pharmacist).post(page(text), sent("remove_answer", text))

    assert (answer.status_code, Reply.objects.count()) == (404, 1)


def test_who_only_answers_is_not_told_of_what_waits(signed_in, listing, customer, moderator, pharmacist):
    text = factories.approved(listing=listing, author=customer, moderator=moderator, title="Public")
    text.review.answer(by=pharmacist, text="Thank you.")
    factories.review(listing=listing, author=customer, title="My secret")

    answer = signed_in(pharmacist).post(page(text), sent("remove_answer", text), follow=True)

    assert "The answer is gone: “Public”." in answer.content.decode()
    assert "My secret" not in answer.content.decode()


@pytest.mark.parametrize("lookup", ["review__exact", "order_hash__startswith", "issued_by__exact"])
def test_no_invitation_is_found_by_its_review(signed_in, listing, moderator, pharmacist, lookup):
    Invitation.issue(by=pharmacist, product=listing.product, order="A-1", through="admin")

    for reader in (moderator, pharmacist):
        assert signed_in(reader).get("/admin/reviews/invitation/", {lookup: "1"}).status_code == 400
    assert signed_in(pharmacist).get("/admin/reviews/invitation/?through__exact=admin&state=open").status_code == 200


@pytest.mark.parametrize("lookup", ["recipient__exact", "recipient", "recipient__email", "text__exact", "id__gt"])
def test_nobody_picks_out_the_letters_of_one_customer(signed_in, moderator, lookup):
    browser = signed_in(moderator)

    assert browser.get("/admin/reviews/letter/", {lookup: "1"}).status_code == 400
    every = {"state": "sent", "kind__exact": "shown", "language__exact": "en"}
    assert browser.get("/admin/reviews/letter/", every).status_code == 200


def test_masking_one_letter_everywhere_takes_no_longer_than_a_refusal(listing, customer):
    text = factories.review(listing=listing, author=customer, title="a" * 100, text="a" * 4000)
    words = "\n".join(["a"] * 2100)

    form = Masking({"read": text.pk, "digest": ReviewText.objects.get().digest, "words": words}, key="mask", text=text)

    assert form.is_valid()
    assert len(form.spans) == MOST_SPANS + 1
