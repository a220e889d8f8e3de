"""/reviews/policy/: how reviews are handled, in words and in numbers, the same bytes for everybody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from pharmacy import markets
from reviews import tallies
from reviews.models import ReviewText
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


def figures(client) -> dict[str, tuple[int, int]]:
    """Row of the table → (in the last 12 months, in all); a part of a row is named behind it."""
    page = html.document_fromstring(client.get("/reviews/policy/").content.decode())
    found, whole = {}, ""
    for row in page.xpath('//table[@class="policy__table"]/tbody/tr'):
        label = row.xpath("th")[0].text_content()
        whole = whole if row.get("class") == "policy__part" else label
        found[label if label == whole else f"{whole}: {label}"] = tuple(int(cell.text) for cell in row.xpath("td"))
    return found


def counted_anew(client) -> dict[str, tuple[int, int]]:
    """As on the next day."""
    caches["default"].clear()
    caches["pages"].clear()
    return {label: numbers for label, numbers in figures(client).items() if numbers != (0, 0)}


def test_it_says_what_moderators_may_and_who_is_told_of_harm(client, db):
    page = client.get("/reviews/policy/").content.decode()

    assert [reason for reason in map(str, ReviewText.Reason.labels) if reason not in page] == []
    assert "The number of stars is never a reason" in page
    assert [market for market in markets.MARKETS.values() if market.report.url not in page] == []
    assert "to one decimal" in page
    assert "“[removed]”" in page


@pytest.mark.parametrize("language", ["", "/es", "/ar"])
def test_every_language_has_it_and_every_page_leads_to_it(client, db, language):
    address = f"{language}/reviews/policy/"

    assert client.get(address).status_code == 200
    assert f'href="{address}"' in client.get(f"{language}/").content.decode()


def test_it_stands_beside_every_list_of_reviews(client, listing):
    for address in (f"/products/{listing.slug}/", f"/products/{listing.slug}/reviews/"):
        assert client.get(address).content.decode().split("<footer")[0].count('href="/reviews/policy/"') == 1


def test_the_figures_are_those_of_the_record(client, listing, moderator, clock):
    texts = [factories.review(listing=listing, author=factories.user(name=f"author-{n}")) for n in range(6)]
    one, two, three, four, five, _waits = texts
    for text in (one, two):
        text.review.approve(by=moderator, text=text)
    two.review.reject(by=moderator, text=two, reason="abusive")
    three.review.reject(by=moderator, text=three, reason="off_topic")
    four.review.mask(by=moderator, text=four, spans=[("text", 0, 1)], digest=four.digest)
    four.review.ask_change(by=moderator, text=four, note="Say more.")
    five.review.withdraw(by=five.review.author)

    assert {label: numbers for label, numbers in figures(client).items() if numbers != (0, 0)} == {
        "Received": (6, 6),
        "Published": (2, 2),
        "Not published": (1, 1),
        "Not published: It is about something other than this medicine": (1, 1),
        "Sent back to the writer for a change": (1, 1),
        "Words replaced by “[removed]”": (1, 1),
        "Taken down after they were published": (1, 1),
        "Taken down after they were published: It insults or threatens": (1, 1),
        "Reviews that their writers deleted": (1, 1),
    }
    assert "1 text waits for a moderator." in client.get("/reviews/policy/").content.decode()


def test_every_reason_is_there_with_its_number(client, db):
    rows = list(figures(client))

    assert rows[3:9] == [f"Not published: {label}" for label in ReviewText.Reason.labels]
    assert rows[12:18] == [f"Taken down after they were published: {label}" for label in ReviewText.Reason.labels]


@pytest.mark.parametrize(
    "decide",
    [
        lambda text, by: text.review.approve(by=by, text=text),
        lambda text, by: text.review.reject(by=by, text=text, reason="abusive"),
        lambda text, by: text.review.ask_change(by=by, text=text, note="Say more."),
        lambda text, by: text.review.mask(by=by, text=text, spans=[("text", 0, 1)], digest=text.digest),
    ],
)
def test_what_was_undone_is_not_counted(client, listing, customer, moderator, decide):
    text = factories.review(listing=listing, author=customer)
    decide(text, moderator)
    text.refresh_from_db()
    text.review.undo(by=moderator, text=text)

    assert counted_anew(client) == {"Received": (1, 1)}


def test_taking_down_that_was_undone_leaves_it_published(client, listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    text.review.reject(by=moderator, text=text, reason="abusive")
    text.review.undo(by=moderator, text=text)

    assert counted_anew(client) == {"Received": (1, 1), "Published": (1, 1)}


def test_a_deleted_review_counts_once_however_many_texts_it_had(client, listing, customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    text = factories.review(listing=listing, author=customer, title="A later text")
    text.review.withdraw(by=customer)

    assert counted_anew(client)["Reviews that their writers deleted"] == (1, 1)


def test_a_review_that_stays_without_its_author_is_not_deleted(client, listing, customer, other_customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    for author in (customer, other_customer):
        factories.review(listing=listing, author=author, title="Waits")
        author.leave(with_reviews=False)

    assert counted_anew(client)["Reviews that their writers deleted"] == (1, 1)


def test_a_year_ago_counts_in_all_alone(client, listing, customer, moderator, clock):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    clock.shift(timedelta(days=366))

    assert counted_anew(client) == {"Received": (0, 1), "Published": (0, 1)}


def test_it_is_counted_once_a_day(client, listing, customer, clock):
    first = client.get("/reviews/policy/")
    factories.review(listing=listing, author=customer)
    caches["pages"].clear()  # another process

    with CaptureQueriesContext(connection) as captured:
        later = client.get("/reviews/policy/")
    clock.shift(timedelta(days=1))

    assert (later.content, later["ETag"]) == (first.content, first["ETag"])
    assert [query["sql"] for query in captured if "reviews_decision" in query["sql"]] == []
    assert figures(client)["Received"] == (1, 1)


def test_kept_ready_it_asks_the_database_nothing(client, db, django_assert_num_queries):
    client.get("/reviews/policy/")

    with django_assert_num_queries(0):
        client.get("/reviews/policy/")


def test_counting_takes_three_queries(listing, customer, moderator, django_assert_num_queries):
    factories.approved(listing=listing, author=customer, moderator=moderator)

    with django_assert_num_queries(3):
        tallies.counted()


def test_it_is_the_same_for_everybody(client, signed_in, moderator):
    stranger, staff = client.get("/reviews/policy/"), signed_in(moderator).get("/reviews/policy/")

    assert stranger.content == staff.content
    assert not stranger.cookies
    assert not staff.cookies
    assert stranger["Cache-Control"] == "public, no-cache"


def test_wrong_method(client, db):
    assert client.post("/reviews/policy/").status_code == 405
