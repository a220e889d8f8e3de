"""Every verb of a review by every role: who may, and that nothing has changed where somebody may not."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from catalog.models import Clock, Rating
from catalog.refusals import Refused
from reviews.models import Complaint, Decision, Letter, Reply, Review, ReviewText, Vote
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

ROLES = ["author", "customer", "editor", "pharmacist", "moderator", "safety", "superuser", "inactive"]
STAFF_WHO_ANSWER = {"pharmacist", "moderator"}
READERS = {"customer", "editor", "pharmacist", "moderator", "safety", "superuser"}

# Verb → (the state that it needs, the call, who may).
VERBS: dict[str, tuple[str, Callable, set[str]]] = {
    "approve": ("waiting", lambda text, by: text.review.approve(by=by, text=text), {"moderator"}),
    "reject": ("waiting", lambda text, by: text.review.reject(by=by, text=text, reason="abusive"), {"moderator"}),
    "take down": ("shown", lambda text, by: text.review.reject(by=by, text=text, reason="abusive"), {"moderator"}),
    "ask for a change": (
        "waiting",
        lambda text, by: text.review.ask_change(by=by, text=text, note="Leave out the name."),
        {"moderator"},
    ),
    "mask what waits": ("waiting", lambda text, by: masked(text, by), {"moderator"}),
    "mask what is shown": ("shown", lambda text, by: masked(text, by), {"moderator"}),
    "keep": ("complained", lambda text, by: text.review.keep(by=by, text=text), {"moderator"}),
    "answer": ("shown", lambda text, by: text.review.answer(by=by, text="Thank you."), STAFF_WHO_ANSWER),
    "remove the answer": ("answered", lambda text, by: text.review.remove_answer(by=by), STAFF_WHO_ANSWER),
    "vote": ("shown", lambda text, by: text.review.vote(by=by), READERS),
    "complain": ("shown", lambda text, by: text.review.complain(by=by, why="fake"), READERS),
    "withdraw": ("shown", lambda text, by: text.review.withdraw(by=by), {"author"}),
}


def masked(text, by):
    return text.review.mask(by=by, text=text, spans=[("text", 0, 1)], digest=text.digest)


@pytest.fixture
def people(moderator, editor, pharmacist, customer):
    """Role → account; the author is somebody else, and so is the moderator who decided before."""
    inactive = factories.moderator(name="inactive")
    inactive.is_active = False
    inactive.save()
    return {
        "author": factories.user(name="author"),
        "customer": customer,
        "editor": editor,
        "pharmacist": pharmacist,
        "moderator": moderator,
        "safety": factories.user(name="safety", groups=["safety officers"], is_staff=True),
        "superuser": factories.user(name="superuser", is_staff=True, is_superuser=True),
        "inactive": inactive,
    }


def in_state(state, listing, people) -> ReviewText:
    other = factories.moderator(name="earlier_moderator")
    text = factories.review(listing=listing, author=people["author"])
    if state == "waiting":
        return text
    text.review.approve(by=other, text=text)
    if state == "complained":
        text.review.complain(by=factories.user(name="complains"), why="fake")
    if state == "answered":
        text.review.answer(by=other, text="Thank you.")
    return ReviewText.objects.get(pk=text.pk)


def everything() -> list:
    models = [ReviewText, Review, Decision, Complaint, Reply, Vote, Letter, Rating, Clock]
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", VERBS)
def test_only_who_may(listing, people, verb, role):
    state, call, may = VERBS[verb]
    text = in_state(state, listing, people)
    before = everything()
    # A superuser holds every permission, also that of answering; membership alone makes a moderator.
    allowed = role in may or (verb in ("answer", "remove the answer") and role == "superuser")

    if allowed:
        call(text, people[role])
        assert everything() != before
    else:
        with pytest.raises((PermissionDenied, Refused)):
            call(text, people[role])
        assert everything() == before


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"withdraw", "vote", "complain"}))
def test_no_moderator_decides_on_their_own_words(listing, people, verb):
    state, call, _may = VERBS[verb]
    text = in_state(state, listing, people | {"author": people["moderator"]})
    before = everything()

    with pytest.raises(Refused, match="your own"):
        call(text, people["moderator"])
    assert everything() == before


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"withdraw", "answer", "remove the answer", "take down"}))
def test_what_is_not_in_the_right_state_is_refused(listing, people, verb):
    """A shown text cannot be approved, a waiting one cannot be voted for, what nobody complains about is not kept."""
    state, call, may = VERBS[verb]
    by = people["moderator" if "moderator" in may else "customer"]
    text = in_state({"waiting": "shown"}.get(state, "waiting"), listing, people)
    if verb.startswith("mask") or verb == "reject":
        text.review.reject(by=by, text=text, reason="abusive")
        text.refresh_from_db()
    before = everything()

    with pytest.raises(Refused):
        call(text, by)
    assert everything() == before
