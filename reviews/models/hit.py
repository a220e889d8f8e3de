"""Hit: somebody did something that has a limit. Who and where are keyed hashes; rows go after 30 days."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.refusals import TooOften
from pharmacy.keyed_hash import keyed_hash

DAY = timedelta(days=1)
# What → who or where → (how many, within). A network is a household, an office, a ward: it gets more than a person.
LIMITS = {
    "review": {"person": (5, DAY), "product": (500, DAY), "network": (30, DAY)},
    "vote": {"person": (100, DAY), "network": (500, DAY)},
    "complaint": {"person": (10, DAY), "network": (50, DAY)},
    "answer": {"person": (20, DAY)},
    "draft": {"person": (10, DAY), "network": (30, DAY)},
}
TOO_MUCH = {
    "person": _("You have done this too often today. Please wait until tomorrow."),
    "product": _("So many reviews of this medicine have come in today that we cannot take more. Please try tomorrow."),
    "network": _("Too much has come in from your network today. Please wait until tomorrow."),
}


class Hit(models.Model):
    what = models.CharField(max_length=9)
    who = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["what", "who", "at"], name="reviews_hit_count"),
            models.Index(fields=["at"], name="reviews_hit_at"),
        ]

    @classmethod
    def count(cls, what: str, *, person=None, product=None, network: str = ""):
        """Note one more, in the verb's transaction; TooOften where somebody is over a limit. Empty ones do not count.

        The verb holds the lock of the account, so that two at once are both counted.
        """
        named = {"person": person and person.pk, "product": product and product.pk, "network": network}
        hashes = {kind: keyed_hash(f"{kind} {name}", purpose="limit") for kind, name in named.items() if name}
        for kind, who in hashes.items():
            cls.require_room(what, kind, who)
        Hit.objects.bulk_create(Hit(what=what, who=who) for kind, who in hashes.items() if kind in LIMITS[what])

    @classmethod
    def require_room(cls, what, kind, who):
        if kind not in LIMITS[what]:
            return
        most, span = LIMITS[what][kind]
        since = timezone.now() - span
        recent = cls.objects.filter(what=what, who=who, at__gt=since)
        if recent.count() >= most:
            counted = list(recent.order_by("-at").values_list("at", flat=True)[:most])
            first = counted[-1] if counted else timezone.now()  # once that one is over, there is room
            raise TooOften(TOO_MUCH[kind], wait=int((first - since).total_seconds()) + 1)
