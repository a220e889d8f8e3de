"""Review.post past the form: what it looks up itself, and what it opens besides."""

import pytest

from catalog.models import Condition, Listing
from catalog.refusals import Refused
from reviews.models import ReviewText, SafetyReport
from tests import factories


@pytest.mark.parametrize("by_what", ["a switch", "a withdrawal"])
def test_a_medicine_that_was_closed_meanwhile_takes_no_review(listing, customer, pharmacist, by_what):
    read_before = Listing.objects.get()
    if by_what == "a switch":
        listing.product.switch_reviews(by=pharmacist, to_open=False)
    else:
        listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    with pytest.raises(Refused):
        factories.review(listing=read_before, author=customer)
    assert not ReviewText.objects.exists()


def test_only_a_condition_of_the_listing(listing, customer):
    other = Condition.objects.create(name="Gout", slug="gout")

    with pytest.raises(Refused, match="not listed for that condition"):
        factories.review(listing=listing, author=customer, condition=other)

    own = listing.conditions.get()
    assert factories.review(listing=listing, author=customer, condition=own).condition == own


@pytest.mark.parametrize(
    ("text", "pregnancy"),
    [("I took it while I was pregnant and was fine.", True), ("It gave me a rash on both arms.", False)],
)
def test_what_may_have_to_be_reported_opens_a_report(listing, customer, text, pregnancy):
    factories.review(listing=listing, author=customer, text=text)

    report = SafetyReport.objects.get()
    assert (report.pregnancy, report.reporter, report.market) == (pregnancy, customer, "us")
    assert text in report.words


def test_what_tells_of_no_harm_opens_none(listing, customer):
    factories.review(listing=listing, author=customer, text="I slept well from the first night.")

    assert not SafetyReport.objects.exists()
