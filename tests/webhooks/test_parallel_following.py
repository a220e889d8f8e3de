"""Verbs and followers at once: each change is told once, in order."""

import json
import os
import signal
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from catalog.models import Change
from tests import factories
from tests.rules.storm import all_at_once, elsewhere
from tests.webhooks.receiver import added
from webhooks.follower import Follower
from webhooks.following import follow
from webhooks.models import Delivery, Webhook

pytestmark = pytest.mark.django_db(transaction=True)


def told():
    bodies = Delivery.objects.order_by("id").values_list("webhook", "body")
    found: dict[int, list[int]] = {}
    for webhook, body in bodies:
        found.setdefault(webhook, []).extend(change["tick"] for change in json.loads(body)["changes"])
    return found


def committed():
    return list(Change.objects.order_by("tick", "id").values_list("tick", flat=True))


@pytest.mark.parametrize("attempt", range(3))
def test_none_is_missed_or_told_twice(keeper, editor, pharmacist, threads_see_the_database, attempt):
    products = [factories.listed(editor=editor, pharmacist=pharmacist).product for _number in range(4)]
    first = max(committed())
    hooks = [added(by=keeper)[0].pk for _number in range(2)]
    threads_see_the_database()

    def selling(product, number):
        return lambda: factories.pack(product=product, by=editor, sku=f"S{product.pk}-{number}")

    def following():
        for _look in range(4):
            follow()

    acts = [selling(product, number) for product in products for number in range(3)]
    errors = all_at_once([*acts, following, following, following])
    elsewhere(follow)

    assert errors == [None] * len(errors)
    expected = [tick for tick in elsewhere(committed) if tick > first]
    assert len(expected) == 12
    assert elsewhere(told) == dict.fromkeys(hooks, expected)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="its transactions queue up from their beginning")
def test_a_webhook_that_somebody_is_at_is_left_to_them(keeper, listing, editor):
    added(by=keeper)
    factories.pack(product=listing.product, by=editor)
    begun, let_go = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            follow()
            begun.set()
            assert let_go.wait(5), "the other one waited"

    def quick():
        begun.wait(30)
        assert follow() == 0
        let_go.set()

    assert all_at_once([slow, quick]) == [None, None]
    assert list(elsewhere(told).values()) == [[max(committed())]]


def test_the_thread_of_a_worker_follows(keeper, listing, editor, threads_see_the_database):
    added(by=keeper)
    factories.pack(product=listing.product, by=editor)
    threads_see_the_database()

    with Follower():
        pass

    assert len(elsewhere(lambda: list(Delivery.objects.all()))) == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="it needs the main thread, whose database is in memory")
def test_a_worker_that_stays_follows_and_sends(receiver, keeper, listing, editor):
    added(by=keeper, address=receiver.address)
    factories.pack(product=listing.product, by=editor)
    rescue = threading.Timer(30, os.kill, [os.getpid(), signal.SIGTERM])
    rescue.start()

    call_command("work", max_tasks=1, interval=0.0, startup_delay=False, reload=False, verbosity=0, queue_name="*")

    rescue.cancel()
    assert [told[1] for told in receiver.changes()] == ["pack"]


def test_an_error_is_told_and_the_thread_goes_on(keeper, listing, caplog, threads_see_the_database):
    """A table that is away stands for whatever may go wrong."""
    added(by=keeper)
    threads_see_the_database()
    follower = Follower()

    elsewhere(lambda: Webhook.objects.update(epoch="another"))
    elsewhere(break_clock)
    assert elsewhere(follower.look) is False
    assert "Webhooks could not follow the clock." in caplog.text
    elsewhere(mend_clock)
    assert elsewhere(follower.look) is True
    assert len(elsewhere(lambda: list(Delivery.objects.all()))) == 1


def break_clock():
    connection.cursor().execute("ALTER TABLE catalog_clock RENAME TO catalog_clock_away")


def mend_clock():
    connection.cursor().execute("ALTER TABLE catalog_clock_away RENAME TO catalog_clock")
