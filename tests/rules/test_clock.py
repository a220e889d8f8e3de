"""One clock: every visible change moves it once, as the last act of its verb, and says what changed."""

import pytest
from django.db import connection, transaction

from catalog.models import Change, Clock, Condition, Listing
from tests import factories


class Watch:
    """What the clock did since it was started: (ticks, shapes, kinds of change by product)."""

    def __init__(self):
        self.clock = Clock.objects.get()

    def read(self):
        now = Clock.objects.get()
        changes = Change.objects.filter(tick__gt=self.clock.tick).values_list("product", "kind")
        return now.tick - self.clock.tick, now.shape - self.clock.shape, list(changes)


def test_publishing_moves_tick_and_shape_once(editor, pharmacist):
    product = factories.submitted(by=editor)
    watch = Watch()

    product.publish(by=pharmacist, digest=product.digest())

    assert watch.read() == (1, 1, [(product.pk, "published")])
    assert Listing.objects.get().tick == Clock.objects.get().tick


def test_publishing_again_moves_them_once_more(listing, editor, pharmacist):
    watch = Watch()

    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, summary="Another summary.")

    assert watch.read() == (1, 1, [(listing.product_id, "published")])
    assert Listing.objects.get().tick == Clock.objects.get().tick


def test_withdrawing_moves_tick_and_shape_once(listing, pharmacist):
    watch = Watch()

    listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    assert watch.read() == (1, 1, [(listing.product_id, "withdrawn")])


def test_a_pack_of_a_listed_product_moves_the_tick_alone(listing, editor):
    watch = Watch()

    factories.pack(product=listing.product, by=editor)

    assert watch.read() == (1, 0, [(listing.product_id, "pack")])
    assert Listing.objects.get().tick == Clock.objects.get().tick


def test_a_price_moves_the_tick_alone(listing, editor):
    pack = factories.pack(product=listing.product, by=editor)
    watch = Watch()

    pack.price = "13.00"
    pack.keep(by=editor)

    assert watch.read() == (1, 0, [(listing.product_id, "pack")])


def test_removing_a_pack_moves_the_tick_alone(listing, editor):
    pack = factories.pack(product=listing.product, by=editor)
    watch = Watch()

    pack.remove(by=editor)

    assert watch.read() == (1, 0, [(listing.product_id, "pack")])


def test_a_pack_of_a_draft_moves_nothing(editor):
    product = factories.draft(by=editor)
    watch = Watch()

    factories.pack(product=product, by=editor)

    assert watch.read() == (0, 0, [])


def test_an_approved_review_moves_the_tick_alone(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)
    watch = Watch()

    text.review.approve(by=moderator, text=text)

    assert watch.read() == (1, 0, [(listing.product_id, "review")])
    assert Listing.objects.get().tick == Clock.objects.get().tick


def test_what_waits_and_what_is_rejected_move_nothing(listing, customer, moderator):
    watch = Watch()

    text = factories.review(listing=listing, author=customer)
    text.review.reject(by=moderator, text=text, reason="off_topic")

    assert watch.read() == (0, 0, [])


def test_a_published_review_that_its_author_takes_back_moves_the_tick(listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    watch = Watch()

    text.review.withdraw(by=customer)

    assert watch.read() == (1, 0, [(listing.product_id, "review")])


def test_an_author_who_leaves_moves_the_tick_once_for_all_their_reviews(editor, pharmacist, customer, moderator):
    listings = [factories.listed(editor=editor, pharmacist=pharmacist) for _ in range(2)]
    for listing in listings:
        factories.approved(listing=listing, author=customer, moderator=moderator)
    watch = Watch()

    customer.leave(with_reviews=False)

    assert watch.read() == (1, 0, [(listing.product_id, "review") for listing in listings])


def test_a_renamed_noun_moves_tick_and_shape(listing, pharmacist):
    condition = Condition.objects.get()
    watch = Watch()

    condition.name = "Seasonal allergy"
    condition.keep(by=pharmacist)

    # Search knows the listing by that name, too.
    assert watch.read() == (1, 1, [(listing.product_id, "term")])


def test_a_description_of_a_noun_changes_no_listing(listing, pharmacist):
    condition = Condition.objects.get()
    watch = Watch()

    condition.description = "Sneezing in spring."
    condition.keep(by=pharmacist)

    assert watch.read() == (1, 1, [])


def test_drafting_editing_submitting_and_sending_back_move_nothing(editor, pharmacist):
    watch = Watch()

    product = factories.submitted(by=editor)
    product.send_back(by=pharmacist, reason="The dose is missing.")
    with product.editing(by=editor) as edited:
        edited.summary = "Another summary."
        edited.save()

    assert watch.read() == (0, 0, [])


def test_a_refused_verb_moves_nothing(listing, editor, pharmacist):
    watch = Watch()

    for verb in (
        lambda: listing.product.publish(by=pharmacist, digest="0" * 64),
        lambda: listing.product.withdraw(by=pharmacist, reason="", public_note=""),
        lambda: listing.product.withdraw(by=editor, reason="Recall.", public_note="Recalled."),
    ):
        with pytest.raises(Exception):  # noqa: B017  which refusal is other tests' affair
            verb()

    assert watch.read() == (0, 0, [])


def test_the_clock_does_not_move_where_its_transaction_fails(listing, editor):
    watch = Watch()

    with pytest.raises(RuntimeError), transaction.atomic():
        factories.pack(product=listing.product, by=editor)
        raise RuntimeError

    assert watch.read() == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_the_clock_moves_only_inside_a_transaction():
    assert not connection.in_atomic_block

    with pytest.raises(AssertionError):
        Clock.move(shape=True)


def test_a_new_epoch_keeps_the_ticks(listing):
    before = Clock.objects.get()

    epoch = Clock.renew_epoch()

    after = Clock.objects.get()
    assert (after.tick, after.shape) == (before.tick, before.shape)
    assert after.epoch == epoch != before.epoch


def test_a_stamp_tells_listing_shape_and_epoch_in_one_query(listing, editor, django_assert_num_queries):
    factories.pack(product=listing.product, by=editor)
    clock = Clock.objects.get()

    with django_assert_num_queries(1):
        stamp = Clock.stamp_of(listing.slug)

    assert stamp == (clock.tick, clock.shape, clock.epoch)
