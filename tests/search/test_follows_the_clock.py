"""The index is a copy of what is listed: it follows every change, and nothing else."""

import pytest

from catalog import engine
from catalog.engine import follower
from catalog.models import Clock, Condition, Substance
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist)


def test_a_signed_medicine_is_found(listing, names):
    assert names("testazole") == [listing.name]


def test_a_draft_is_not(editor, names):
    factories.draft(by=editor, name="Secretazole 5 mg Tablets")
    assert names("secretazole") == names("testazole") == []


def test_what_waits_for_a_signature_is_not(listing, editor, names):
    with listing.product.editing(by=editor) as draft:
        draft.summary = "Now it cures narcolepsy."
        draft.save()
    factories.submit(draft, by=editor)
    assert names("narcolepsy") == []


def test_a_withdrawn_medicine_is_found_no_more(listing, pharmacist, names):
    assert names("testazole") == [listing.name]
    listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    assert names("testazole") == names() == []


def test_the_words_of_a_version_of_before_are_found_no_more(listing, editor, pharmacist, names):
    assert names("sneezing") == [listing.name]
    factories.republish(
        listing.product, editor=editor, pharmacist=pharmacist, summary="It eases itching.", description="Works."
    )
    assert (names("sneezing"), names("itching")) == ([], [listing.name])


def test_a_price_counts_at_once(listing, editor, names):
    pack = factories.pack(product=listing.product, by=editor, price="12.50")
    assert names(chosen={"price": ("10-25",)}) == [listing.name]
    pack.price = "99.00"
    pack.keep(by=editor)
    assert (names(chosen={"price": ("10-25",)}), names(chosen={"price": ("50-100",)})) == ([], [listing.name])


def test_stars_count_at_once(listing, customer, moderator, names):
    assert names(rating=4) == []
    text = factories.approved(listing=listing, author=customer, moderator=moderator, rating=5)
    assert names(rating=4) == [listing.name]
    text.review.reject(by=moderator, text=text, reason="abusive")
    assert names(rating=4) == []


@pytest.mark.parametrize(
    ("model", "old", "new"), [(Condition, "Hay fever", "Pollinosis"), (Substance, "testazole", "otherol")]
)
def test_a_term_is_found_by_its_new_name(listing, pharmacist, names, model, old, new):
    term = model.objects.get(name=old)
    names()
    tick = Clock.stamp()[0]
    term.name = new
    term.keep(by=pharmacist)
    assert (names(new), Clock.stamp()[0]) == ([listing.name], tick + 1)


def test_nothing_is_written_where_nothing_has_changed(listing, names):
    names()
    before = engine.reader()
    assert (engine.catch_up(), engine.reader()) == (Clock.stamp()[0], before)


def test_every_look_of_the_follower_brings_the_index_up_to_date(listing, editor, pharmacist):
    assert (engine.reader(), follower.look()) == (None, True)
    assert engine.reader().answer(engine.Wanted()).products == [listing.product_id]

    other = factories.listed(editor=editor, pharmacist=pharmacist, name="Zestazole 10 mg Tablets")

    assert follower.look()
    assert engine.reader().answer(engine.Wanted()).products == [listing.product_id, other.product_id]


def test_a_new_epoch_is_another_index(listing, names):
    names()
    first = engine.reader()
    Clock.renew_epoch()
    assert names() == [listing.name]
    assert engine.reader().folder != first.folder
