"""Every verb that a permission guards refuses everybody who has none of it, and leaves everything as it was."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from catalog.models import Change, Clock, Edit, Listing, Pack, Product, Publication, Submission, Withdrawal
from catalog.refusals import Refused
from reviews.models import Review, ReviewText
from tests import factories


def editing(world, by):
    with world.waiting.editing(by=by) as draft:
        draft.summary = "A stranger's summary."
        draft.save()


def submitting(world, by):
    world.draft.submit(by=by, digest=world.draft.digest(), note="A stranger's note.")


# Verb → (what it does, the group whose members may).
VERBS = {
    "draft": (lambda world, by: Product.draft(factories.content(slug="new"), by=by), "editors"),
    "edit": (editing, "editors"),
    "restore": (lambda world, by: world.listed.restore(world.listed.publications.get(), by=by), "editors"),
    "submit": (submitting, "editors"),
    "send back": (lambda world, by: world.waiting.send_back(by=by, reason="No."), "pharmacists"),
    "publish": (lambda world, by: world.waiting.publish(by=by, digest=world.waiting.digest()), "pharmacists"),
    "withdraw": (lambda world, by: world.listed.withdraw(by=by, reason="A", public_note="B"), "pharmacists"),
    "add a pack": (lambda world, by: factories.pack(product=world.listed, by=by), "editors"),
    "change a pack": (lambda world, by: world.pack.keep(by=by), "editors"),
    "remove a pack": (lambda world, by: world.pack.remove(by=by), "editors"),
    "approve": (lambda world, by: world.text.review.approve(by=by, text=world.text), "moderators"),
    "reject": (
        lambda world, by: world.text.review.reject(by=by, text=world.text, reason="off_topic"),
        "moderators",
    ),
}
GROUPS = ("editors", "pharmacists", "moderators")
TABLES = (Change, Clock, Edit, Listing, Pack, Product, Publication, Review, ReviewText, Submission, Withdrawal)


class World:
    """Something for every verb to act on."""

    def __init__(self, editor, pharmacist, customer):
        listing = factories.listed(editor=editor, pharmacist=pharmacist)
        self.listed = listing.product
        with self.listed.editing(by=editor) as draft:
            draft.summary = "Another summary."
            draft.save()
        self.draft = factories.draft(by=editor)
        self.waiting = factories.submitted(by=editor)
        self.pack = factories.pack(product=self.listed, by=editor)
        self.text = factories.review(listing=listing, author=customer)


@pytest.fixture
def world(editor, pharmacist, customer):
    return World(editor, pharmacist, customer)


def outsiders(group):
    """Everybody who may not: nobody, customers, other staff, who was in the group, and the superuser with no group."""
    yield AnonymousUser()
    yield factories.user(name="stranger")
    for other in GROUPS:
        if other != group:
            yield factories.user(name=f"only-{other}", groups=[other], is_staff=True)
    yield factories.user(name="gone", groups=[group], is_staff=True, is_active=False)
    if group != "editors":
        yield factories.user(name="admin", is_staff=True, is_superuser=True)


def contents() -> list:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_refuses_everybody_else(world, verb):
    act, group = VERBS[verb]
    before = contents()

    for outsider in outsiders(group):
        with pytest.raises((PermissionDenied, Refused)):
            act(world, outsider)

    assert contents() == before


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_lets_a_member_of_its_group(world, verb):
    act, group = VERBS[verb]
    before = contents()

    act(world, factories.user(name="member", groups=[group], is_staff=True))

    assert contents() != before


@pytest.mark.parametrize("verb", ["send back", "publish", "withdraw"])
def test_no_command_without_an_account_signs(world, verb):
    act, _group = VERBS[verb]

    with pytest.raises(Refused):
        act(world, None)


def test_nobody_else_takes_a_review_back(world, moderator, other_customer):
    for outsider in (AnonymousUser(), other_customer, moderator):
        with pytest.raises(PermissionDenied):
            world.text.review.withdraw(by=outsider)

    assert Review.objects.count() == 1


def test_nobody_judges_their_own_review(listing, moderator):
    text = factories.review(listing=listing, author=moderator)

    with pytest.raises(Refused):
        text.review.approve(by=moderator, text=text)

    assert ReviewText.objects.get().state == "waiting"
