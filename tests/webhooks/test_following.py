"""What a webhook is told: each change once, in order, from where it stood; nothing of a draft."""

import json

import pytest
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from catalog.models import Address, Change, Clock
from tests import factories
from tests.webhooks.receiver import added, verified, work
from webhooks import following, messages
from webhooks.following import follow, tell_one
from webhooks.models import Delivery, Webhook

pytestmark = pytest.mark.django_db(transaction=True)


def moved(*changes):
    """The clock, by itself."""
    with transaction.atomic():
        Clock.move(*changes)


def ticks_told(webhook):
    rows = webhook.deliveries.order_by("id").values_list("body", flat=True)
    return [change["tick"] for body in rows for change in json.loads(body).get("changes", [])]


def test_a_publication_is_told_signed_and_whole(receiver, keeper, editor, pharmacist):
    _webhook, secret = added(by=keeper, address=receiver.address)
    listing = factories.listed(editor=editor, pharmacist=pharmacist)

    work()
    work()

    (request,) = receiver.got
    assert verified(request, secret)
    assert not verified(request, "whsec_" + "A" * 44)
    assert (request.path, request.headers["content-type"]) == ("/hook?shop=1", "application/json")
    assert request.headers["user-agent"].startswith("Pharmacy")
    change, (tick, _shape, epoch) = Change.objects.get(), Clock.stamp()
    assert receiver.messages() == [
        {
            "id": request.headers["webhook-id"],
            "type": "changes",
            "epoch": epoch,
            "tick": tick,
            "changes": [
                {
                    "tick": tick,
                    "kind": "published",
                    "at": change.at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{change.at.microsecond // 1000:03}Z",
                    "product": {
                        "id": listing.product_id,
                        "slug": listing.slug,
                        "url": f"{settings.SITE_URL}/products/{listing.slug}/",
                        "api": f"{settings.SITE_URL}/api/v1/products/{listing.slug}/",
                    },
                }
            ],
        }
    ]
    delivery = Delivery.objects.get()
    assert (delivery.last_status, delivery.tries, delivery.last_error) == (204, 1, "")
    assert delivery.delivered_at


def test_the_lines_of_the_documentation_know_our_messages(receiver, keeper):
    text = (settings.BASE_DIR / "docs" / "webhooks.md").read_text()
    lines = text.split("## Is it ours?")[1].split("## What to answer")[0].splitlines()
    known: dict = {}
    exec("\n".join(line[4:] for line in lines if line.startswith("    ")), known)  # noqa: S102
    webhook, secret = added(by=keeper, address=receiver.address)
    webhook.send_test(by=keeper)
    work()

    (request,) = receiver.got
    assert known["is_ours"](secret, request.headers, request.body)
    assert not known["is_ours"](secret, request.headers, request.body + b" ")
    assert not known["is_ours"](secret, request.headers | {"webhook-timestamp": "1"}, request.body)


def test_a_new_webhook_is_not_told_the_past(receiver, keeper, listing):
    added(by=keeper, address=receiver.address)

    work()

    assert receiver.got == []


def test_only_its_kinds_and_a_withdrawal_too(receiver, keeper, listing, editor, pharmacist):
    added(by=keeper, address=receiver.address, kinds=["withdrawn", "pack"])
    factories.listed(editor=editor, pharmacist=pharmacist)
    factories.pack(product=listing.product, by=editor)
    listing.product.withdraw(by=pharmacist, reason="Recalled.", public_note="It is recalled.")

    work()

    assert [told[1:] for told in receiver.changes()] == [("pack", listing.slug), ("withdrawn", listing.slug)]
    assert [message["tick"] for message in receiver.messages()] == [Clock.objects.get().tick]


def test_where_nothing_is_of_interest_it_goes_on_without_a_message(keeper, listing, editor):
    webhook, _secret = added(by=keeper, kinds=["withdrawn"])
    factories.pack(product=listing.product, by=editor)

    assert follow() == 0

    webhook.refresh_from_db()
    assert webhook.tick == Clock.objects.get().tick
    assert not Delivery.objects.exists()


def test_one_query_where_nothing_has_moved(keeper, listing, django_assert_num_queries):
    added(by=keeper)

    with django_assert_num_queries(1):
        assert follow() == 0


# The slug


def test_nothing_of_a_draft_is_named(keeper, editor, pharmacist, listing):
    added(by=keeper)
    secret = factories.draft(by=editor, slug="secret-draft", name="Secretazole 10 mg Tablets")
    moved((secret.pk, "published"))
    with listing.product.editing(by=editor) as edited:
        edited.slug = "secret-new-slug"
        edited.save()
    factories.pack(product=listing.product, by=editor)

    follow()

    bodies = "".join(Delivery.objects.values_list("body", flat=True))
    assert listing.slug in bodies
    assert "secret" not in bodies.lower()
    assert ticks_told(Webhook.objects.get()) == [Clock.objects.get().tick]


def test_a_message_that_would_be_empty_is_not_made(keeper, editor):
    webhook, _secret = added(by=keeper)
    moved((factories.draft(by=editor).pk, "published"))

    assert follow() == 0
    webhook.refresh_from_db()
    assert webhook.tick == Clock.objects.get().tick


def test_what_moved_is_named_by_its_page_and_what_is_gone_by_its_last(keeper, listing, editor, pharmacist):
    product, first = listing.product, listing.slug
    factories.republish(product, editor=editor, pharmacist=pharmacist, slug="a-second-name")
    Address.objects.filter(slug="a-second-name").update(changed_at=listing.signed_at)  # as long ago as the first
    assert messages.public_slugs({product.pk}) == {product.pk: "a-second-name"}

    product.refresh_from_db()
    factories.republish(product, editor=editor, pharmacist=pharmacist, slug=first)
    product.refresh_from_db()
    product.withdraw(by=pharmacist, reason="Recalled.", public_note="It is recalled.")

    assert messages.public_slugs({product.pk}) == {product.pk: first}


# Batches


@pytest.fixture
def small(monkeypatch):
    """Three changes of a message, six of a transaction."""
    monkeypatch.setattr(messages, "MOST", 3)
    monkeypatch.setattr(following, "ROUND", 6)


def test_long_news_are_cut_and_no_tick_is_said_to_be_told_before_all_of_it_is(small, keeper, listing):
    webhook, _secret = added(by=keeper)
    start = webhook.tick
    for number in (1, 1, 2, 5, 1):
        moved(*[(listing.product_id, kind) for kind in Change.Kind.values[:number]])

    # The sixth change stands in the midst of the fourth tick, which is told whole.
    assert tell_one(webhook.pk) == 3
    webhook.refresh_from_db()
    assert webhook.tick == start + 4
    assert follow() == 1

    said = [json.loads(body) for body in webhook.deliveries.order_by("id").values_list("body", flat=True)]
    assert [[change["tick"] - start for change in one["changes"]] for one in said] == [
        [1, 2, 3],
        [3, 4, 4],
        [4, 4, 4],
        [5],
    ]
    assert [one["tick"] - start for one in said] == [2, 3, 4, 5]
    webhook.refresh_from_db()
    assert webhook.tick == start + 5


def test_at_most_a_hundred_changes_of_a_message():
    assert messages.MOST == 100


# A new epoch


def test_another_epoch_says_begin_anew_and_goes_on_from_today(receiver, keeper, listing, editor):
    added(by=keeper, address=receiver.address)
    factories.pack(product=listing.product, by=editor)
    epoch = Clock.renew_epoch()
    tick = Clock.objects.get().tick

    work()

    (message,) = receiver.messages()
    assert message == {"id": str(Delivery.objects.get().message_id), "type": "epoch", "epoch": epoch, "tick": tick}
    factories.pack(product=listing.product, by=editor)
    work()
    assert [told[0] for told in receiver.changes()] == [tick + 1]
    assert receiver.messages()[1]["epoch"] == epoch


def test_another_epoch_with_an_earlier_tick_is_one_too(keeper, listing):
    webhook, _secret = added(by=keeper)
    Clock.renew_epoch()
    Clock.objects.update(tick=0)

    assert follow() == 1
    webhook.refresh_from_db()
    assert webhook.tick == 0


# Pause and resume


def test_paused_it_is_told_nothing_and_resumed_it_goes_on_where_it_stood(receiver, keeper, listing, editor):
    webhook, _secret = added(by=keeper, address=receiver.address)
    factories.pack(product=listing.product, by=editor)
    follow()
    webhook.pause(by=keeper)
    factories.pack(product=listing.product, by=editor)

    work()
    assert receiver.got == []
    assert Delivery.objects.count() == 1

    webhook.resume(by=keeper)
    assert DBTaskResult.objects.ready().count() == 1
    work()
    last = Clock.objects.get().tick
    assert [told[0] for told in receiver.changes()] == [last - 1, last]


def test_a_verb_that_fails_tells_nothing(receiver, keeper, listing, editor, pharmacist):

    added(by=keeper, address=receiver.address)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        factories.pack(product=listing.product, by=editor)
        raise ZeroDivisionError

    work()
    assert receiver.got == []
