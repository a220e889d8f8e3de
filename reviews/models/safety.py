"""SafetyReport: a possible side effect that somebody must act on, apart from what becomes of the review."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.fields import LimitedTextField
from pharmacy import markets


class SafetyReport(models.Model):
    """It keeps its own minimum of the words, under its own retention. Contact is the account's, while it lives."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        ASSESSING = "assessing", _("being assessed")
        ASKED = "asked", _("waiting for the customer")
        FORWARDED = "forwarded", _("sent to the authority")
        CLOSED = "closed", _("closed, no case")

    OPEN = ("new", "assessing", "asked")

    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="safety_reports")
    product_name = models.CharField(_("medicine"), max_length=160)
    market = models.CharField(_("market"), max_length=2, choices=markets.CHOICES)
    review = models.ForeignKey("reviews.Review", models.SET_NULL, null=True, related_name="safety_reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="safety_reports", verbose_name=_("customer")
    )
    language = models.CharField(_("language"), max_length=10)
    words = LimitedTextField(_("what was written"), max_length=4200, blank=True)
    received_at = models.DateTimeField(_("day zero"), default=timezone.now)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.NEW)
    version = models.PositiveIntegerField(default=0, editable=False)

    # The four criteria of a valid case.
    has_patient = models.BooleanField(_("a patient who can be told from others"), default=False)
    has_reporter = models.BooleanField(_("a reporter who can be reached"), default=False)
    has_product = models.BooleanField(_("a suspected medicine"), default=True)
    has_reaction = models.BooleanField(_("a suspected reaction"), default=False)
    reaction = models.CharField(_("the reaction, in short"), max_length=300, blank=True)

    # What makes a case serious.
    death = models.BooleanField(_("death"), default=False)
    life_threatening = models.BooleanField(_("life-threatening"), default=False)
    hospitalisation = models.BooleanField(_("a stay in hospital, or a longer one"), default=False)
    disability = models.BooleanField(_("lasting disability"), default=False)
    congenital_anomaly = models.BooleanField(_("harm to an unborn child"), default=False)
    medically_important = models.BooleanField(_("medically important otherwise"), default=False)
    pregnancy = models.BooleanField(_("exposure in pregnancy"), default=False)

    forwarded_at = models.DateTimeField(_("sent to the authority"), null=True)
    reference = models.CharField(_("reference of the authority"), max_length=80, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    erased_at = models.DateTimeField(_("words erased"), null=True)

    class Meta:
        verbose_name = _("safety report")
        verbose_name_plural = _("safety reports")
        ordering = ["received_at", "id"]
        permissions = [
            ("handle_safetyreport", _("Can handle safety reports")),
            ("see_contact", _("Can see how to reach the customer of a safety report")),
        ]
        indexes = [models.Index(fields=["state", "received_at"], name="reviews_safety_queue")]
        constraints = [
            models.UniqueConstraint(
                "review",
                condition=Q(state__in=["new", "assessing", "asked"]),
                name="reviews_safety_one_open_per_review",
            ),
            models.CheckConstraint(
                condition=Q(state="forwarded", forwarded_at__isnull=False, closed_at=None)
                | Q(state="closed", closed_at__isnull=False)
                | Q(state__in=["new", "assessing", "asked"], closed_at=None, forwarded_at=None),
                name="reviews_safety_state_says_when",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(words="", reaction=""), name="reviews_safety_erased_is_empty"
            ),
        ]

    def __str__(self):
        return f"{self.pk} · {self.product_name}"

    @classmethod
    def open_for(cls, text, *, listing, pregnancy: bool = False) -> "SafetyReport":
        """A report of what a review text may tell; later words of the same customer join the report that is open."""
        words = f"{text.title}\n\n{text.text}"
        report = cls.objects.select_for_update(no_key=True).filter(review=text.review_id, state__in=cls.OPEN).first()
        if report is None:
            return cls.objects.create(
                product_id=text.product_id,
                product_name=listing.name,
                market=listing.market,
                review_id=text.review_id,
                reporter_id=text.review.author_id,
                language=text.language,
                words=words,
                has_reporter=True,
                pregnancy=pregnancy,
            )
        report.notes.create(kind=SafetyNote.Kind.WORDS, text=words)
        report.pregnancy = report.pregnancy or pregnancy
        report.version += 1
        report.save(update_fields=["pregnancy", "version"])
        return report


class SafetyNote(models.Model):
    """What happened to a report, in order: notes of staff, changes of state, later words of the customer."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        STATE = "state", _("change")
        WORDS = "words", _("later words of the customer")
        QUESTION = "question", _("question to the customer")
        ANSWER = "answer", _("answer of the customer")

    report = models.ForeignKey(SafetyReport, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    text = LimitedTextField(_("text"), max_length=4200)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["words", "answer"], by=None) | ~Q(kind__in=["words", "answer"]),
                name="reviews_safetynote_customers_are_not_named",
            ),
        ]


class SafetyQuestion(models.Model):
    """A private question to the customer; they answer in their account."""

    report = models.ForeignKey(SafetyReport, models.CASCADE, related_name="questions")
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="safety_questions")
    text = LimitedTextField(_("question"), max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer = LimitedTextField(_("answer"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("question to the customer")
        verbose_name_plural = _("questions to customers")
        ordering = ["id"]
