"""Letter: a mail that has to go out. A row of the verb's own transaction: none is lost while a mail server is down."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from accounts.mail import in_short
from catalog.refusals import NotWaiting
from reviews import letters

log = logging.getLogger("pharmacy.mail")
# After each try that failed; the last one that fails after them, two days and 21 hours after the first, is the end.
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30)]
PAUSES += [timedelta(hours=hours) for hours in (2, 6, 12, 24, 24)]
# A worker has so long for one letter. Killed meanwhile, another one tries again: then the letter may go out twice.
TURN = timedelta(minutes=10)


class LetterQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(sent_at=None, given_up_at=None)

    def given_up(self):
        return self.filter(sent_at=None, given_up_at__isnull=False)

    def take_up(self) -> int:
        """Make a task for every unsent letter that has none waiting, as when its worker was killed; how many."""
        waiting = DBTaskResult.objects.filter(task_path=deliver.module_path, status=TaskResultStatus.READY)
        known = {arguments["args"][0] for arguments in waiting.values_list("args_kwargs", flat=True)}
        found = [letter for letter in self.unsent().order_by("due_at") if letter.pk not in known]
        for letter in found:
            letter.enqueue()
        return len(found)


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

    objects = LetterQuerySet.as_manager()

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
        letter = cls.objects.create(kind=kind, recipient=author, text=text, language=text.language, due_at=due_at)
        letter.enqueue()
        return letter

    @classmethod
    def take_back(cls, kind: str, text, *, since) -> bool:
        """Delete the letter about a decision that is undone. False where a worker has taken it up: it may be read.

        Both wait for the lock of the review (see also `claimed`), so a letter that is deleted here is never sent.
        """
        letters = cls.objects.filter(kind=kind, text=text, made_at__gte=since)
        if letters.filter(tries__gt=0).exists():
            return False
        letters.delete()
        return True

    @classmethod
    def put_question(cls, question) -> "Letter":
        """A letter that says that there is a question, due at once. `SafetyReport.ask` knows that it can be sent."""
        language = question.report.language
        letter = cls.objects.create(
            kind=cls.Kind.QUESTION,
            recipient=question.customer,
            question=question,
            language=language,
            due_at=timezone.now(),
        )
        letter.enqueue()
        return letter

    def enqueue(self):
        """The task stands in the same database, so it is there once the letter is, and not before."""
        deliver.using(run_after=self.due_at).enqueue(self.pk)

    def send_again(self, *, by):
        """Start anew with a letter that was given up. Raises PermissionDenied, NotWaiting."""
        if not (by.is_active and by.has_perm("reviews.moderate_review")):
            raise PermissionDenied(gettext("Only a moderator may do this."))
        with transaction.atomic():
            anew = {"given_up_at": None, "tries": 0, "last_error": "", "due_at": timezone.now()}
            if not type(self).objects.given_up().filter(pk=self.pk).update(**anew):
                raise NotWaiting(gettext("This letter was not given up."))
            self.refresh_from_db()
            self.enqueue()

    def claimed(self) -> bool:
        """Whether it is now this worker's turn to send it: the letter is due later for everybody else.

        Waits for a decision on the review that is just being undone, and drops a letter whose cause is gone.
        """
        with transaction.atomic():
            if self.text:
                reviews = type(self.text.review)._base_manager.select_for_update(no_key=True)
                reviews.filter(pk=self.text.review_id).first()
            now = timezone.now()
            mine = type(self).objects.unsent().filter(pk=self.pk, tries=self.tries, due_at__lte=now)
            if not mine.update(tries=F("tries") + 1, due_at=now + TURN):
                return False
            self.refresh_from_db()
            if not self.has_its_cause:
                self.delete()
                return False
        return True

    @property
    def has_its_cause(self) -> bool:
        """Whether what it tells still holds, and somebody can be told."""
        if not (self.recipient.is_active and self.recipient.has_proven_address):
            return False
        if self.kind == self.Kind.QUESTION:
            return self.question is not None and self.question.answered_at is None
        if self.text is None or self.text.review.author_id != self.recipient_id:
            return False
        if self.kind == self.Kind.REPLY:
            return hasattr(self.text.review, "reply")
        return self.text.state != "replaced" if self.kind == self.Kind.RECEIVED else self.text.state == self.kind

    def try_to_send(self):
        """One try; where it fails, the next one is planned, and after the last pause it is given up."""
        try:
            letters.send(self)
        except Exception as error:
            log.warning("Letter %s could not be sent: %s", self.pk, in_short(error))
            self.plan_next(in_short(error))
        else:
            type(self).objects.filter(pk=self.pk).update(sent_at=timezone.now(), last_error="")

    def plan_next(self, error: str):
        now, last = timezone.now(), self.tries > len(PAUSES)
        self.due_at, self.given_up_at = (now, now) if last else (now + PAUSES[self.tries - 1], None)
        kept = {"last_error": error[:300], "due_at": self.due_at, "given_up_at": self.given_up_at}
        with transaction.atomic():
            if type(self).objects.filter(pk=self.pk).update(**kept) and not last:
                self.enqueue()


@task()
def deliver(number: int) -> bool:
    """Send a letter, if it is due and nobody else is at it. Returns whether it was tried."""
    letter = Letter.objects.select_related("recipient", "text__review__author").filter(pk=number).first()
    if letter is None or not letter.claimed():
        return False
    letter.try_to_send()
    return True
