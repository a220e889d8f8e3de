"""The marked places of a text: in pieces, nothing lost, nothing unescaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.highlight import highlighted, reasons
from reviews.models import ReviewText
from reviews.models.screening_word import MarkKind
from tests import factories
from tests.reviews.moderating import page


def text_of(words, *marks, title="Title"):
    found = [{"field": "text", "start": start, "end": end, "kind": kind} for start, end, kind in marks]
    return ReviewText(title=title, text=words, marks=found)


def pieces(text):
    return [(one.words, [note.kind.value for note in one.notes]) for one in highlighted(text).text]


def test_marks_that_overlap_share_a_piece():
    text = text_of("abcdefgh", (1, 5, "email"), (3, 7, "dose"))

    found = [("a", []), ("bc", ["email"]), ("de", ["email", "dose"]), ("fg", ["dose"]), ("h", [])]
    assert pieces(text) == found


def test_a_mark_in_another_and_two_of_one_place():
    text = text_of("abcdef", (0, 6, "cure"), (2, 4, "dose"), (2, 4, "other_use"))

    found = [("ab", ["cure"]), ("cd", ["cure", "dose", "other_use"]), ("ef", ["cure"])]
    assert pieces(text) == found
    assert [len(one.ending) for one in highlighted(text).text] == [0, 2, 1]


def test_places_are_cut_to_the_words():
    assert pieces(text_of("abc", (-4, 99, "dose"))) == [("abc", ["dose"])]
    assert pieces(text_of("abc", (5, 9, "dose"), (2, 2, "dose"), (2, 1, "dose"))) == [("abc", [])]


@pytest.mark.parametrize(
    "mark",
    [
        {},
        None,
        "x",
        7,
        {"field": "note", "start": 0, "end": 1, "kind": "dose"},
        {"field": "text", "start": "x", "end": 1, "kind": "dose"},
        {"field": "text", "start": 0, "end": None, "kind": "dose"},
        {"field": "text", "start": 0, "end": 1, "kind": "stars"},
    ],
)
def test_what_is_no_mark_is_left_out(mark):
    text = ReviewText(title="Title", text="Words", marks=[mark])

    assert pieces(text) == [("Words", [])]
    assert reasons(text) == []


def test_the_legend_numbers_each_kind_once():
    text = text_of("abcdef", (0, 1, "dose"), (2, 3, "email"), (4, 5, "dose"))

    found = [(note.number, note.kind.value, note.count) for note in highlighted(text).legend]
    assert found == [(1, "dose", 2), (2, "email", 1)]
    assert reasons(text) == ["advice on a dose (2)", "e-mail address"]


places = st.integers(-5, 60)
mark = st.tuples(places, places, st.sampled_from(MarkKind.values))


@given(st.text(max_size=40), st.lists(mark, max_size=8))
def test_no_word_is_lost_and_none_comes_twice(words, marks):
    text = text_of(words, *marks)

    assert "".join(words for words, _kinds in pieces(text)) == words


def test_words_within_a_mark_are_escaped(signed_in, listing, customer, moderator):
    text = factories.review(listing=listing, author=customer, title="Fine", text="<img src=x onerror=1> & more")
    mark = {"field": "text", "start": 0, "end": 21, "kind": "dose"}
    ReviewText.objects.filter(pk=text.pk).update(marks=[mark])

    html = signed_in(moderator).get(page(text)).content.decode()

    assert "<mark>&lt;img src=x onerror=1&gt;<span" in html
    assert "<img src=x" not in html
    assert "[advice on a dose]" in html
