"""Several texts without marks are read on one page, and published at once."""

import pytest

from reviews.admin import together
from reviews.models import Decision, ReviewText
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import QUEUE, TOGETHER, undo_page

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def plain(listing):
    """Three waiting texts without a mark."""
    texts = [
        factories.review(listing=listing, author=factories.user(name=f"author{number}"), title=f"Text {number}")
        for number in range(3)
    ]
    ReviewText.objects.update(marks=[], urgency=0)
    return texts


def read(*texts):
    return {"read": [f"{text.pk}:{text.digest}" for text in texts]}


def states():
    return list(ReviewText.objects.order_by("id").values_list("state", flat=True))


def test_only_what_is_unmarked_and_anothers_can_be_ticked(signed_in, listing, plain, other_customer, moderator):
    marked = factories.review(listing=listing, author=other_customer, title="Marked")
    mark = {"field": "text", "start": 0, "end": 1, "kind": "shouting"}
    ReviewText.objects.filter(pk=marked.pk).update(marks=[mark])
    factories.review(listing=listing, author=moderator, title="Own")

    rows = signed_in(moderator).get(QUEUE).context["rows"]

    assert {row["text"].title for row in rows if row["may_be_ticked"]} == {"Text 0", "Text 1", "Text 2"}


def test_the_page_shows_the_whole_texts(signed_in, listing, plain, other_customer, moderator):
    text = factories.review(listing=listing, author=other_customer, title="Long", text="word " * 300 + "<b>end</b>")
    ReviewText.objects.filter(pk=text.pk).update(marks=[])

    response = signed_in(moderator).get(TOGETHER, {"text": [text.pk, plain[0].pk]})

    html = response.content.decode()
    assert [one.title for one in response.context["texts"]] == ["Text 0", "Long"]
    assert "word word &lt;b&gt;end&lt;/b&gt;" in html
    assert f'value="{text.pk}:{text.digest}"' in html
    assert states() == ["waiting"] * 4


def test_what_is_marked_or_ones_own_or_decided_is_left_out(signed_in, listing, plain, moderator):
    own = factories.review(listing=listing, author=moderator, title="Own")
    mark = {"field": "text", "start": 0, "end": 1, "kind": "shouting"}
    ReviewText.objects.filter(pk=plain[0].pk).update(marks=[mark])
    plain[1].review.approve(by=moderator, text=plain[1])
    keys = [own.pk, *(text.pk for text in plain), "x", "9" * 30, "-1"]

    response = signed_in(moderator).get(TOGETHER, {"text": keys})

    assert [one.title for one in response.context["texts"]] == ["Text 2"]


def test_all_of_them_are_published_each_by_its_verb(signed_in, plain, moderator):
    response = signed_in(moderator).post(TOGETHER, read(*plain))

    assert states() == ["shown"] * 3
    assert Decision.objects.filter(act="approved", by=moderator).count() == 3
    told = text_of(response)
    assert "3 are published" in told
    assert all(undo_page(text) in response.content.decode() for text in plain)


def test_what_changed_meanwhile_is_said_and_left(signed_in, listing, plain, moderator):
    fields = read(*plain)
    other = factories.moderator(name="other_moderator")
    plain[0].review.mask(by=other, text=plain[0], spans=[("title", 0, 4)], digest=plain[0].digest)
    plain[1].review.withdraw(by=plain[1].review.author)
    plain[2].review.reject(by=other, text=plain[2], reason="off_topic")
    last = factories.review(listing=listing, author=factories.user(name="author9"), title="Last")
    ReviewText.objects.filter(pk=last.pk).update(marks=[])
    fields["read"] += read(last)["read"]

    told = text_of(signed_in(moderator).post(TOGETHER, fields))

    assert states() == ["waiting", "rejected", "shown"]
    assert "3 were left as they were" in told
    assert "A part of this text was masked since you opened it." in told
    assert "The author has taken this review back." in told
    assert "“Text 2”: It does not wait any more, or something in it is marked." in told
    assert "1 is published Last" in told


@pytest.mark.parametrize("line", ["", "x", "1", ":", "1:", "9" * 30 + ":" + "0" * 64, "1:" + "0" * 64])
def test_nonsense_publishes_nothing(signed_in, plain, moderator, line):
    response = signed_in(moderator).post(TOGETHER, {"read": [line]})

    assert (response.status_code, states()) == (200, ["waiting"] * 3)


def test_no_more_than_fifty_at_once(signed_in, plain, moderator, monkeypatch):
    monkeypatch.setattr(together, "MOST", 2)
    client = signed_in(moderator)

    assert len(client.get(TOGETHER, {"text": [text.pk for text in plain]}).context["texts"]) == 2
    client.post(TOGETHER, read(*plain))
    assert states() == ["shown", "shown", "waiting"]


def test_empty(signed_in, moderator):
    assert "Nothing to publish together" in text_of(signed_in(moderator).get(TOGETHER))
