"""What must hold, the database holds: each act here goes past the forms and the verbs."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from catalog.models import (
    Address,
    Change,
    Clock,
    Condition,
    Image,
    Ingredient,
    Listing,
    ListingSubstance,
    Pack,
    Product,
    Publication,
    Submission,
    Substance,
    Withdrawal,
)
from catalog.pictures import keep
from reviews.models import Review, ReviewText
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


def refused(write) -> bool:
    """Whether the database refuses a write, at once or when the transaction would end."""
    with pytest.raises(IntegrityError), transaction.atomic():
        write()
        connection.check_constraints()
    return True


@pytest.fixture
def shown(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator)


@pytest.fixture
def waiting(listing, customer):
    return factories.review(listing=listing, author=customer)


# Reviews


@pytest.mark.parametrize("rating", [0, 6])
def test_a_rating_is_one_to_five(shown, rating):
    assert refused(lambda: ReviewText.objects.update(rating=rating))


def test_one_review_per_customer_and_product(shown):
    assert refused(lambda: Review.objects.create(product=shown.review.product, author=shown.review.author))


def test_nobody_may_have_written_several_reviews(listing):
    for _ in range(2):
        Review.objects.create(product=listing.product, author=None)

    assert Review.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"decided_by": None},
        {"decided_at": None},
        {"state": "waiting"},
        {"state": "waiting", "decided_by": None},
        {"state": "waiting", "decided_at": None},
        {"state": "imagined"},
    ],
)
def test_a_review_is_decided_exactly_where_it_says_by_whom_and_when(shown, change):
    assert refused(lambda: ReviewText.objects.update(**change))


@pytest.mark.parametrize("state", ["shown", "rejected", "replaced"])
def test_a_review_that_nobody_decided_waits(waiting, state):
    reason = "off_topic" if state == "rejected" else ""

    assert refused(lambda: ReviewText.objects.update(state=state, reason=reason))


def test_a_rejection_has_a_reason(shown):
    assert refused(lambda: ReviewText.objects.update(state="rejected"))


def test_what_is_shown_has_no_reason(shown):
    assert refused(lambda: ReviewText.objects.update(reason="off_topic"))


def test_one_text_of_a_review_is_shown(shown, moderator):
    decided = {"decided_by": moderator, "decided_at": timezone.now()}

    assert refused(
        lambda: ReviewText.objects.create(review=shown.review, rating=1, title="A", text="B", state="shown", **decided)
    )


def test_one_text_of_a_review_waits(waiting):
    assert refused(lambda: ReviewText.objects.create(review=waiting.review, rating=1, title="A", text="B"))


# Publications and listings


def test_publication_numbers_are_unique_per_product(listing):
    first = Publication.objects.get()
    first.pk, first.seal = None, "1" * 64

    assert refused(lambda: first.save(force_insert=True))


def test_one_listing_per_product(listing, editor, pharmacist):
    other = factories.listed(editor=editor, pharmacist=pharmacist)

    assert refused(lambda: Listing.objects.filter(pk=other.pk).update(product=listing.product))


def test_one_listing_per_publication(listing, editor, pharmacist):
    other = factories.listed(editor=editor, pharmacist=pharmacist)

    assert refused(lambda: Listing.objects.filter(pk=other.pk).update(publication=listing.publication))


def test_one_listing_per_slug(listing, editor, pharmacist):
    other = factories.listed(editor=editor, pharmacist=pharmacist)

    assert refused(lambda: Listing.objects.filter(pk=other.pk).update(slug=listing.slug))


def test_a_listing_needs_a_publication(listing):
    assert refused(lambda: Listing.objects.update(publication_id=None))


def test_a_listing_names_a_term_once(listing):
    assert refused(lambda: ListingSubstance.objects.create(listing=listing, substance=Substance.objects.get()))


@pytest.mark.parametrize("model", [Condition, Substance])
def test_a_term_that_the_public_sees_cannot_be_deleted(listing, model):
    with pytest.raises(ProtectedError):
        model.objects.get().delete()

    assert model.objects.exists()


# Addresses


def test_one_live_address_per_slug(listing, editor, pharmacist):
    other = factories.listed(editor=editor, pharmacist=pharmacist)

    assert refused(lambda: Address.objects.create(slug=listing.slug, product=other.product, kind="page", listing=other))


def test_one_page_per_product(listing):
    assert refused(
        lambda: Address.objects.create(slug="another", product=listing.product, kind="page", listing=listing)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"listing": None},
        {"kind": "moved", "listing": None},
        {"kind": "gone"},
        {"kind": "gone", "listing": None},
        {"kind": "gone", "public_note": "Recalled."},
        {"kind": "else"},
    ],
)
def test_an_address_leads_somewhere_or_says_why_not(listing, change):
    assert refused(lambda: Address.objects.update(**change))


# Drafts


def test_one_submission_of_a_product_waits(editor):
    product = factories.submitted(by=editor)

    assert refused(lambda: Submission.objects.create(product=product, digest="0" * 64, note="A", submitted_by=editor))


@pytest.mark.parametrize(
    "change",
    [
        {"state": "signed"},
        {"state": "sent_back", "reason": "The dose is missing."},
        {"state": "cancelled"},
        {"decided_at": timezone.now()},
        {"state": "imagined"},
    ],
)
def test_a_submission_is_decided_exactly_where_it_says_by_whom_and_when(editor, change):
    factories.submitted(by=editor)

    assert refused(lambda: Submission.objects.update(**change))


def test_a_submission_that_was_sent_back_has_a_reason(editor, pharmacist):
    factories.submitted(by=editor).send_back(by=pharmacist, reason="The dose is missing.")

    assert refused(lambda: Submission.objects.update(reason=""))


def test_an_edit_is_numbered_once(editor):
    product = factories.draft(by=editor)

    assert refused(lambda: product.edits.create(version=1, by=editor, canonical="{}"))


def test_a_draft_has_a_slug_of_its_own(editor):
    first, second = factories.draft(by=editor), factories.draft(by=editor)

    assert refused(lambda: Product.objects.filter(pk=second.pk).update(slug=first.slug))


@pytest.mark.parametrize("column", ["name", "slug"])
def test_a_draft_is_named(editor, column):
    factories.draft(by=editor)

    assert refused(lambda: Product.objects.update(**{column: ""}))


def test_the_lowest_temperature_is_not_above_the_highest(editor):
    factories.draft(by=editor)

    assert refused(lambda: Product.objects.update(minimum_celsius=26))


def test_a_strength_is_above_nothing(editor):
    factories.draft(by=editor)

    assert refused(lambda: Ingredient.objects.update(strength=0))


def test_an_image_says_what_it_shows(editor):
    product, picture = factories.draft(by=editor), keep(factories.picture_bytes())

    assert refused(lambda: Image.objects.create(product=product, picture=picture, alt=""))


def test_a_withdrawal_says_why(listing, pharmacist):
    facts = {"product": listing.product, "publication": listing.publication, "by": pharmacist}

    assert refused(lambda: Withdrawal.objects.create(**facts, reason="", public_note="Recalled."))
    assert refused(lambda: Withdrawal.objects.create(**facts, reason="Recall.", public_note=""))


# Packs, the clock, terms and accounts


@pytest.mark.parametrize("change", [{"size": 0}, {"price": 0}, {"price": -1}])
def test_a_pack_holds_something_and_costs_something(listing, editor, change):
    factories.pack(product=listing.product, by=editor)

    assert refused(lambda: Pack.objects.update(**change))


@pytest.mark.parametrize("column", ["sku", "gtin"])
def test_a_packs_numbers_are_its_own(listing, editor, column):
    for _ in range(2):
        factories.pack(product=listing.product, by=editor)

    assert refused(lambda: Pack.objects.update(**{column: "4006381333931"}))


def test_packs_without_a_gtin_are_many(listing, editor):
    for _ in range(2):
        factories.pack(product=listing.product, by=editor, gtin="")

    assert Pack.objects.filter(gtin="").count() == 2


def test_there_is_one_clock(db):
    assert refused(lambda: Clock.objects.create(id=2))


def test_a_change_is_told_once_a_tick(listing):
    change = Change.objects.get()

    assert refused(lambda: Change.objects.create(tick=change.tick, product=change.product, kind=change.kind))


def test_a_term_has_its_name_once_in_any_case(listing):
    assert refused(lambda: Substance.objects.create(name="TESTAZOLE", slug="another"))


def test_an_account_has_its_e_mail_address_once_in_any_case(customer):
    assert refused(lambda: User.objects.create(username="twin", email="CUSTOMER@example.com", display_name="Twin"))


def test_an_account_has_a_display_name(customer):
    assert refused(lambda: User.objects.update(display_name=""))
