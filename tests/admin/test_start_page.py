"""The start page: what waits and since when, which drafts the checks stop, and charts that can be read as tables."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from catalog.models import Edit, Publication, Submission
from pharmacy import figures, recent, workbench
from pharmacy.charts import BASE, TOP, WIDTH, Chart
from reviews.models import ReviewText
from tests import factories
from tests.admin.forms import text_of

INDEX = reverse("admin:index")
DAYS = 3


def long_ago(rows, column, **wait):
    """As if it had happened so long ago; the columns of time are not for people to set."""
    rows.update(**{column: timezone.now() - timedelta(**(wait or {"days": DAYS, "hours": 1}))})


def row(user, label) -> tuple:
    (found,) = [one for one in workbench.rows(user) if one["label"] == label]
    return found["count"], found["oldest"].replace("\xa0", " ")


def checks_of(user) -> tuple:
    found = workbench.checks(user)
    return [said["text"] for said in found["sentences"]], [(one["name"], one["errors"]) for one in found["rows"]]


def storage(**changes) -> dict:
    return factories.content()["storage"] | changes


# What waits


def test_the_oldest_submission_says_how_long_a_pharmacist_let_it_wait(editor, pharmacist):
    factories.submitted(by=editor)
    old = factories.submitted(by=editor)
    long_ago(old.submissions, "submitted_at")

    assert row(pharmacist, "Waiting for your signature") == (2, "3 days")
    assert row(pharmacist, "Waiting for any signature") == (2, "3 days")


def test_what_was_submitted_just_now_waits_less_than_a_minute(editor, pharmacist):
    factories.submitted(by=editor)

    assert row(pharmacist, "Waiting for your signature") == (1, "less than a minute")


def test_what_was_sent_back_waits_since_it_was(editor, pharmacist):
    product = factories.submitted(by=editor)
    long_ago(product.submissions, "submitted_at", days=30)
    product.send_back(by=pharmacist, reason="More.")
    long_ago(product.submissions, "decided_at")

    assert row(editor, "Sent back to you") == (1, "3 days")


def test_changes_wait_since_they_were_saved_last(editor, pharmacist):
    draft = factories.draft(by=editor)
    long_ago(draft.edits, "at")
    listing = factories.listed(editor=editor, pharmacist=pharmacist)
    long_ago(listing.product.edits, "at", days=30)
    with listing.product.editing(by=editor) as edited:
        edited.summary = "Another."
        edited.save()
    long_ago(Edit.objects.filter(product=edited, version=edited.version), "at", days=1, hours=1)

    assert row(editor, "Your changes that nobody has submitted") == (2, "3 days")
    assert row(editor, "Listed, with changes not yet signed") == (1, "1 day")


def test_the_oldest_review_says_how_long_moderators_let_it_wait(listing, customer, moderator):
    factories.review(listing=listing, author=customer)
    long_ago(ReviewText.objects.all(), "submitted_at")

    assert row(moderator, "Reviews waiting for a moderator") == (1, "3 days")


def test_nothing_that_waits_has_no_oldest(pharmacist):
    assert row(pharmacist, "Waiting for your signature") == (0, "")


def test_the_page_says_the_wait_in_words(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)
    long_ago(product.submissions, "submitted_at")

    assert "1 Waiting for your signature oldest: 3 days" in text_of(signed_in(pharmacist).get(INDEX))


def test_nothing_to_do_is_good_news(editor, pharmacist, signed_in):
    said = "Nothing waits for you."
    assert said in text_of(signed_in(pharmacist).get(INDEX))

    factories.submitted(by=editor)

    assert said not in text_of(signed_in(pharmacist).get(INDEX))


def test_what_others_may_sign_leaves_nothing_to_do_for_this_pharmacist(signed_in, db):
    both = factories.user(name="both", groups=["editors", "pharmacists"], is_staff=True)
    factories.submitted(by=both)

    assert "Nothing waits for you." in text_of(signed_in(both).get(INDEX))


def test_a_superuser_who_is_no_pharmacist_has_no_signature_to_give(editor):
    boss = factories.user(name="boss", is_staff=True, is_superuser=True)
    factories.submitted(by=editor)

    labels = [one["label"] for one in workbench.rows(boss)]

    assert "Waiting for your signature" not in labels
    assert row(boss, "Waiting for any signature") == (1, "less than a minute")


# What was done last


def done(user) -> list[tuple]:
    return [(act["what"], act["name"]) for act in recent.acts(user)]


def test_a_pharmacist_sees_what_was_signed_sent_back_and_withdrawn(editor, pharmacist, signed_in):
    factories.submitted(by=editor, name="Backazole").send_back(by=pharmacist, reason="More.")
    listing = factories.listed(editor=editor, pharmacist=pharmacist, name="Signazole")
    listing.product.withdraw(by=pharmacist, reason="r", public_note="n")

    assert done(pharmacist) == [
        ("Withdrawn", "Signazole"),
        ("Signed version 1", "Signazole"),
        ("Sent back", "Backazole"),
    ]
    signed = Publication.objects.get()
    page = html.fromstring(signed_in(pharmacist).get(INDEX).content.decode())
    assert page.xpath("//section[@aria-labelledby='recent-title']//a/@href") == [
        reverse("admin:catalog_product_publications", args=[signed.product_id]),
        reverse("admin:catalog_publication_change", args=[signed.pk]),
        reverse("admin:catalog_product_publications", args=[Submission.objects.get(state="sent_back").product_id]),
    ]


def test_an_editor_sees_what_was_saved_and_submitted(editor, other_editor):
    factories.submitted(by=editor, name="Mineazole")
    factories.draft(by=other_editor, name="Theirazole")

    assert done(editor) == [("Submitted for signature", "Mineazole"), ("Saved draft 1", "Mineazole")]


def test_a_moderator_sees_decisions_by_the_author_s_title(listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)

    assert done(moderator) == [("Review: published", text.title)]


def test_a_decision_outlives_the_text(listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    text.review.withdraw(by=customer)

    assert done(moderator) == [("Review: published", "a text that is gone")]
    assert [one["address"] for one in recent.acts(moderator)] == [""]


def test_complaints_that_nobody_has_settled_are_work(listing, customer, other_customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    text.review.complain(by=other_customer, why="abusive")
    assert row(moderator, "Complaints about published reviews") == (1, "less than a minute")

    text.review.keep(by=moderator, text=text)

    assert row(moderator, "Complaints about published reviews") == (0, "")


def test_what_django_logs_is_there_while_the_account_may_see_it(editor, signed_in):
    address = reverse("admin:catalog_substance_add")
    assert signed_in(editor).post(address, {"name": "Newazole", "slug": ""}).status_code == 302
    assert done(editor) == [("Added · Substance", "Newazole")]

    editor.groups.clear()

    assert done(type(editor).objects.get(pk=editor.pk)) == []


def test_only_the_last_eight_are_shown(editor):
    for number in range(10):
        factories.draft(by=editor, name=f"Number {number}")

    assert [name for _what, name in done(editor)] == [f"Number {number}" for number in range(9, 1, -1)]


def test_no_two_parts_of_the_list_of_everything_have_one_name(signed_in, db):
    boss = factories.user(name="boss", is_staff=True, is_superuser=True)
    page = html.fromstring(signed_in(boss).get(INDEX).content.decode())
    names = [name.strip() for name in page.xpath("//div[@class='apps']//caption/a/text()")]

    assert len(set(names)) == len(names)
    assert {"groups", "background work"} <= set(names)


# Who sees what


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("editor", ["Waiting for you", "Listing checks", "How it goes", "What you did last", "Everything"]),
        ("pharmacist", ["Waiting for you", "Listing checks", "How it goes", "What you did last", "Everything"]),
        ("moderator", ["Waiting for you", "How it goes", "What you did last", "Everything"]),
    ],
)
def test_each_account_sees_the_parts_of_its_work(request, signed_in, who, seen):
    page = html.fromstring(signed_in(request.getfixturevalue(who)).get(INDEX).content.decode())

    assert [title.text_content() for title in page.xpath("//main//h2")][: len(seen)] == seen


def test_each_account_sees_the_charts_of_its_work(editor, pharmacist, moderator):
    products, reviews = ["submission-ages", "signatures"], ["review-ages", "reviews"]

    found = [[chart.key for chart in workbench.charts(user)] for user in (editor, pharmacist, moderator)]

    assert found == [products, products, reviews]


def test_staff_of_no_group_is_told_of_no_product_and_no_review(listing, signed_in):
    clerk = factories.user(name="clerk", is_staff=True)
    factories.draft(by=None, name="Draftazole 10 mg Tablets")

    page = signed_in(clerk).get(INDEX)

    assert (workbench.rows(clerk), workbench.checks(clerk), workbench.charts(clerk)) == ([], None, [])
    assert "azole" not in text_of(page)


def test_a_moderator_reads_no_draft_s_name(editor, moderator, signed_in):
    factories.draft(by=editor, name="Draftazole 10 mg Tablets", storage=storage(text=""))

    assert "Draftazole" not in text_of(signed_in(moderator).get(INDEX))


# The checks


def test_drafts_that_fail_are_named_with_a_way_to_them(editor, pharmacist, signed_in):
    factories.draft(by=editor, name="Goodazole 10 mg Tablets")
    bad = factories.draft(by=editor, name="Badazole 10 mg Tablets", storage=storage(text=""))

    sentences, rows = checks_of(editor)
    page = html.fromstring(signed_in(editor).get(INDEX).content.decode())

    assert sentences[0] == "All 2 drafts without a signature: 1 with errors, 0 with warnings only."
    assert rows == [("Badazole 10 mg Tablets", 1)]
    assert page.xpath("//section[@aria-labelledby='checks-title']//a[.='Badazole 10 mg Tablets']/@href") == [
        reverse("admin:catalog_product_submit", args=[bad.pk])
    ]
    assert workbench.checks(pharmacist)["rows"][0]["address"] == reverse("admin:catalog_product_change", args=[bad.pk])


def test_changes_to_a_listing_are_a_draft_until_they_are_signed(editor, pharmacist):
    listing = factories.listed(editor=editor, pharmacist=pharmacist)
    assert checks_of(editor)[1] == []

    with listing.product.editing(by=editor) as edited:
        edited.storage_text = ""
        edited.save()

    assert checks_of(editor) == (
        [
            "The one draft without a signature: 1 with errors, 0 with warnings only.",
            "The one listing, by today's checks: every check passes.",
        ],
        [("Testazole 10 mg Tablets", 1)],
    )


def test_only_as_many_drafts_are_looked_at_as_the_sentence_says(editor):
    factories.draft(by=editor, name="Oldazole 10 mg Tablets", storage=storage(text=""))
    for _number in range(workbench.LOOKED_AT):
        factories.draft(by=editor)

    sentences, rows = checks_of(editor)

    assert sentences[0] == "Of the 50 drafts without a signature that were saved last: every check passes."
    assert rows == []


def test_a_warning_that_was_acknowledged_at_signing_is_no_news(editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, indications=[{"title": "Hay fever", "text": "For adults."}])

    listed = workbench.old_listings()[0]

    assert listed[3] != []
    assert checks_of(editor)[0][1] == "The one listing, by today's checks: every check passes."
    assert workbench.told((*listed[:3], ()), "change")["warnings"] == 1


# The charts


def chart(*rows, series=("Signed",), every=1) -> Chart:
    return Chart(
        key="k", title="t", summary="s", heading="h", series=series, every=every, rows=[(str(n), n) for n in rows]
    )


def test_the_highest_column_fills_the_drawing_and_the_others_follow_it():
    drawn = chart([4], [2], [0]).columns

    assert [[(bar["y"], bar["height"]) for bar in column["bars"]] for column in drawn] == [
        [(TOP, BASE - TOP)],
        [(BASE - (BASE - TOP) // 2, (BASE - TOP) // 2)],
        [],
    ]


def test_a_column_of_one_beside_a_thousand_is_still_seen():
    assert [column["bars"][0]["height"] > 1 for column in chart([1000], [1]).columns] == [True, True]


def test_kinds_stand_on_each_other_in_their_order():
    ((lower, upper),) = [column["bars"] for column in chart([1, 1], series=("Decided", "Waiting")).columns]

    assert (lower["place"], upper["place"]) == (1, 2)
    assert upper["y"] + upper["height"] == lower["y"]
    assert lower["y"] + lower["height"] == BASE


def test_columns_and_the_last_label_stay_inside_the_drawing():
    drawn = chart(*[[1]] * 12, every=4).columns

    assert [column["label"] != "" for column in drawn] == [number % 4 == 3 for number in range(12)]
    assert (drawn[-1]["label_at"], drawn[-1]["anchor"]) == (WIDTH, "end")
    assert max(bar["x"] + bar["width"] for column in drawn for bar in column["bars"]) <= WIDTH


def test_signatures_are_counted_by_the_week(editor, pharmacist):
    for _number in range(3):
        factories.listed(editor=editor, pharmacist=pharmacist)
    long_ago(Submission.objects.filter(pk=Submission.objects.first().pk), "decided_at", weeks=1)
    long_ago(Submission.objects.filter(pk=Submission.objects.last().pk), "decided_at", weeks=13)

    drawn = figures.signatures()

    assert [numbers for _label, numbers in drawn.rows] == [[0]] * 10 + [[1], [1]]
    assert drawn.summary == "2 in 12 weeks, 1 this week."


def test_what_was_sent_back_is_no_signature(editor, pharmacist):
    factories.submitted(by=editor).send_back(by=pharmacist, reason="More.")

    assert figures.signatures().is_empty


def test_reviews_are_counted_by_the_week_decided_and_waiting(listing, customer, other_customer, moderator):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    factories.review(listing=listing, author=other_customer)

    drawn = figures.reviews()

    assert drawn.rows[-1][1] == [1, 1]
    assert drawn.summary == "2 in 12 weeks, 1 of them waiting."


@pytest.mark.parametrize(
    ("wait", "place"), [({"hours": 23}, 0), ({"hours": 25}, 1), ({"days": 3, "hours": 1}, 2), ({"days": 8}, 3)]
)
def test_waits_are_sorted_by_age(editor, wait, place):
    product = factories.submitted(by=editor)
    long_ago(product.submissions, "submitted_at", **wait)

    assert [numbers[0] for _label, numbers in figures.submission_ages().rows].index(1) == place


def test_each_drawing_has_a_name_a_text_and_a_table(editor, pharmacist, signed_in):
    factories.listed(editor=editor, pharmacist=pharmacist)
    page = html.fromstring(signed_in(pharmacist).get(INDEX).content.decode())
    (figure,) = page.xpath("//figure[.//h3='Signatures by the week']")

    assert figure.xpath(".//svg/title/text()") == ["Signatures by the week"]
    assert figure.xpath("string(.//svg/desc)").startswith("1 in 12 weeks, 1 this week.")
    assert figure.xpath(".//details/table//tr[last()]/td/text()") == ["1"]
    assert len(figure.xpath(".//details/table/tbody/tr")) == 12


def test_a_chart_of_nothing_is_a_sentence(pharmacist, signed_in):
    page = html.fromstring(signed_in(pharmacist).get(INDEX).content.decode())
    (figure,) = page.xpath("//figure[.//h3='Signatures by the week']")

    assert " ".join(figure.text_content().split()) == "Signatures by the week 0 in 12 weeks, 0 this week."


# The cost


def test_queries_do_not_grow_with_the_catalogue(editor, pharmacist, customer, moderator, signed_in):
    boss = factories.user(name="boss", is_staff=True, is_superuser=True)
    people = (editor, pharmacist, moderator, boss)
    clients = [signed_in(user) for user in people]

    def counts():
        found = []
        for client in clients:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(INDEX).status_code == 200
            found.append(len(queries))
        return found

    def grow():
        listing = factories.listed(editor=editor, pharmacist=pharmacist)
        factories.review(listing=listing, author=customer)
        factories.submitted(by=editor)
        factories.draft(by=editor)

    grow()
    counts()
    before = counts()
    for _number in range(4):
        grow()

    assert counts() == before
    assert [most <= 24 for most in before] == [True] * len(people), before


def test_a_stranger_is_led_to_the_sign_in_of_the_site(client, db):
    login = client.get(client.get(INDEX).url)

    assert login.status_code == 302
    assert login.url.startswith(f"{reverse('account_login')}?next=")
