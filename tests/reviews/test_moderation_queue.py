"""/admin/reviews/review/: what there is to do, most urgent first, and what was decided."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.admin import queue
from reviews.models import ReviewText
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import QUEUE, page, sent, titles

pytestmark = pytest.mark.usefixtures("listed_once")


def waits(listing, name, *, urgency=None, marks=None, **fields):
    """A waiting text by somebody new; where a test says so, as if screening had found just this."""
    text = factories.review(listing=listing, author=factories.user(name=f"author-{name}"), title=name, **fields)
    found = {"urgency": urgency, "marks": marks}
    ReviewText.objects.filter(pk=text.pk).update(**{key: value for key, value in found.items() if value is not None})
    text.refresh_from_db()
    return text


def mark(kind, field="text", start=0, end=3):
    return {"field": field, "start": start, "end": end, "kind": kind}


def why(response) -> dict[str, list[str]]:
    return {row["text"].title: row["why"] for row in response.context["rows"]}


def test_it_opens_on_what_waits_most_urgent_first_then_oldest_first(signed_in, listing, moderator):
    for name, urgency in {"Calm": 0, "Urgent": 40, "Calm too": 0, "Most urgent": 400}.items():
        waits(listing, name, urgency=urgency)
    factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator, title="Decided")

    response = signed_in(moderator).get(QUEUE)

    assert titles(response) == ["Most urgent", "Urgent", "Calm", "Calm too"]
    assert "To do (4)" in text_of(response)
    assert listing.name in text_of(response)


def test_each_row_says_why_in_words(signed_in, listing, other_customer, moderator):
    waits(listing, "Calm", marks=[])
    waits(listing, "Rude", marks=[mark("profanity"), mark("profanity", start=5, end=9), mark("dose")])
    shown = factories.approved(listing=listing, author=factories.user(name="a"), moderator=moderator, title="Shown")
    shown.review.complain(by=other_customer, why="abusive")

    client = signed_in(moderator)

    found = {"Shown": ["1 reader complains"], "Rude": ["rude word (2)", "advice on a dose"], "Calm": []}
    assert why(client.get(QUEUE)) == found


def test_what_readers_complain_about_rises(signed_in, listing, customer, moderator):
    waits(listing, "A rude word", urgency=3)
    shown = factories.approved(listing=listing, author=customer, moderator=moderator, title="Shown")
    for number in range(2):
        shown.review.complain(by=factories.user(name=f"reader{number}"), why="fake")

    response = signed_in(moderator).get(QUEUE)

    assert titles(response) == ["Shown", "A rude word"]
    assert why(response)["Shown"] == ["2 readers complain"]


def test_words_are_escaped(signed_in, listing, moderator):
    waits(listing, "<i>Title</i>", text="<script>alert(1)</script>")

    html = signed_in(moderator).get(QUEUE).content.decode()

    assert "&lt;i&gt;Title&lt;/i&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_no_stars_and_no_way_to_sift_by_them(signed_in, listing, moderator):
    waits(listing, "One", rating=2)
    waits(listing, "Two", rating=5)
    client = signed_in(moderator)

    assert not re.search(r"– poor|out of 5|stars__|name=\"rating\"", client.get(QUEUE).content.decode())
    for column in ("rating", "texts__rating", "texts__rating__lt", "poorness"):
        assert titles(client.get(QUEUE, {column: 2})) == ["One", "Two"]


def test_each_state_has_its_tab_latest_first(signed_in, listing, moderator):
    client = signed_in(moderator)
    for number, (decision, fields) in enumerate(
        [("approve", {}), ("reject", {"reason": "abusive"}), ("change", {"note": "Please."}), ("approve", {})]
    ):
        text = waits(listing, f"{decision} {number}")
        client.post(page(text), sent(decision, text, **fields))

    assert titles(client.get(QUEUE)) == []
    assert titles(client.get(QUEUE, {"state": "shown"})) == ["approve 3", "approve 0"]
    assert titles(client.get(QUEUE, {"state": "rejected"})) == ["reject 1"]
    assert titles(client.get(QUEUE, {"state": "change_asked"})) == ["change 2"]


@pytest.mark.parametrize(
    "query",
    [
        {"state": "nonsense"},
        {"mark": "stars"},
        {"medicine": "x"},
        {"medicine": "9" * 40},
        {"after": "-1"},
        {"after": "9" * 40},
        {"after": "999999"},
        {"q": "x" * 101},
        {"q": "\x00"},
        {"q": "  "},
    ],
)
def test_what_makes_no_sense_is_not_asked_for(signed_in, listing, moderator, query):
    waits(listing, "One")

    assert titles(signed_in(moderator).get(QUEUE, query)) == ["One"]


def test_searching_by_words_of_title_and_text(signed_in, listing, moderator):
    waits(listing, "About sleep", text="It was fine.", urgency=9)
    waits(listing, "Another", text="I could not SLEEP.", urgency=0)
    waits(listing, "Third", text="100% fine_")
    client = signed_in(moderator)

    assert titles(client.get(QUEUE, {"q": "sleep"})) == ["About sleep", "Another"]
    assert titles(client.get(QUEUE, {"q": "100%"})) == ["Third"]
    assert titles(client.get(QUEUE, {"q": "e_"})) == ["Third"]
    assert "No review is like that." in text_of(client.get(QUEUE, {"q": "nothing"}))


def test_filtering_by_kind_of_mark(signed_in, listing, moderator):
    waits(listing, "Dose", marks=[mark("dose")])
    waits(listing, "Mail", marks=[mark("email"), mark("dose")])
    waits(listing, "Talks of dose", marks=[], text='"kind": "dose"')
    client = signed_in(moderator)

    assert titles(client.get(QUEUE, {"mark": "dose"})) == ["Dose", "Mail"]
    assert titles(client.get(QUEUE, {"mark": "email"})) == ["Mail"]


def test_filtering_by_medicine(signed_in, editor, pharmacist, listing, moderator):
    other = factories.listed(editor=editor, pharmacist=pharmacist, name="Otherzole 10 mg Tablets")
    waits(listing, "One")
    waits(other, "Two")
    client = signed_in(moderator)

    response = client.get(QUEUE, {"medicine": other.product_id})

    assert titles(response) == ["Two"]
    assert response.context["queue"].medicines == [
        (other.product_id, "Otherzole 10 mg Tablets"),
        (listing.product_id, listing.name),
    ]


def test_a_search_looks_through_so_many_and_says_so(signed_in, listing, moderator, monkeypatch):
    monkeypatch.setattr(queue, "LOOKED_THROUGH", 2)
    for name in ("Sleep one", "Other", "Sleep two"):
        waits(listing, name)

    response = signed_in(moderator).get(QUEUE, {"q": "sleep"})

    assert titles(response) == ["Sleep one"]
    assert "Looked through the first 2 texts of this list at most." in text_of(response)


@pytest.mark.parametrize("state", ["todo", "shown"])
def test_pages_follow_each_other_without_a_gap(signed_in, listing, customer, moderator, monkeypatch, state):
    monkeypatch.setattr(queue, "ON_A_PAGE", 2)
    for number in range(5):
        text = waits(listing, f"Text {number}", urgency=number % 3, marks=[])
        if state == "shown":
            text.review.approve(by=moderator, text=text)
    if state == "shown":  # two decisions of one moment
        ReviewText.objects.filter(title__in=["Text 2", "Text 3"]).update(decided_at=timezone.now())
    client = signed_in(moderator)
    whole = ReviewText.objects.to_moderate() if state == "todo" else ReviewText.objects.order_by("-decided_at", "-id")

    found, after = [], None
    while True:
        query = {"state": state} | ({"after": after} if after else {})
        response = client.get(QUEUE, query)
        found += titles(response)
        after = response.context["queue"].next_page
        if after is None:
            break

    assert found == [text.title for text in whole]
    assert f"?state={state}&amp;after=" in client.get(QUEUE, {"state": state}).content.decode()


def test_a_page_follows_a_text_that_was_decided_meanwhile(signed_in, listing, moderator, monkeypatch):
    monkeypatch.setattr(queue, "ON_A_PAGE", 1)
    first, _second = waits(listing, "One"), waits(listing, "Two")
    client = signed_in(moderator)
    client.post(page(first), sent("approve", first))

    assert titles(client.get(QUEUE, {"after": first.pk})) == ["Two"]


def test_more_than_a_thousand_are_not_counted(signed_in, listing, moderator, monkeypatch):
    monkeypatch.setattr(queue, "COUNTED", 2)
    for name in ("One", "Two", "Three"):
        waits(listing, name)

    assert "To do (more than 2)" in text_of(signed_in(moderator).get(QUEUE))


def test_the_age_is_said_in_words(signed_in, listing, moderator):
    waits(listing, "Old")
    ReviewText.objects.update(submitted_at=timezone.now() - timedelta(days=3, hours=1))

    assert "sent 3 days ago" in text_of(signed_in(moderator).get(QUEUE)).replace("\xa0", " ")


def test_a_long_text_is_cut_and_one_s_own_is_said_to_be(signed_in, listing, moderator):
    factories.review(listing=listing, author=moderator, text="word " * 200)

    response = signed_in(moderator).get(QUEUE)

    assert [len(row["excerpt"]) for row in response.context["rows"]] == [queue.EXCERPT + 1]
    assert "your own review" in text_of(response)


def test_nothing_to_do(signed_in, moderator):
    assert "Nothing waits for a moderator." in text_of(signed_in(moderator).get(QUEUE))


def test_queries_do_not_grow(signed_in, listing, moderator):
    client = signed_in(moderator)
    client.get(QUEUE)  # the first page of a session notes the device
    counts = []
    for number in range(50):
        waits(listing, f"Text {number}", marks=[])
        if number in (0, 49):
            with CaptureQueriesContext(connection) as queries:
                client.get(QUEUE)
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 14
