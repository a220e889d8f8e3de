"""How long a text may be holds for every verb, not for forms alone; what is refused leaves nothing behind."""

import pytest
from django.core.exceptions import ValidationError

from catalog.models import Category, Edit, Listing, Product, Submission, Withdrawal
from reviews.models import Review, ReviewText
from tests import factories

LONG = "long " * 1000  # 5,000 characters
PARTS = {
    "indications": {"title": "Hay fever", "text": LONG, "condition": {"name": "Hay fever"}},
    "key_features": {"title": "Once a day", "text": LONG},
    "safety_notes": {"severity": "warning", "topic": "driving", "title": "Driving", "text": LONG * 2},
    "sections": {"kind": "side_effects", "title": "", "text": LONG * 5},
}


def refuses(column, act):
    with pytest.raises(ValidationError) as refusal:
        act()
    assert list(refusal.value.message_dict) == [column]
    assert "Ensure this value has at most" in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("column", "text"),
    [("summary", LONG), ("excipients", LONG), ("description", LONG * 5), ("name", LONG), ("brand_name", LONG)],
)
def test_no_draft_is_made_of_a_text_that_is_too_long(editor, column, text):
    refuses(column, lambda: factories.draft(by=editor, **{column: text}))

    assert (Product.objects.exists(), Edit.objects.exists(), Category.objects.exists()) == (False, False, False)


@pytest.mark.parametrize(
    ("group", "key", "column"),
    [
        ("storage", "text", "storage_text"),
        ("storage", "handling", "handling"),
        ("appearance", "description", "appearance_description"),
        ("programme", "requirements", "programme_requirements"),
    ],
)
def test_no_draft_is_made_of_a_fact_that_is_too_long(editor, group, key, column):
    refuses(column, lambda: factories.draft(by=editor, **{group: factories.content()[group] | {key: LONG}}))

    assert not Product.objects.exists()


@pytest.mark.parametrize("part", PARTS)
def test_no_draft_is_made_of_a_part_that_is_too_long(editor, part):
    refuses("text", lambda: factories.draft(by=editor, **{part: [PARTS[part]]}))

    assert (Product.objects.exists(), Edit.objects.exists()) == (False, False)


def test_a_submission_with_a_note_that_is_too_long_is_refused(editor):
    product = factories.draft(by=editor)

    refuses("note", lambda: product.submit(by=editor, digest=product.digest(), note=LONG))

    assert not Submission.objects.exists()


def test_a_note_that_is_too_long_leaves_the_earlier_submission_waiting(editor):
    product = factories.submitted(by=editor)

    refuses("note", lambda: product.submit(by=editor, digest=product.digest(), note=LONG))

    assert Submission.objects.get().state == "waiting"


def test_sending_back_with_a_reason_that_is_too_long_is_refused(editor, pharmacist):
    product = factories.submitted(by=editor)

    refuses("reason", lambda: product.send_back(by=pharmacist, reason=LONG))

    assert (Submission.objects.get().state, Submission.objects.get().reason) == ("waiting", "")


@pytest.mark.parametrize("column", ["reason", "public_note"])
def test_withdrawing_with_words_that_are_too_many_is_refused(listing, pharmacist, column):
    words = {"reason": "Recall.", "public_note": "Recalled."} | {column: LONG}

    refuses(column, lambda: listing.product.withdraw(by=pharmacist, **words))

    assert (Listing.objects.count(), Withdrawal.objects.count()) == (1, 0)


@pytest.mark.parametrize("column", ["title", "text"])
def test_a_review_that_is_too_long_is_refused(listing, customer, column):
    refuses(column, lambda: factories.review(listing=listing, author=customer, **{column: LONG * 10}))

    assert (Review.objects.exists(), ReviewText.objects.exists()) == (False, False)


def test_a_review_that_is_too_long_replaces_nothing(listing, customer):
    earlier = factories.review(listing=listing, author=customer)

    refuses("text", lambda: factories.review(listing=listing, author=customer, text=LONG * 10))

    assert list(ReviewText.objects.values_list("pk", "state")) == [(earlier.pk, "waiting")]


def test_rejecting_with_a_note_that_is_too_long_is_refused(listing, customer, moderator, mailoutbox):
    text = factories.review(listing=listing, author=customer)

    refuses("note", lambda: text.review.reject(by=moderator, text=text, reason="off_topic", note=LONG))

    assert ReviewText.objects.values_list("state", "note").get() == ("waiting", "")
    assert mailoutbox == []


def test_a_term_with_a_description_that_is_too_long_is_refused(db):
    refuses("description", lambda: Category(name="Allergy", description=LONG).keep(by=None))

    assert not Category.objects.exists()
