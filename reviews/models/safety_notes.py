"""What hangs on a safety report: its notes in order, and private questions to the customer."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from catalog.models.fields import LimitedTextField
from catalog.refusals import NotWaiting, Refused
from reviews.models.hit import Hit
from reviews.plain_text import plain

# Characters of a review's title and text, which masks make longer: eight times fifty masks fit. What is longer is cut.
LONGEST_WORDS = 8000


class SafetyState(models.TextChoices):
    NEW = "new", gettext_lazy("new")
    ASSESSING = "assessing", gettext_lazy("being assessed")
    ASKED = "asked", gettext_lazy("waiting for the customer")
    FORWARDED = "forwarded", gettext_lazy("sent to the authority")
    CLOSED = "closed", gettext_lazy("closed, no case")


def clean_only(row, *names):
    """Raise ValidationError where one of these columns is not what it may be."""
    row.clean_fields(exclude={field.name for field in row._meta.fields} - set(names))


class SafetyNote(models.Model):
    """What happened to a report, in order: notes of staff, changes of state, later words of the customer.

    `state` is what the report became, on notes of the kind STATE. Who did what and when outlives the words.
    """

    class Kind(models.TextChoices):
        ASSESSED = "assessed", gettext_lazy("assessment")
        NOTE = "note", gettext_lazy("note")
        STATE = "state", gettext_lazy("change")
        WORDS = "words", gettext_lazy("later words of the customer")
        QUESTION = "question", gettext_lazy("question to the customer")
        ANSWER = "answer", gettext_lazy("answer of the customer")
        CONTACT = "contact", gettext_lazy("looked at how to reach the customer")
        EXPORT = "export", gettext_lazy("exported")

    OF_THE_CUSTOMER = ("words", "answer")

    report = models.ForeignKey("reviews.SafetyReport", models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(gettext_lazy("state"), max_length=9, choices=SafetyState, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=gettext_lazy("by")
    )
    at = models.DateTimeField(gettext_lazy("at"), auto_now_add=True)
    text = LimitedTextField(gettext_lazy("text"), max_length=LONGEST_WORDS, blank=True)

    class Meta:
        verbose_name = gettext_lazy("note")
        verbose_name_plural = gettext_lazy("notes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["words", "answer"], by=None) | ~Q(kind__in=["words", "answer"]),
                name="reviews_safetynote_customers_are_not_named",
            ),
        ]


class SafetyQuestion(models.Model):
    """A private question to the customer; they answer in their account."""

    report = models.ForeignKey("reviews.SafetyReport", models.CASCADE, related_name="questions")
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="safety_questions")
    text = LimitedTextField(gettext_lazy("question"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=gettext_lazy("asked by")
    )
    asked_at = models.DateTimeField(gettext_lazy("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(gettext_lazy("answered"), null=True)
    answer = LimitedTextField(gettext_lazy("answer"), max_length=4000, blank=True)

    class Meta:
        verbose_name = gettext_lazy("question to the customer")
        verbose_name_plural = gettext_lazy("questions to customers")
        ordering = ["id"]

    def reply(self, *, by, text: str):
        """The customer answers, once; whoever assesses the report goes on with it.

        Raises PermissionDenied for everybody else; Refused without words, over a limit, or where it is answered.
        """
        if by.pk is None or by.pk != self.customer_id:
            raise PermissionDenied
        words = plain(text)
        if not words:
            raise Refused(_("Write your answer first."))
        with transaction.atomic():
            if not User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True).exists():
                raise PermissionDenied
            report = self.report.locked()
            asked = report.questions.filter(pk=self.pk).first()
            if asked is None:
                raise NotWaiting(_("This question is not asked any more."))
            if asked.answered_at:
                raise Refused(_("You have answered this question already."))
            Hit.count("answer", person=by)
            asked.answer, asked.answered_at = words, timezone.now()
            clean_only(asked, "answer")
            asked.save(update_fields=["answer", "answered_at"])
            report.take_in_answer(words)
        self.refresh_from_db()
