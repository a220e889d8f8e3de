"""Every verb of a safety report by every role: who may, and that nothing has changed where somebody may not."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from reviews import safety_export
from reviews.models import Letter, SafetyNote, SafetyQuestion, SafetyReport
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

HANDLERS = {"officer", "pharmacist", "superuser"}
# Verb → (the state that it needs, the call, who may).
VERBS = {
    "assess": ("new", lambda report, by: report.assess(by=by, death=True), HANDLERS),
    "note": ("new", lambda report, by: report.note(by=by, text="A note."), HANDLERS),
    "ask": ("new", lambda report, by: report.ask(by=by, text="Since when?"), HANDLERS),
    "forward": ("new", lambda report, by: report.forward(by=by, reference="1", incomplete_because="So."), HANDLERS),
    "close": ("new", lambda report, by: report.close(by=by, reason="No."), HANDLERS),
    "reopen": ("closed", lambda report, by: report.reopen(by=by, reason="Yes."), HANDLERS),
    "answer": ("asked", lambda report, by: report.questions.get().reply(by=by, text="A week."), {"author"}),
    "open by hand": (
        "closed",
        lambda report, by: SafetyReport.open_for(report.review.texts.get(), listing=None, by=by),
        HANDLERS | {"moderator"},
    ),
    "look at contact": ("new", lambda report, by: report.look_at_contact(by=by), {"officer", "superuser"}),
    "export": (
        "new",
        lambda report, by: safety_export.export(SafetyReport.objects.all(), by=by, kind="csv"),
        HANDLERS,
    ),
    "export with contact": (
        "new",
        lambda report, by: safety_export.export(SafetyReport.objects.all(), by=by, kind="csv", with_contact=True),
        {"officer", "superuser"},
    ),
}
ROLES = ["nobody", "author", "customer", "editor", "pharmacist", "moderator", "officer", "superuser", "inactive"]


@pytest.fixture
def people(customer, editor, pharmacist, moderator, officer):
    inactive = factories.safety_officer(name="inactive")
    inactive.is_active = False
    inactive.save()
    return {
        "nobody": AnonymousUser(),
        "author": factories.user(name="author"),
        "customer": customer,
        "editor": editor,
        "pharmacist": pharmacist,
        "moderator": moderator,
        "officer": officer,
        "superuser": factories.user(name="superuser", is_staff=True, is_superuser=True),
        "inactive": inactive,
    }


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (SafetyReport, SafetyNote, SafetyQuestion, Letter)]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", VERBS)
def test_only_who_may(listing, people, verb, role):
    state, act, who_may = VERBS[verb]
    report = factories.safety_report(listing=listing, author=people["author"])
    first = factories.safety_officer(name="first")
    if state == "closed":
        report.close(by=first, reason="No.")
    if state == "asked":
        report.ask(by=first, text="Since when?")
    before = everything()

    if role in who_may:
        act(report, people[role])
        assert everything() != before
    else:
        with pytest.raises(PermissionDenied):
            act(report, people[role])
        assert everything() == before
