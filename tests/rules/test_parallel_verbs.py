"""Twenty verbs at once, on overlapping products: none deadlocks, and the ticks are seen in their order."""

import random
import threading

import pytest
from django.db import connections

from accounts.models import User
from catalog.management.commands.rebuild_listings import rebuild
from catalog.models import Category, Change, Clock, Listing, Manufacturer, Pack, Product, Publication, Rating
from reviews.models import ReviewText
from tests import factories
from tests.rules.storm import all_at_once, elsewhere

PRODUCTS = 5
ROUNDS = 4

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def verbs(editor, pharmacist, moderator):
    """Twenty (product key, kind, verb), four on each product, each by rows read in its own thread."""
    acts = []
    for number in range(PRODUCTS):
        product = factories.listed(editor=editor, pharmacist=pharmacist).product
        pack = factories.pack(product=product, by=editor)
        text = factories.review(
            listing=product.listing, author=factories.user(name=f"customer-{number}"), rating=number + 1
        )
        if number % 2:
            act = ("withdrawn", withdrawing(product.pk, pharmacist))
        else:
            with product.editing(by=editor) as edited:
                edited.summary = "Another summary."
                edited.save()
            factories.submit(edited, by=editor)
            act = ("published", signing(product.pk, pharmacist))
        acts += [
            (product.pk, *act),
            (product.pk, "pack", pricing(pack.pk, editor)),
            (product.pk, "pack", adding(product.pk, editor)),
            (product.pk, "review", approving(text.pk, moderator)),
        ]
    return acts


def signing(key, pharmacist):
    def act():
        product = Product.objects.get(pk=key)
        product.publish(by=pharmacist, digest=product.digest())

    return act


def withdrawing(key, pharmacist):
    return lambda: Product.objects.get(pk=key).withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")


def pricing(key, editor):
    def act():
        pack = Pack.objects.get(pk=key)
        pack.price = "99.00"
        pack.keep(by=editor)

    return act


def adding(key, editor):
    return lambda: factories.pack(product=Product.objects.get(pk=key), by=editor)


def approving(key, moderator):
    def act():
        text = ReviewText.objects.get(pk=key)
        text.review.approve(by=moderator, text=text)

    return act


@pytest.fixture
def verbs_across(verbs, editor, moderator):
    """(kind, verb) of the twenty, and of those that touch several products or make a listing anew."""
    withdrawn = [key for key, kind, _act in verbs if kind == "withdrawn"]
    listings = list(Listing.objects.order_by("pk"))
    for name in ("renamed", "leaving", "erased"):
        author = factories.user(name=name, display_name=name)
        for listing in listings[1:4]:
            factories.approved(listing=listing, author=author, moderator=moderator, rating=5)
    # Drafts that do not wait: a new name would rightly cancel a submission that another verb is about to sign.
    maker = Manufacturer.objects.named("Other Laboratories")
    for product in Product.objects.filter(pk__in=withdrawn):
        with product.editing(by=editor) as edited:
            edited.manufacturer = maker
            edited.save()
    return [
        *((kind, act) for _key, kind, act in verbs),
        *(("restored", restoring(key, editor)) for key in withdrawn),
        *(("rebuilt", rebuilding(listing.product_id)) for listing in listings),
        ("renamed", lambda: User.objects.get(username="renamed").rename("A Fresh Name")),
        ("left", lambda: User.objects.get(username="leaving").leave(with_reviews=False)),
        ("erased", lambda: User.objects.get(username="erased").leave(with_reviews=True)),
        ("term", keeping(Manufacturer, maker.pk, name="Fresh Laboratories")),
        ("term", keeping(Category, Category.objects.get().pk, description="Fresh words.")),
    ]


def restoring(key, editor):
    def act():
        product = Product.objects.get(pk=key)
        product.restore(product.publications.get(number=1), by=editor)

    return act


def rebuilding(key):
    return lambda: rebuild(Product.objects.get(pk=key))


def keeping(model, key, **changes):
    def act():
        term = model.objects.get(pk=key)
        for column, value in changes.items():
            setattr(term, column, value)
        term.keep(by=None)

    return act


class Reader(threading.Thread):
    """Follows the changes as a partner does, and keeps every list of ticks that it ever saw."""

    def __init__(self):
        super().__init__()
        self.seen, self.stopped = [], threading.Event()

    def run(self):
        while not self.stopped.is_set():
            self.seen.append(list(Change.objects.order_by("tick").values_list("tick", flat=True).distinct()))
        connections.close_all()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stopped.set()
        self.join()


def outcome():
    """What the database holds after the storm."""
    return {
        "clock": Clock.objects.values_list("tick", flat=True).get(),
        "changes": list(Change.objects.order_by("tick").values_list("tick", "product", "kind")),
        "listings": dict(Listing.objects.values_list("product", "tick")),
        "numbers": sorted(Publication.objects.values_list("product", "number")),
        "stars": {rating.product_id: rating.counts for rating in Rating.objects.all()},
    }


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_twenty_parallel_verbs_do_not_deadlock_and_leave_ticks_in_order(verbs, threads_see_the_database, attempt):
    random.Random(attempt).shuffle(verbs)
    start = Clock.objects.get().tick
    threads_see_the_database()

    with Reader() as reader:
        errors = all_at_once([act for _key, _kind, act in verbs])

    after = elsewhere(outcome)
    ticks = [tick for tick, _product, _kind in after["changes"]]
    assert errors == [None] * 20
    # Gapless and unique, though a withdrawn product's packs and reviews move nothing.
    assert ticks == list(range(1, after["clock"] + 1))
    assert after["clock"] > start
    # Whoever saw a tick had seen every one before it: they become visible in their order.
    assert all(seen == list(range(1, len(seen) + 1)) for seen in reader.seen)


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_what_twenty_parallel_verbs_leave_is_whole(verbs, threads_see_the_database, attempt):
    random.Random(attempt).shuffle(verbs)
    withdrawn = [key for key, kind, _act in verbs if kind == "withdrawn"]
    published = [key for key, kind, _act in verbs if kind == "published"]
    keys = sorted(withdrawn + published)
    threads_see_the_database()

    all_at_once([act for _key, _kind, act in verbs])

    after = elsewhere(outcome)
    last = {key: max(tick for tick, product, _kind in after["changes"] if product == key) for key in published}
    assert after["listings"] == last
    assert after["numbers"] == sorted([(key, 1) for key in keys] + [(key, 2) for key in published])
    assert after["stars"] == {key: [int(stars == place) for stars in range(5)] for place, key in enumerate(keys)}


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_verbs_across_products_do_not_deadlock_and_leave_what_each_of_them_says(
    verbs_across, threads_see_the_database, attempt
):
    random.Random(attempt).shuffle(verbs_across)
    left = Listing.objects.count() - [kind for kind, _act in verbs_across].count("withdrawn")
    threads_see_the_database()

    with Reader() as reader:
        errors = all_at_once([act for _kind, act in verbs_across])

    after, said = elsewhere(outcome), elsewhere(what_was_said)
    ticks = list(dict.fromkeys(tick for tick, _product, _kind in after["changes"]))
    assert errors == [None] * len(verbs_across)
    # Rebuilt listings and kept terms move the clock without a change; whoever saw a tick had seen all before it.
    assert all(seen == ticks[: len(seen)] for seen in reader.seen)
    assert max(ticks) <= after["clock"]
    assert len(after["listings"]) == left
    assert said == {
        "names": {"A Fresh Name"},
        "nameless": 3,
        "manufacturers": ["Example Laboratories", "Fresh Laboratories"],
        "descriptions": ["Fresh words."],
        "stars": [1, 3, 3, 3, 1],
    }


def what_was_said():
    """What the verbs across products leave behind."""
    several = User.objects.filter(username__in=("renamed", "leaving", "erased"))
    shown = ReviewText.objects.filter(state="shown")
    return {
        "names": {user.display_name for user in several},
        "nameless": shown.filter(review__author=None).count(),
        "manufacturers": list(Manufacturer.objects.order_by("name").values_list("name", flat=True)),
        "descriptions": list(Category.objects.values_list("description", flat=True)),
        "stars": [rating.count for rating in Rating.objects.order_by("product_id")],
    }


def test_two_pharmacists_who_sign_at_once_make_one_publication(editor, pharmacist, threads_see_the_database):
    product = factories.submitted(by=editor)
    other = factories.pharmacist(name="other_pharmacist")
    threads_see_the_database()

    errors = all_at_once([signing(product.pk, pharmacist), signing(product.pk, other)])

    assert sorted(type(error).__name__ for error in errors) == ["NoneType", "NotWaiting"]
    assert elsewhere(outcome)["numbers"] == [(product.pk, 1)]


def test_two_editors_who_save_at_once_are_told_apart(editor, other_editor, threads_see_the_database):
    product = factories.draft(by=editor)
    threads_see_the_database()

    def saving(by):
        def act():
            with Product.objects.get(pk=product.pk).editing(by=by, seen_version=1) as edited:
                edited.summary = f"The summary of {by.username}."
                edited.save()

        return act

    errors = all_at_once([saving(editor), saving(other_editor)])

    assert sorted(type(error).__name__ for error in errors) == ["EditConflict", "NoneType"]
    assert elsewhere(lambda: Product.objects.get(pk=product.pk).version) == 2
