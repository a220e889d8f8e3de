"""The index is a copy of what is listed: it follows every change, and nothing else."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from catalog import engine
from catalog.engine import follower
from catalog.models import Clock, Condition, Listing, Rating, Substance, SynonymGroup
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


def test_the_dearest_range_has_no_end(listing, editor, names):
    factories.pack(product=listing.product, by=editor, price="4711.00")
    assert (names(chosen={"price": ("1000-",)}), names(chosen={"price": ("250-1000",)})) == ([listing.name], [])


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


def test_what_was_withdrawn_is_no_guess_and_no_code(listing, editor, pharmacist, names):
    gone = factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        name="Sumatrol 10 mg Tablets",
        market="gb",
        ingredients=[{"substance": {"name": "sumatrol"}, "strength": "10", "unit": "mg", "per": ""}],
    )
    factories.pack(product=gone.product, by=editor, sku="GONE-4711", currency="GBP")
    assert (names("sumatrul"), names("GONE-4711")) == ([gone.name], [gone.name])
    assert engine.reader().answer(engine.Wanted()).currency == ""

    gone.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    engine.catch_up()

    guess, code, everything = (
        engine.reader().answer(engine.Wanted(q=q, sort="relevance" if q else "name"))
        for q in ("sumatrul", "GONE-4711", "")
    )
    assert (guess.products, guess.corrected, guess.did_you_mean) == ([], [], "")
    assert (code.products, code.how) == ([], "any")
    assert (everything.products, everything.currency) == ([listing.product_id], "USD")
    assert ("substance", "sumatrol") not in engine.reader().suggest("sumat")


def test_listings_that_are_rebuilt_are_indexed_anew(listing, names):
    assert names("sneezing") == [listing.name]
    Listing.objects.update(texts="What an old release wrote.")
    call_command("rebuild_listings", stdout=io.StringIO())
    before = engine.reader().stamp
    assert names("sneezing") == [listing.name]
    assert engine.reader().stamp != before


def test_a_group_of_synonyms_is_for_those_who_read_its_language(listing, names):
    SynonymGroup.objects.create(words="gift\ntestazole", language="de", kind="language")
    Clock.objects.update(shape=F("shape") + 1)
    assert (names("gift"), names("gift", language="de")) == ([], [listing.name])


def test_a_market_is_counted_without_the_prices_of_another(listing, editor, pharmacist):
    factories.pack(product=listing.product, by=editor, price="3.00")
    british = factories.listed(editor=editor, pharmacist=pharmacist, market="gb")
    factories.pack(product=british.product, by=editor, price="300.00", currency="GBP")
    engine.catch_up()
    answer = engine.reader().answer(engine.Wanted(chosen={"market": ("us",), "price": ("0-5",)}))
    assert (answer.products, dict(answer.counts["market"])) == ([listing.product_id], {"us": 1, "gb": 1})


def test_an_average_just_below_is_below(listing, names):
    Rating.objects.create(product=listing.product, three=1, four=19)  # 3.95
    with transaction.atomic():
        Clock.move((listing.product_id, "review"))
    assert (names(rating=4), names(rating=3)) == ([], [listing.name])


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
