"""Webhook: an address of a partner that is told what changed, as far as it has been told."""

from itertools import combinations
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Max, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.sealing import seal, unseal
from catalog.models import Change, Clock
from catalog.refusals import NotWaiting
from webhooks.addresses import LONGEST, Resolve, Unfit, parsed
from webhooks.signature import new_secret
from webhooks.wire import CONNECT, Deadline, within

KINDS = [str(kind) for kind in Change.Kind.values]
# Each choice in one order: the database knows them all, and so no other.
CHOICES = [list(some) for number in range(1, len(KINDS) + 1) for some in combinations(KINDS, number)]


class WebhookQuerySet(models.QuerySet):
    def active(self):
        return self.filter(paused_at=None)

    def behind(self):
        """Those for whom the clock has moved on, or is another one."""
        clock = Clock.objects.filter(id=1)
        return self.active().filter(
            Q(tick__lt=Subquery(clock.values("tick"))) | ~Q(epoch=Subquery(clock.values("epoch")))
        )

    def measured(self):
        """With `waiting` (messages) and `last_delivered_at`."""
        unsent = Q(deliveries__delivered_at=None, deliveries__given_up_at=None)
        return self.annotate(
            waiting=Count("deliveries", filter=unsent), last_delivered_at=Max("deliveries__delivered_at")
        )


class Webhook(models.Model):
    """Everything up to `tick` of `epoch` stands in its deliveries. Its owner answers for it and lends it no rights."""

    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=LONGEST)
    kinds = models.JSONField(_("what it is told"))
    sealed_secret = models.TextField(editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="webhooks", verbose_name=_("added by")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    paused_at = models.DateTimeField(_("paused"), null=True)
    paused_why = models.CharField(_("why it is paused"), max_length=200, blank=True)
    epoch = models.CharField(max_length=32)
    tick = models.PositiveBigIntegerField()

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-id"]
        permissions = [("keep_webhook", _("Can add, change and pause webhooks"))]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="webhooks_webhook_has_a_name"),
            models.CheckConstraint(
                condition=Q(address__startswith="https://") | Q(address__startswith="http://"),
                name="webhooks_webhook_goes_to_the_web",
            ),
            models.CheckConstraint(condition=Q(kinds__in=CHOICES), name="webhooks_webhook_knows_its_kinds"),
            models.CheckConstraint(condition=~Q(sealed_secret="") & ~Q(epoch=""), name="webhooks_webhook_is_whole"),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=False) | Q(paused_why=""), name="webhooks_webhook_paused_says_why"
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def add(cls, *, by, name: str, address: str, kinds: list[str], resolve: Resolve | None = None):
        """(webhook, its secret): told from now on; the secret is not shown again. PermissionDenied, ValidationError."""
        require_keeper(by)
        secret = new_secret()
        tick, _shape, epoch = Clock.stamp()
        webhook = cls(name=name, address=address, kinds=in_order(kinds), owner=by, epoch=epoch, tick=tick)
        webhook.sealed_secret = seal(secret)
        webhook.check_and_clean(resolve)
        webhook.save(force_insert=True)
        return webhook, secret

    def change(self, *, by, name: str, address: str, kinds: list[str], resolve: Resolve | None = None):
        """What waits goes to the new address, too. Raises PermissionDenied, ValidationError."""
        require_keeper(by)
        self.name, self.address, self.kinds = name, address, in_order(kinds)
        self.check_and_clean(resolve)
        self.save(update_fields=["name", "address", "kinds"])

    def pause(self, *, by):
        """Nothing is made and nothing is sent until it is resumed."""
        require_keeper(by)
        self.stand_still("")

    def resume(self, *, by):
        """Go on where it stood: what changed meanwhile is told now."""
        require_keeper(by)
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk).update(paused_at=None, paused_why="")
            for delivery in self.deliveries.unsent():
                delivery.enqueue()
        self.refresh_from_db(fields=["paused_at", "paused_why"])

    def renew_secret(self, *, by) -> str:
        """The new secret: the one before it signs nothing from now on."""
        require_keeper(by)
        secret = new_secret()
        self.sealed_secret = seal(secret)
        self.save(update_fields=["sealed_secret"])
        return secret

    def send_test(self, *, by):
        """The delivery of a message that says nothing. Raises PermissionDenied, NotWaiting."""
        require_keeper(by)
        if self.paused_at:
            raise NotWaiting(gettext("This webhook is paused: resume it first."))
        return self.deliveries.put("test", webhook=self, epoch=self.epoch, tick=self.tick)

    def stand_still(self, why: str):
        now = timezone.now()
        type(self).objects.active().filter(pk=self.pk).update(paused_at=now, paused_why=why)
        self.refresh_from_db(fields=["paused_at", "paused_why"])

    def check_and_clean(self, resolve: Resolve | None):
        """ValidationError with every fault beside its field, that of the address in a sentence."""
        faults: dict[str, Any] = {}
        if self.kinds not in CHOICES:
            faults["kinds"] = [gettext("Choose what it is told.")]
        try:
            target = parsed(self.address)
            within(Deadline(CONNECT), lambda: target.resolved(resolve))
        except Unfit as unfit:
            faults["address"] = [str(unfit)]
        except TimeoutError:
            faults["address"] = [gettext("The name of this host was not found in time. Try again.")]
        try:
            self.full_clean(exclude=["created_at", "paused_at", "kinds", "owner"], validate_constraints=not faults)
        except ValidationError as error:
            faults = error.message_dict | faults
        if faults:
            raise ValidationError(faults)

    @property
    def secret(self) -> str:
        return unseal(self.sealed_secret)


def in_order(kinds: list[str]) -> list[str]:
    return sorted(set(kinds), key=lambda kind: KINDS.index(kind) if kind in KINDS else len(KINDS))


def require_keeper(by):
    if not (by.is_active and by.has_perm("webhooks.keep_webhook")):
        raise PermissionDenied(gettext("You may not keep webhooks."))
