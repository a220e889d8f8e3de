"""Masking on the page: what is marked by a tick, anything else by its words."""

import pytest

from reviews.models import Original, ReviewText
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import page, sent

pytestmark = pytest.mark.usefixtures("listed_once")

WORDS = "Ask Dr Miller, or call 555-0142. Dr Miller helps."


@pytest.fixture
def waiting(listing, customer):
    text = factories.review(listing=listing, author=customer, title="Call Dr Miller", text=WORDS)
    marks = [
        {"field": "title", "start": 5, "end": 14, "kind": "doctor"},
        {"field": "text", "start": 4, "end": 13, "kind": "doctor"},
        {"field": "text", "start": 23, "end": 31, "kind": "telephone"},
        {"field": "text", "start": 23, "end": 31, "kind": "number"},
    ]
    ReviewText.objects.filter(pk=text.pk).update(marks=marks)
    text.refresh_from_db()
    return text


def test_each_marked_place_can_be_ticked_once(signed_in, waiting, moderator):
    form = signed_in(moderator).get(page(waiting)).context["reading"].forms["mask"]

    assert form.fields["places"].choices == [
        ("title:5:14", "“Dr Miller” – name of a doctor"),
        ("text:4:13", "“Dr Miller” – name of a doctor"),
        ("text:23:31", "“555-0142” – order or card number, telephone number"),
    ]


def test_masking_what_is_ticked(signed_in, waiting, moderator):
    fields = sent("mask", waiting, places=["title:5:14", "text:23:31"])

    response = signed_in(moderator).post(page(waiting), fields, follow=True)

    waiting.refresh_from_db()
    assert (waiting.title, waiting.text) == ("Call [removed]", WORDS.replace("555-0142", "[removed]"))
    assert waiting.state == "waiting"
    assert response.redirect_chain == [(f"{page(waiting)}?text={waiting.pk}", 302)]
    assert "A part was masked: “Call [removed]”." in text_of(response)


def test_masking_words_wherever_they_stand(signed_in, waiting, moderator):
    signed_in(moderator).post(page(waiting), sent("mask", waiting, words="Dr Miller\r\n\r\n 555-0142 \r\n"))

    waiting.refresh_from_db()
    assert waiting.title == "Call [removed]"
    assert waiting.text == "Ask [removed], or call [removed]. [removed] helps."


@pytest.mark.parametrize("words", ["Dr Müller", "dr miller", "Dr  Miller", ".*"])
def test_words_that_do_not_stand_there(signed_in, waiting, moderator, words):
    response = signed_in(moderator).post(page(waiting), sent("mask", waiting, words=words))

    waiting.refresh_from_db()
    assert waiting.text == WORDS
    assert f"“{words}” does not stand in this text." in response.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"places": ["text:40:900"]},
        {"places": ["text:9:9"]},
        {"places": ["note:0:3"]},
        {"places": ["text:-1:3"]},
        {"places": ["x"]},
        {"places": ["text:99999:100000"]},
        {"words": "\n".join(["e"] * 60)},
        {"words": "x" * 5000},
    ],
)
def test_nothing_or_nonsense_masks_nothing(signed_in, waiting, moderator, fields):
    response = signed_in(moderator).post(page(waiting), sent("mask", waiting, **fields))

    waiting.refresh_from_db()
    assert (response.status_code, waiting.text) == (200, WORDS)
    assert response.context["form"].errors
    assert not Original.objects.exists()


def test_the_original_is_for_moderators_with_its_last_day(signed_in, waiting, moderator):
    client = signed_in(moderator)
    client.post(page(waiting), sent("mask", waiting, words="Dr Miller"))

    told = text_of(client.get(page(waiting)))

    assert f"What it said before it was masked Call Dr Miller {WORDS}" in told
    assert "For moderators alone, until" in told


def test_a_shown_text_is_masked_too(signed_in, waiting, moderator):
    waiting.review.approve(by=moderator, text=waiting)

    signed_in(moderator).post(page(waiting), sent("mask", waiting, words="555-0142"))

    waiting.refresh_from_db()
    assert (waiting.state, "555" in waiting.text) == ("shown", False)


def test_what_was_typed_stays_where_the_text_has_changed(signed_in, listing, customer, waiting, moderator):
    factories.review(listing=listing, author=customer, title="Changed", text="Something else.")

    response = signed_in(moderator).post(page(waiting), sent("mask", waiting, words="Dr Miller\nmy street"))

    told = text_of(response)
    assert "The author has changed the text since you opened it." in told
    assert "Dr Miller\nmy street" in response.content.decode()
    assert "Something else." in told
