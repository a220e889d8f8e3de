"""GET /api/v1/changes/: everything that became visible or stopped being so, once and in order."""

import threading

import pytest
from django.db import connection, connections

from catalog.models import Change, Clock
from tests import factories
from tests.api.conftest import Asker, detail, wrong
from tests.rules.storm import all_at_once

HERE = "http://localhost:8000"


def follow(asker, address="changes/"):
    """(every change up to now, the address that tells of what comes later)"""
    found, more = [], True
    while more:
        answer = asker.get(address.removeprefix(HERE)).json()
        found, more, address = found + answer["results"], answer["more"], answer["next"]
    return found, address


def test_it_tells_what_happened_in_order(nobody, listing, editor, pharmacist, customer, moderator):
    factories.pack(product=listing.product, by=editor)
    factories.approved(listing=listing, author=customer, moderator=moderator)

    found, _onward = follow(nobody)

    assert [(one["tick"], one["kind"]) for one in found] == [(1, "published"), (2, "pack"), (3, "review")]
    assert found[0] | {"at": ""} == {
        "tick": 1,
        "kind": "published",
        "at": "",
        "id": listing.product_id,
        "slug": listing.slug,
        "listed": True,
        "url": f"{HERE}/products/{listing.slug}/",
        "api": f"{HERE}/api/v1/products/{listing.slug}/",
    }
    assert found[0]["at"].endswith("Z")


def test_removals_are_among_them_by_the_last_address(nobody, listing, editor, pharmacist):
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, slug="second-name")
    _found, onward = follow(nobody)
    listing.product.withdraw(by=pharmacist, reason="Internal.", public_note="Recalled.")

    (gone,), _onward = follow(nobody, onward)

    assert (gone["kind"], gone["slug"], gone["listed"]) == ("withdrawn", "second-name", False)


def test_one_that_had_gone_back_to_an_old_address_is_gone_by_that(nobody, listing, editor, pharmacist):
    """Whoever keeps a copy finds it by its id in any case."""
    old = listing.slug
    for slug in ("second-name", old):
        factories.republish(listing.product, editor=editor, pharmacist=pharmacist, slug=slug)
    listing.product.withdraw(by=pharmacist, reason="Internal.", public_note="Recalled.")

    found, _onward = follow(nobody)

    assert {(one["id"], one["slug"], one["listed"]) for one in found} == {(listing.product_id, old, False)}


def test_an_answer_that_is_empty_tells_where_to_go_on(nobody, listing, editor, pharmacist):
    _found, onward = follow(nobody)
    nothing, again = follow(nobody, onward)
    other = factories.listed(editor=editor, pharmacist=pharmacist)

    news, _onward = follow(nobody, again)

    assert (nothing, [one["slug"] for one in news]) == ([], [other.slug])


def test_a_tick_of_many_changes_goes_on_in_its_midst(nobody, editor, pharmacist):
    """A renamed term changes many medicines in one tick."""
    listings = [factories.listed(editor=editor, pharmacist=pharmacist) for _number in range(5)]
    term = listings[0].substances.get()
    tick = Clock.stamp()[0]
    term.name = "Renamedol"
    term.keep(by=pharmacist)

    first = nobody.get(f"changes/?since={tick}&size=2").json()
    rest, _onward = follow(nobody, first["next"])

    assert first["more"] is True
    assert [one["slug"] for one in first["results"] + rest] == [one.slug for one in listings]
    assert {one["tick"] for one in rest} == {tick + 1}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_every_size_of_page_tells_the_same(nobody, editor, pharmacist, size):
    for _number in range(3):
        listing = factories.listed(editor=editor, pharmacist=pharmacist)
        factories.pack(product=listing.product, by=editor)
    whole, _onward = follow(nobody, "changes/?size=1000")

    assert follow(nobody, f"changes/?size={size}")[0] == whole
    assert len(whole) == 6


def test_another_epoch_says_so(nobody, listing):
    before = nobody.get("changes/").json()
    epoch = Clock.renew_epoch()

    for address in (before["next"].removeprefix(HERE), f"changes/?epoch={before['epoch']}&since=1"):
        refused = nobody.get(address)
        assert (refused.status_code, refused.json()["epoch"], refused.json()["tick"]) == (409, epoch, 1)
        assert "Read everything anew" in detail(refused)
    assert nobody.get(f"changes/?epoch={epoch}").json()["epoch"] == epoch


def test_a_tick_that_is_yet_to_come_is_of_another_clock(nobody, listing):
    assert nobody.get("changes/?since=1").status_code == 200
    assert nobody.get("changes/?since=2").status_code == 409


@pytest.mark.parametrize("query", ["since=-1", "since=x", "size=1001", "after=1.2", "epoch=1", f"since={10**19}"])
def test_what_is_no_place(nobody, db, query):
    refused = nobody.get(f"changes/?{query}")

    assert (refused.status_code, [name for name, _said in wrong(refused)]) == (400, [query.split("=")[0]])


def test_nothing_of_a_draft(nobody, listing, editor):
    factories.draft(by=editor, slug="draft")
    with listing.product.editing(by=editor) as draft:
        draft.slug = "not-signed"
        draft.save()

    found, _onward = follow(nobody)

    assert [one["slug"] for one in found] == [listing.slug]


@pytest.mark.django_db(transaction=True)
def test_none_is_missed_and_none_comes_twice_while_others_write(editor, pharmacist, threads_see_the_database):
    """Twenty prices are written in four threads while a follower reads on, page by page."""
    packs = []
    for _number in range(4):
        product = factories.listed(editor=editor, pharmacist=pharmacist).product
        packs.append(factories.pack(product=product, by=editor))
    threads_see_the_database()
    done, told = threading.Event(), []

    def reader():
        from django.test import Client

        asker, onward = Asker(Client()), "changes/?size=3"
        while True:
            over = done.is_set()
            found, onward = follow(asker, onward)
            told.extend((one["tick"], one["slug"], one["kind"]) for one in found)
            if over:
                break
        connections.close_all()

    def writer(pack):
        def write():
            for price in range(1, 6):
                pack.price = f"{price}.00"
                pack.keep(by=editor)

        return write

    following = threading.Thread(target=reader)
    following.start()
    all_at_once([writer(pack) for pack in packs])
    done.set()
    following.join()

    rows = []

    def look():
        rows.extend(Change.objects.order_by("tick", "id").values_list("tick", "product__listing__slug", "kind"))

    all_at_once([look])
    assert told == rows
    assert len(rows) == 4 + 4 + 20


def test_a_page_costs_the_same_however_far_on_it_is(nobody, listing, django_assert_num_queries):
    Change.objects.bulk_create(Change(tick=tick, product=listing.product, kind="pack") for tick in range(10, 5000))
    Clock.objects.update(tick=5000)

    for since in (0, 4000):
        with django_assert_num_queries(3):
            assert len(nobody.get(f"changes/?since={since}&size=500").json()["results"]) == 500
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(
            f"{explain} SELECT * FROM catalog_change WHERE tick >= 4000 AND (tick, id) > (4000, 1) "
            "ORDER BY tick, id LIMIT 500"
        )
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "catalog_change" in plan
    assert "TEMP B-TREE" not in plan
