"""Verbs and followers at once: each change is told once, in order."""

import json

import pytest

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


def test_the_thread_of_a_worker_follows(keeper, listing, editor, threads_see_the_database):
    added(by=keeper)
    factories.pack(product=listing.product, by=editor)
    threads_see_the_database()

    with Follower():
        pass

    assert len(elsewhere(lambda: list(Delivery.objects.all()))) == 1


def test_an_error_is_told_and_the_thread_goes_on(keeper, listing, caplog, threads_see_the_database):
    """A tick that no database holds stands for whatever may go wrong."""
    added(by=keeper)
    threads_see_the_database()
    follower = Follower()

    elsewhere(lambda: Webhook.objects.update(epoch="another", sealed_secret="x"))
    elsewhere(break_clock)
    assert elsewhere(follower.look) is False
    assert "Webhooks could not follow the clock." in caplog.text
    elsewhere(mend_clock)
    assert elsewhere(follower.look) is True
    assert len(elsewhere(lambda: list(Delivery.objects.all()))) == 1


def break_clock():
    from django.db import connection

    connection.cursor().execute("ALTER TABLE catalog_clock RENAME TO catalog_clock_away")


def mend_clock():
    from django.db import connection

    connection.cursor().execute("ALTER TABLE catalog_clock_away RENAME TO catalog_clock")
