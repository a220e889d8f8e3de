"""KeptAnswer: what a request with an Idempotency-Key was answered, for the same request once more."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

LASTS = timedelta(hours=24)


class KeptAnswerQuerySet(models.QuerySet):
    def over(self):
        return self.filter(at__lt=timezone.now() - LASTS)


class KeptAnswer(models.Model):
    """Written in the transaction of the verb: where that fails there is no row, and the request may come again."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)  # sealed
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key_hash"], name="api_keptanswer_once_an_owner")]
