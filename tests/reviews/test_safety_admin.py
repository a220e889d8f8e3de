"""/admin/reviews/safetyreport/: the list with what is due first, and the page of one report."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from pharmacy import recent, workbench
from reviews.models import SafetyQuestion, SafetyReport
from tests import factories
from tests.admin.forms import text_of

pytestmark = pytest.mark.usefixtures("listed_once")

LIST = "/admin/reviews/safetyreport/"
DAY = timedelta(days=1)


@pytest.fixture
def report(listing, customer):
    return factories.safety_report(listing=listing, author=customer)


def page(report):
    return f"{LIST}{report.pk}/change/"


def sent(client, report, act, **fields):
    return client.post(page(report), {"act": act, "seen_version": report.version} | fields, follow=True)


def listed_numbers(client, **query) -> list[int]:
    return [report.pk for report in client.get(LIST, query).context["cl"].queryset]


# The list


@pytest.fixture
def several(listing, officer):
    """{name: report}: one of every kind."""
    found = {name: factories.safety_report(listing=listing, author=factories.user(name=name)) for name in
             ("new", "late", "serious", "asked", "forwarded", "closed")}  # fmt: skip
    long_ago = timezone.now() - 20 * DAY
    found["serious"].assess(by=officer, death=True)
    found["asked"].assess(by=officer)
    found["asked"].ask(by=officer, text="Why?")
    found["forwarded"].forward(by=officer, reference="FDA-77", incomplete_because="So.")
    found["closed"].close(by=officer, reason="No.")
    SafetyReport.objects.filter(pk=found["late"].pk).update(received_at=long_ago, clock_from=long_ago)
    return found


def test_the_list_opens_on_what_is_open_late_first_then_escalated(signed_in, officer, several):
    names = {report.pk: name for name, report in several.items()}

    response = signed_in(officer).get(LIST)

    assert [names[report.pk] for report in response.context["cl"].queryset] == ["late", "serious", "new", "asked"]
    words = text_of(response)
    assert re.search(r"late by 2\sweeks, \d\sday", words)
    assert "Serious" in words
    assert "2 of 4" in words
    assert "left" in words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "late"}, ["late"]),
        ({"state": "asked"}, ["asked"]),
        ({"state": "forwarded"}, ["forwarded"]),
        ({"state": "closed"}, ["closed"]),
        ({"state": "nonsense"}, []),
        ({"state": "all", "q": "FDA-77"}, ["forwarded"]),
        ({"state": "open", "escalated": "yes"}, ["serious"]),
        ({"state": "open", "escalated": "no"}, ["late", "new", "asked"]),
        ({"state": "all", "market__exact": "gb"}, []),
    ],
)
def test_filters(signed_in, officer, several, query, expected):
    assert listed_numbers(signed_in(officer), **query) == [several[name].pk for name in expected]


def test_all(signed_in, officer, several):
    assert len(listed_numbers(signed_in(officer), state="all")) == 6


@pytest.mark.parametrize("lookup", ["reporter", "reporter__email__startswith", "words__contains", "review"])
def test_nobody_finds_out_about_a_customer_through_an_address(signed_in, officer, customer, report, lookup):
    for value in (customer.pk, "x"):
        assert signed_in(officer).get(LIST, {lookup: value}).status_code == 400


def test_empty(signed_in, officer):
    assert "No safety report is open." in text_of(signed_in(officer).get(LIST))
    assert "No safety report is like that." in text_of(signed_in(officer).get(LIST, {"state": "closed"}))


def test_queries_of_the_list_do_not_grow(signed_in, officer, listing):
    client = signed_in(officer)
    client.get(LIST)
    counts = []
    for number in range(6):
        factories.safety_report(listing=listing, author=factories.user(name=f"author{number}"))
        if number in (0, 5):
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST)
            counts.append(len(queries))

    assert counts[0] == counts[1]


# The page of one report


def test_the_page_says_what_is_known_and_due_and_where_to_report(signed_in, officer, listing, customer):
    report = factories.safety_report(
        listing=listing, author=customer, pregnancy=True, title="Hm", text="One\n<b>two</b> \u202edirection"
    )

    response = signed_in(officer).get(page(report))

    html, words = response.content.decode(), text_of(response)
    assert "<p>One<br>&lt;b&gt;two&lt;/b&gt; direction</p>" in html
    assert "Exposure in pregnancy" in words
    assert "FDA MedWatch" in words
    assert "FDA-1088" in words
    assert "2 of the 4 criteria of a valid case. What is missing:" in words
    assert "First look" in words
    assert "Day zero:" in words
    assert f"/products/{listing.slug}/" in html
    assert customer.email not in html
    assert "Ana P." not in html
    assert "no-store" in response.headers["Cache-Control"]


def test_a_pharmacist_finds_the_way_to_the_review_and_the_product(signed_in, pharmacist, report):
    html = signed_in(pharmacist).get(page(report)).content.decode()

    assert f"/admin/reviews/review/{report.review_id}/change/" in html
    assert f"/admin/catalog/product/{report.product_id}/change/" in html


def test_assessing(signed_in, officer, report):
    response = sent(
        signed_in(officer), report, "assess", has_patient="on", has_reaction="on", reaction="A rash.", death="on"
    )

    kept = SafetyReport.objects.get()
    assert "The assessment is kept." in text_of(response)
    assert (kept.has_patient, kept.has_reporter, kept.has_reaction, kept.reaction) == (True, False, True, "A rash.")
    assert (kept.death, kept.disability, kept.state) == (True, False, "assessing")


def test_a_note_a_question_and_closing(signed_in, officer, report):
    client = signed_in(officer)
    sent(client, report, "note", text="Rang the ward.")
    report.refresh_from_db()
    sent(client, report, "ask", text="Since when?")
    report.refresh_from_db()
    response = sent(client, report, "close", reason="A joke.")

    words = text_of(response)
    for one in ("Rang the ward.", "Since when?", "A joke.", "Closed, no case", "The report is closed: no case."):
        assert one in words
    assert SafetyReport.objects.get().state == "closed"


def test_sending_and_opening_again(signed_in, officer, report):
    client = signed_in(officer)
    refused = sent(client, report, "forward", reference="FDA-1")
    assert "What is missing: a patient who can be told from others" in text_of(refused)
    assert 'value="FDA-1"' in refused.content.decode()

    sent(client, report, "forward", reference="FDA-1", incomplete_because="They asked.")
    report.refresh_from_db()
    assert report.state == "forwarded"

    sent(client, report, "reopen", reason="More is known.")
    assert SafetyReport.objects.get().state == "assessing"


@pytest.mark.parametrize(
    ("act", "fields", "error"),
    [
        ("note", {"text": " "}, "This field is required."),
        ("ask", {"text": "x" * 1001}, "at most 1000 characters"),
        ("forward", {"reference": ""}, "This field is required."),
        ("close", {"reason": "\u202e"}, "This field is required."),
        ("assess", {"reaction": "y" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_not_right_comes_back(signed_in, officer, report, act, fields, error):
    response = sent(signed_in(officer), report, act, **fields)

    assert error in text_of(response)
    assert next(iter(fields.values())).strip("\u202e ") in response.content.decode()
    assert (SafetyReport.objects.get().version, report.notes.count()) == (0, 0)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_an_act_names_the_version_that_was_seen(signed_in, officer, report, version):
    response = signed_in(officer).post(page(report), {"act": "close", "seen_version": version, "reason": "No."})

    assert (response.status_code, SafetyReport.objects.get().state) == (200, "new")


@pytest.mark.parametrize("data", [{}, {"act": ""}, {"act": "delete"}, {"act": "__class__"}])
def test_no_such_act(signed_in, officer, report, data):
    assert signed_in(officer).post(page(report), data).status_code == 400


@pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 30, "²"])
def test_missing(signed_in, officer, key):
    assert signed_in(officer).get(f"{LIST}{key}/change/").status_code == 404


# How to reach the customer


def test_the_contact_is_shown_on_asking_and_the_look_is_noted(signed_in, officer, customer, report):
    client = signed_in(officer)
    before = client.get(page(report)).content.decode()

    shown = client.post(page(report), {"act": "contact"})

    assert (customer.email in before, customer.email in shown.content.decode()) == (False, True)
    assert "Ana P." in text_of(shown)
    assert list(report.notes.values_list("kind", "by__username")) == [("contact", "officer")]
    assert customer.email not in client.get(page(report)).content.decode()


def test_no_contact_without_its_own_permission(signed_in, pharmacist, customer, report):
    client = signed_in(pharmacist)

    assert "Show how to reach the customer" not in client.get(page(report)).content.decode()
    assert client.post(page(report), {"act": "contact"}).status_code == 403
    assert not report.notes.exists()


def test_no_contact_where_the_account_is_gone(signed_in, officer, customer, report):
    customer.leave(with_reviews=True)

    response = signed_in(officer).post(page(report), {"act": "contact"})

    assert "The account is gone: nobody can be asked." in text_of(response)
    assert not report.notes.exists()


# Who may


def test_nobody_else_comes_in(client, signed_in, report, customer, editor, moderator):
    for one in (editor, moderator):
        browser = signed_in(one)
        for address in (LIST, page(report)):
            assert browser.get(address).status_code == 403
        assert browser.post(page(report), {"act": "close", "seen_version": 0, "reason": "x"}).status_code == 403
        assert browser.post(f"{LIST}export/", {"kind": "csv"}).status_code == 403
    for address in (LIST, page(report), f"{LIST}export/"):
        assert client.get(address).status_code == 302
        assert signed_in(customer).get(address).status_code == 302
    assert SafetyReport.objects.get().state == "new"


def test_who_may_only_look_is_offered_nothing(signed_in, report):
    from django.contrib.auth.models import Permission

    reader = factories.user(name="reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_safetyreport"))

    html = signed_in(reader).get(page(report)).content.decode()

    assert 'name="act"' not in html
    response = signed_in(reader).post(page(report), {"act": "close", "seen_version": 0, "reason": "x"})
    assert response.status_code == 403
    assert SafetyReport.objects.get().state == "new"


def test_no_adding_no_deleting(signed_in, officer, report):
    client = signed_in(officer)

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": report.pk, "post": "yes"})
    assert SafetyReport.objects.count() == 1


# Opening one by hand


def test_a_moderator_opens_one_and_goes_back_to_the_review(signed_in, listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)

    response = signed_in(moderator).post(f"{LIST}open/{text.pk}/", follow=True)

    report = SafetyReport.objects.get()
    assert response.redirect_chain == [(f"/admin/reviews/review/{text.review_id}/change/", 302)]
    assert f"Safety report {report.pk} is open." in response.content.decode()
    assert report.notes.get().by == moderator


def test_a_safety_officer_opens_one_and_reads_it(signed_in, listing, customer, moderator, officer):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)

    response = signed_in(officer).post(f"{LIST}open/{text.pk}/", {"pregnancy": "on"})

    report = SafetyReport.objects.get()
    assert (response.url, report.pregnancy) == (page(report), True)


def test_nobody_else_opens_one(signed_in, listing, customer, editor, moderator):
    text = factories.review(listing=listing, author=customer)

    assert signed_in(editor).post(f"{LIST}open/{text.pk}/").status_code == 403
    assert signed_in(moderator).get(f"{LIST}open/{text.pk}/").status_code == 405
    assert signed_in(moderator).post(f"{LIST}open/999/").status_code == 404
    assert not SafetyReport.objects.exists()


# The start page


def test_the_start_page_counts_what_is_open_and_late(signed_in, officer, several):
    rows = {row["label"]: (row["count"], row["oldest"].replace("\xa0", " ")) for row in workbench.rows(officer)}

    assert {label: count for label, (count, _oldest) in rows.items()} == {
        "Safety reports to follow up": 4,
        "Safety reports that are late": 1,
    }
    assert rows["Safety reports to follow up"][1] == "2 weeks"
    assert "What you did last" in text_of(signed_in(officer).get("/admin/"))


def test_what_an_officer_did_last(officer, report):
    report.assess(by=officer)
    report.look_at_contact(by=officer)

    assert [(one["what"], one["address"]) for one in recent.acts(officer)] == [
        ("Looked at how to reach the customer", page(report)),
        ("Assessment", page(report)),
    ]


def test_no_script_or_style_stands_in_the_page(signed_in, officer, report):
    SafetyQuestion.objects.create(report=report, customer=report.reporter, text="x", asked_by=officer)

    html = signed_in(officer).get(page(report)).content.decode()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_the_page_of_an_erased_report_says_so_and_takes_notes_alone(signed_in, officer, report):
    report.close(by=officer, reason="A joke.")
    SafetyReport.objects.all().erase_all()

    response = signed_in(officer).get(page(report))

    words = text_of(response)
    assert "The words were erased on" in words
    assert "I slept better" not in words
    assert "A joke." not in words
    assert [form.get("value") for form in html.fromstring(response.content).xpath("//input[@name='act']")] == ["note"]
