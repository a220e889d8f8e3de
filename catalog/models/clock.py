"""One clock for caches, search and partners: see "One clock" in docs/design.md."""

import uuid

from django.db import connection, models
from django.db.models import F, Subquery
from django.utils.translation import gettext_lazy as _

from catalog.models.listing import Listing


def new_epoch() -> str:
    return uuid.uuid4().hex


class Clock(models.Model):
    """The only row. `tick` counts visible changes, `shape` those that other pages show too."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    tick = models.PositiveBigIntegerField(default=0)
    shape = models.PositiveBigIntegerField(default=0)
    epoch = models.CharField(max_length=32, default=new_epoch)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="catalog_clock_one_row")]

    @classmethod
    def move(cls, *changes: tuple[int, str], shape: bool = False) -> int:
        """The last act of a verb: move the clock once and stamp what changed. Returns the new tick.

        `changes` are (product id, Change.Kind) pairs; their listings are locked already. The row stays
        locked until the transaction ends, so that ticks become visible in their order and none is missed.
        """
        assert connection.in_atomic_block, "the clock moves in the transaction of its verb"
        cls.objects.filter(id=1).update(tick=F("tick") + 1, shape=F("shape") + int(shape))
        tick = cls.objects.values_list("tick", flat=True).get(id=1)
        Change.objects.bulk_create(Change(tick=tick, product_id=product, kind=kind) for product, kind in changes)
        Listing.objects.filter(product__in=[product for product, _kind in changes]).update(tick=tick)
        return tick

    @classmethod
    def stamp(cls) -> tuple:
        """(tick, shape, epoch): what a list of listings hangs on. One query; Clock.DoesNotExist without its row.

        Every page asks for it first, so it is put as it is sent: the ORM would take five times as long as the answer.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT tick, shape, epoch FROM catalog_clock WHERE id = 1")
            if row := cursor.fetchone():
                return row
        raise cls.DoesNotExist

    @classmethod
    def stamp_of(cls, slug: str) -> tuple | None:
        """(the listing's tick, shape, epoch) in one query; None where nothing is listed at this slug."""
        clock = cls.objects.filter(id=1)
        columns = ("tick", Subquery(clock.values("shape")), Subquery(clock.values("epoch")))
        return Listing.objects.filter(slug=slug).values_list(*columns).first()

    @classmethod
    def renew_epoch(cls) -> str:
        """A restored or promoted database starts a new epoch, so that its ticks are nobody else's."""
        epoch = new_epoch()
        cls.objects.update_or_create(id=1, defaults={"epoch": epoch})
        return epoch


class Change(models.Model):
    """What became visible, or stopped being so, at a tick. Written by `Clock.move` alone."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        PACK = "pack", _("pack, price or availability")
        REVIEW = "review", _("review or rating")
        TERM = "term", _("name of a term")

    tick = models.PositiveBigIntegerField(db_index=True)
    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["tick", "id"]
        constraints = [
            models.UniqueConstraint("tick", "product", "kind", name="catalog_change_once_a_tick"),
        ]

    def __str__(self):
        return f"{self.tick}: {self.product_id} {self.kind}"
