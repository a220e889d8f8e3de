"""Webhooks follow the clock, as search does: each from the tick up to which it has been told."""

from django.db import transaction
from django.utils import timezone

from catalog.models import Change, Clock
from webhooks import messages
from webhooks.models import Delivery, Webhook

ROUND = 1000  # changes of a transaction, unless a single tick has more


def follow() -> int:
    """Make the messages that are missing; how many. One query where nothing has changed.

    Several may follow at once: a webhook that somebody else is at is left to them.
    """
    made = 0
    for key in list(Webhook.objects.behind().order_by("pk").values_list("pk", flat=True)):
        while (told := tell_one(key)) is not None:
            made += told
    return made


def tell_one(key: int) -> int | None:
    """One step of one webhook: its messages and its new tick, in one transaction. None where there is none to take."""
    with transaction.atomic():
        rows = Webhook.objects.behind().filter(pk=key)
        webhook = rows.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
        if webhook is None:
            return None
        # Read under the lock: every change up to this tick is committed, as ticks become visible in their order.
        tick, _shape, epoch = Clock.stamp()
        if webhook.epoch != epoch:
            webhook.deliveries.put("epoch", webhook=webhook, epoch=epoch, tick=tick)
            made, upto = 1, tick
        else:
            upto = end_of_round(webhook, tick)
            made = tell_changes(webhook, upto)
        Webhook.objects.filter(pk=key).update(epoch=epoch, tick=upto)
    return made


def end_of_round(webhook: Webhook, tick: int) -> int:
    """A tick is never cut in two: all of it is told in one transaction."""
    ticks = of_interest(webhook).filter(tick__lte=tick).order_by("tick", "id").values_list("tick", flat=True)
    return next(iter(ticks[ROUND - 1 : ROUND]), tick)


def of_interest(webhook: Webhook):
    return Change.objects.filter(tick__gt=webhook.tick, kind__in=webhook.kinds)


def tell_changes(webhook: Webhook, upto: int) -> int:
    """Messages of all changes up to a tick. Each names the tick up to which everything is told once it has arrived."""
    rows = list(of_interest(webhook).filter(tick__lte=upto).order_by("tick", "id"))
    made = 0
    for start in range(0, len(rows), messages.MOST):
        batch, rest = rows[start : start + messages.MOST], rows[start + messages.MOST :][:1]
        told = rest[0].tick - 1 if rest else upto
        if changes := messages.changes(batch):
            webhook.deliveries.put("changes", webhook=webhook, epoch=webhook.epoch, tick=told, changes=changes)
            made += 1
    return made


def prune() -> int:
    """Let go of messages that ended long ago; how many."""
    return Delivery.objects.outdated(timezone.now()).delete()[0]
