"""Delivery: a message to a webhook. Its row stays for 30 days after the end, so that it can be sent again."""

import logging
import uuid
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from catalog.refusals import NotWaiting
from webhooks import messages, sending
from webhooks.models.webhook import Webhook, require_keeper

log = logging.getLogger("pharmacy.webhooks")
# After each try that failed, as with letters; the last one that fails is the end, not quite three days after the first.
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30)]
PAUSES += [timedelta(hours=hours) for hours in (2, 6, 12, 24, 24)]
TURN = timedelta(minutes=2)  # a try takes ten seconds at most; a worker that is killed in it leaves it to another
KEPT = timedelta(days=30)
AFTER_ALL_ELSE = -10  # the priority of the task: an address that does not answer holds up no letter and no picture
GONE = "The receiver answered 410: it wants no more messages."


class DeliveryQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(delivered_at=None, given_up_at=None)

    def put(self, kind: str, *, webhook, epoch: str, tick: int, **said) -> "Delivery":
        """A new message and its task, due at once, in the transaction of who calls."""
        key = uuid.uuid4()
        body = messages.body(kind, message_id=str(key), epoch=epoch, tick=tick, **said)
        delivery = Delivery(webhook=webhook, message_id=key, kind=kind, body=body, due_at=timezone.now())
        with transaction.atomic():
            delivery.save(force_insert=True)
            delivery.enqueue()
        return delivery

    def take_up(self) -> int:
        """Make a task for every message that has none waiting, as when its worker was killed; how many."""
        waiting = DBTaskResult.objects.filter(task_path=deliver.module_path, status=TaskResultStatus.READY)
        known = {arguments["args"][0] for arguments in waiting.values_list("args_kwargs", flat=True)}
        left = self.unsent().filter(webhook__paused_at=None).order_by("due_at").defer("body")
        found = [delivery for delivery in left if delivery.pk not in known]
        for delivery in found:
            delivery.enqueue()
        return len(found)

    def outdated(self, now):
        """What may go. What still waits stays, however old: it has not been told."""
        before = now - KEPT
        return self.filter(Q(delivered_at__lt=before) | Q(given_up_at__lt=before))


class Delivery(models.Model):
    class Kind(models.TextChoices):
        CHANGES = "changes", _("changes")
        EPOCH = "epoch", _("begin anew")
        TEST = "test", _("test")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    message_id = models.UUIDField(_("id of the message"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what"), max_length=7, choices=Kind)
    body = models.TextField(_("message"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_status = models.PositiveSmallIntegerField(_("status"), null=True)
    last_answer = models.CharField(_("answer"), max_length=sending.KEPT, blank=True)
    last_error = models.CharField(_("last error"), max_length=sending.KEPT, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-id"]
        indexes = [
            models.Index("due_at", condition=Q(delivered_at=None, given_up_at=None), name="webhooks_delivery_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(given_up_at=None), name="webhooks_delivery_ends_one_way"
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(last_status__isnull=False, last_status__range=(200, 299)),
                name="webhooks_delivery_was_taken",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="webhooks_delivery_says_something"),
        ]

    def __str__(self):
        return str(self.message_id)

    def enqueue(self):
        """The task stands in the same database, so it is there once the message is, and not before."""
        deliver.using(run_after=self.due_at).enqueue(self.pk)

    def send_again(self, *, by):
        """The same message with the same id, whether it was delivered or given up. PermissionDenied, NotWaiting."""
        require_keeper(by)
        with transaction.atomic():
            if self.webhook.paused_at:
                raise NotWaiting(gettext("This webhook is paused: resume it first."))
            ended = Q(delivered_at__isnull=False) | Q(given_up_at__isnull=False)
            anew = {"delivered_at": None, "given_up_at": None, "tries": 0, "due_at": timezone.now()}
            anew |= {"last_status": None, "last_answer": "", "last_error": ""}
            if not type(self).objects.filter(ended, pk=self.pk).update(**anew):
                raise NotWaiting(gettext("This message is still on its way."))
            self.refresh_from_db()
            self.enqueue()

    def claimed(self) -> bool:
        """Whether it is now this worker's turn to send it: it is due later for everybody else."""
        now = timezone.now()
        mine = type(self).objects.unsent().filter(pk=self.pk, due_at__lte=now)
        if not mine.filter(webhook__paused_at=None).update(tries=F("tries") + 1, due_at=now + TURN):
            return False
        self.refresh_from_db()
        return True

    def try_to_send(self, send=sending.send):
        """One try; where it fails, the next one is planned, and after the last pause it is given up."""
        hook = self.webhook
        outcome = send(hook.address, hook.secret, message_id=str(self.message_id), body=self.body)
        kept = {"last_status": outcome.status, "last_answer": outcome.answer, "last_error": outcome.error}
        if outcome.delivered:
            type(self).objects.filter(pk=self.pk).update(**kept, delivered_at=timezone.now(), given_up_at=None)
            return
        log.warning("Message %s of webhook %s: %s", self.message_id, hook.pk, outcome.error)
        if outcome.gone:
            hook.stand_still(GONE)
        self.plan_next(kept, stays=outcome.gone)

    def plan_next(self, kept: dict, *, stays: bool):
        """Where the receiver wants no more, the message stays as it is until the webhook is resumed."""
        now = timezone.now()
        last = self.tries > len(PAUSES) and not stays
        due_at = now if last or stays else now + PAUSES[self.tries - 1]
        mine = type(self).objects.unsent().filter(pk=self.pk, tries=self.tries)
        with transaction.atomic():
            if mine.update(**kept, due_at=due_at, given_up_at=now if last else None) and not last and not stays:
                self.due_at = due_at
                self.enqueue()


@task(priority=AFTER_ALL_ELSE)
def deliver(number: int) -> bool:
    """Send a message, if it is due and nobody else is at it. Returns whether it was tried."""
    delivery = Delivery.objects.select_related("webhook").filter(pk=number).first()
    if delivery is None or not delivery.claimed():
        return False
    delivery.try_to_send()
    return True
