"""The letter and the record of an answer, however often it is worded anew."""

import pytest

from reviews.models import Decision, Letter
from tests import factories


@pytest.fixture
def text(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator)


def replies():
    return Letter.objects.filter(kind=Letter.Kind.REPLY)


def test_wording_it_anew_before_the_letter_is_out_sends_one_letter(text, pharmacist):
    text.review.answer(by=pharmacist, text="Thnak you.")
    text.review.answer(by=pharmacist, text="Thank you.")

    assert replies().count() == 1


def test_a_new_answer_after_one_that_was_removed_has_its_letter(text, pharmacist):
    text.review.answer(by=pharmacist, text="Thank you.")
    text.review.remove_answer(by=pharmacist)
    assert not replies().exists()

    text.review.answer(by=pharmacist, text="Thank you, Ana.")
    assert replies().count() == 1


def test_the_record_says_of_which_text_an_answer_was_removed(text, listing, customer, pharmacist):
    text.review.answer(by=pharmacist, text="Thank you.")
    factories.review(listing=listing, author=customer, title="Second")

    text.review.remove_answer(by=pharmacist)

    assert Decision.objects.filter(act="reply_removed").values_list("text_number", "from_state").get() == (
        text.pk,
        "shown",
    )
