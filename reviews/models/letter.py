"""Letter: a mail that has to go out. A row of the verb's own transaction: none is lost while a mail server is down."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    class Kind(models.TextChoices):
        RECEIVED = "received", _("review received")
        SHOWN = "shown", _("review published")
        REJECTED = "rejected", _("review not published")
        CHANGE_ASKED = "change_asked", _("change asked for")
        REPLY = "reply", _("the pharmacy has answered")
        QUESTION = "question", _("question about a side effect")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", verbose_name=_("to")
    )
    text = models.ForeignKey("reviews.ReviewText", models.CASCADE, null=True, related_name="letters")
    question = models.ForeignKey("reviews.SafetyQuestion", models.CASCADE, null=True, related_name="letters")
    language = models.CharField(_("language"), max_length=10)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-id"]
        indexes = [
            models.Index("due_at", condition=Q(sent_at=None, given_up_at=None), name="reviews_letter_due"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @classmethod
    def put(cls, kind: str, text, *, after: timedelta = timedelta(0)) -> "Letter | None":
        """A letter about a text to its author, due after the time in which a decision can be undone.

        None where nobody can be reached: the author is gone, inactive, or has not proven the address.
        """
        author = text.review.author
        if author is None or not author.is_active or not author.has_proven_address:
            return None
        due_at = timezone.now() + after
        return cls.objects.create(kind=kind, recipient=author, text=text, language=text.language, due_at=due_at)
