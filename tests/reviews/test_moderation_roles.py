"""Who may read, decide, answer, undo and publish together: every page and every decision, by every role."""

import pytest

from reviews.admin.decision_forms import FORMS
from reviews.models import Decision, Reply, ReviewText
from tests import factories
from tests.admin.forms import text_of
from tests.reviews.moderating import QUEUE, TOGETHER, page, sent, titles, undo_page

pytestmark = pytest.mark.usefixtures("listed_once")

FIELDS = {
    "reject": {"reason": "abusive"},
    "take_down": {"reason": "abusive"},
    "change": {"note": "Please."},
    "mask": {"words": "better"},
    "answer": {"text": "Thank you."},
}
OF_MODERATORS = sorted(set(FORMS) - {"answer", "remove_answer"})


@pytest.fixture
def roles(editor, pharmacist, customer):
    """Everybody who is no moderator, by name."""
    return {
        "customer": customer,
        "editor": editor,
        "pharmacist": pharmacist,
        "superuser": factories.user(name="root", is_staff=True, is_superuser=True),
        "safety officer": factories.safety_officer(),
        "staff of no group": factories.user(name="clerk", is_staff=True),
        "a moderator who is no staff": factories.user(name="former", groups=["moderators"]),
    }


@pytest.fixture
def waiting(listing, other_customer):
    return factories.review(listing=listing, author=other_customer, title="Waiting words")


def as_it_is():
    rows = ReviewText.objects.values_list("state", "title", "text", "complaint_count")
    return sorted(rows), Decision.objects.count(), Reply.objects.count()


@pytest.mark.parametrize("decision", OF_MODERATORS)
def test_only_a_moderator_decides(signed_in, client, roles, listing, waiting, moderator, decision):
    shown = factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator)
    shown.review.complain(by=factories.user(name="reader"), why="other")
    text = shown if decision in ("keep", "take_down") else waiting
    before = as_it_is()

    for name, person in roles.items():
        response = signed_in(person).post(page(text), sent(decision, text, **FIELDS.get(decision, {})))
        assert (name, response.status_code) in [(name, 403), (name, 302)]
        if person.is_staff:
            assert (name, response.status_code) == (name, 403)
        else:
            assert response.url.startswith("/account/login/") or response.url.startswith("/admin/login/")
    assert client.post(page(text), sent(decision, text)).url.startswith("/admin/login/")
    assert as_it_is() == before

    response = signed_in(moderator).post(page(text), sent(decision, text, **FIELDS.get(decision, {})))
    assert response.status_code == 302
    assert as_it_is() != before


@pytest.mark.parametrize("decision", OF_MODERATORS)
def test_nobody_else_is_told_what_is_missing_in_a_form(signed_in, roles, waiting, decision):
    browser = signed_in(roles["superuser"])

    assert browser.post(page(waiting), {"decision": decision}).status_code == 403


@pytest.mark.parametrize("decision", ["answer", "remove_answer"])
def test_moderators_and_pharmacists_answer(signed_in, roles, listing, moderator, pharmacist, decision):
    shown = factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator)
    roles = {name: person for name, person in roles.items() if name not in ("pharmacist", "superuser")}
    for person in (moderator, pharmacist):
        Reply.objects.all().delete()
        if decision == "remove_answer":
            shown.review.answer(by=moderator, text="Thanks.")
        before = as_it_is()
        for stranger in roles.values():
            answer = signed_in(stranger).post(page(shown), sent(decision, shown, text="No."))
            assert answer.status_code == (403 if stranger.is_staff else 302)
        assert as_it_is() == before

        assert signed_in(person).post(page(shown), sent(decision, shown, text="Yes.")).status_code == 302
        assert Reply.objects.exists() is (decision == "answer")


def test_only_a_moderator_undoes_and_publishes_together(signed_in, roles, waiting, listing, moderator):
    waiting.review.approve(by=moderator, text=waiting)
    plain = factories.review(listing=listing, author=factories.user(name="third"))
    before = as_it_is()

    for person in roles.values():
        browser, refused = signed_in(person), 403 if person.is_staff else 302
        assert browser.get(undo_page(waiting)).status_code == refused
        assert browser.post(undo_page(waiting)).status_code == refused
        assert browser.get(TOGETHER, {"text": plain.pk}).status_code == refused
        assert browser.post(TOGETHER, {"read": f"{plain.pk}:{plain.digest}"}).status_code == refused

    assert as_it_is() == before


def test_who_only_answers_reads_what_everybody_reads(signed_in, listing, waiting, moderator, pharmacist):
    shown = factories.approved(listing=listing, author=factories.user(name="third"), moderator=moderator, title="Shown")
    shown.review.mask(by=moderator, text=shown, spans=[("text", 0, 7)], digest=shown.digest)
    client = signed_in(pharmacist)

    assert titles(client.get(QUEUE)) == ["Shown"]
    assert titles(client.get(QUEUE, {"state": "todo"})) == ["Shown"]
    assert client.get(page(waiting)).status_code == 404
    response = client.get(page(shown))
    assert list(response.context["reading"].forms) == ["answer"]
    assert "I slept" not in response.content.decode()
    assert not {"original", "customer", "record"} & response.context.keys()


def test_who_only_answers_does_not_read_what_waits_beside(signed_in, listing, moderator, pharmacist):
    author = factories.user(name="third")
    shown = factories.approved(listing=listing, author=author, moderator=moderator, title="Shown")
    later = factories.review(listing=listing, author=author, title="Waiting words")

    html = signed_in(pharmacist).get(page(shown), {"text": later.pk}).content.decode()

    assert "Shown" in html
    assert "Waiting words" not in html


@pytest.mark.parametrize("role", ["customer", "editor", "safety officer", "staff of no group"])
def test_nobody_else_reads(signed_in, roles, waiting, role):
    browser, refused = signed_in(roles[role]), 403 if roles[role].is_staff else 302

    assert browser.get(QUEUE).status_code == refused
    assert browser.get(page(waiting)).status_code == refused


def test_a_superuser_reads_and_is_offered_no_decision(signed_in, roles, waiting):
    response = signed_in(roles["superuser"]).get(page(waiting))

    assert "Waiting words" in text_of(response)
    assert response.context["reading"].forms == {}
