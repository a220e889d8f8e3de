"""The pharmacy's answer below a review: marked as such, dated, gone when it is taken away."""

import pytest

from reviews.models import Reply
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def text(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator)


@pytest.fixture(params=["", "reviews/"])
def read(request, client, listing):
    return lambda: client.get(f"/products/{listing.slug}/{request.param}").content.decode()


def test_an_answer_stands_below_its_review_with_its_date(read, text, pharmacist):
    assert "The pharmacy’s answer" not in read()

    text.review.answer(by=pharmacist, text="Thank you.\nAsk <us>.")

    page, reply = read(), Reply.objects.get()
    assert f'The pharmacy’s answer, <time datetime="{reply.changed_at:%Y-%m-%d}">' in page
    assert "Thank you.<br>Ask &lt;us&gt;." in page
    assert page.index("I slept better") < page.index("The pharmacy’s answer")


def test_a_new_wording_takes_the_place_of_the_old(read, text, pharmacist):
    text.review.answer(by=pharmacist, text="Old answer.")
    text.review.answer(by=pharmacist, text="New answer.")

    assert ("New answer." in read(), "Old answer." in read()) == (True, False)


def test_an_answer_that_was_taken_away_is_gone(read, text, pharmacist):
    text.review.answer(by=pharmacist, text="An answer.")
    assert "An answer." in read()

    text.review.remove_answer(by=pharmacist)

    assert "The pharmacy’s answer" not in read()


def test_it_names_no_member_of_staff(read, text):
    text.review.answer(by=factories.pharmacist(name="named-pharmacist"), text="An answer.")

    assert "named-pharmacist" not in read()


def test_it_says_its_language_and_runs_its_own_way(read, text, pharmacist):
    text.review.answer(by=pharmacist, text="شكرا")
    Reply.objects.update(language="ar")

    assert '<p class="review__text" lang="ar" dir="auto">شكرا</p>' in read()


def test_an_answer_to_an_earlier_text_says_so_until_it_is_worded_anew(
    read, text, listing, customer, moderator, pharmacist
):
    later = factories.review(listing=listing, author=customer, title="Not so good after all")
    text.review.answer(by=pharmacist, text="Thank you.")
    assert "(to an earlier text)" not in read()

    later.review.approve(by=moderator, text=later)
    assert "(to an earlier text)" in read()

    later.review.answer(by=pharmacist, text="We are sorry.")
    assert "(to an earlier text)" not in read()


def test_undoing_the_later_text_puts_the_answer_right(read, text, listing, customer, moderator, pharmacist):
    text.review.answer(by=pharmacist, text="Thank you.")
    later = factories.review(listing=listing, author=customer, title="Not so good after all")
    later.review.approve(by=moderator, text=later)
    later.review.undo(by=moderator, text=later)

    assert ("Thank you." in read(), "(to an earlier text)" in read()) == (True, False)
