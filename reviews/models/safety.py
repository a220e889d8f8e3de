"""SafetyReport: a possible side effect that somebody must act on, apart from what becomes of the review."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import MODERATORS
from catalog.models.fields import LimitedTextField
from catalog.refusals import NotWaiting
from pharmacy import markets
from reviews.models.safety_clock import OPEN, SafetyReportQuerySet, Timed
from reviews.models.safety_notes import LONGEST_WORDS, SafetyNote, SafetyState
from reviews.models.safety_verbs import Handled, lock_review


class SafetyReport(Timed, Handled, models.Model):
    """It keeps its own minimum of the words, under its own retention. Contact is the account's, while it lives.

    safety_clock.py says what is due when, safety_verbs.py what safety officers do.
    """

    State = SafetyState
    OPEN = OPEN

    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="safety_reports")
    product_name = models.CharField(_("medicine"), max_length=160)
    market = models.CharField(_("market"), max_length=2, choices=markets.CHOICES)
    review = models.ForeignKey("reviews.Review", models.SET_NULL, null=True, related_name="safety_reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="safety_reports", verbose_name=_("customer")
    )
    language = models.CharField(_("language"), max_length=10)
    words = LimitedTextField(_("what was written"), max_length=LONGEST_WORDS, blank=True)
    received_at = models.DateTimeField(_("day zero"), default=timezone.now)
    # What the authority's time runs from: day zero, or the day on which a case that was sent is opened again.
    clock_from = models.DateTimeField(_("clock runs from"), default=timezone.now, editable=False)
    assessed_at = models.DateTimeField(_("assessed"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=SafetyState, default=SafetyState.NEW)
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

    objects = SafetyReportQuerySet.as_manager()

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
    def open_for(cls, text, *, listing, pregnancy: bool = False, by=None) -> "SafetyReport":
        """A report of what a review text may tell; later words of the same customer join the report that is open.

        Screening opens one as nobody, under the review's lock. `by` is a moderator or safety officer who opens one by
        hand; the same words are taken in once. `listing` is None where the medicine is not listed any more.
        Raises PermissionDenied, for a text that they may not read too; NotWaiting where the review is gone;
        ValidationError for words that no note may hold, as those of before a rule.
        """
        if by is not None:
            require_opener(by, text)
        words = minimum(text)
        with transaction.atomic():
            if not lock_review(text.review_id):
                raise NotWaiting(gettext("The author has taken this review back."))
            report = cls.objects.select_for_update(no_key=True).filter(review=text.review_id, state__in=OPEN).first()
            if report is None:
                return cls.start(text, words, medicine=listing or text.product, pregnancy=pregnancy, by=by)
            is_known = words == report.words or report.notes.filter(kind=SafetyNote.Kind.WORDS, text=words).exists()
            if is_known and (report.pregnancy or not pregnancy):
                return report
            report.pregnancy = report.pregnancy or pregnancy
            report.save(update_fields=["pregnancy"])
            report.take_in_words("" if is_known else words)
        return report

    @classmethod
    def start(cls, text, words, *, medicine, pregnancy, by) -> "SafetyReport":
        now = timezone.now()
        report = cls.objects.create(
            product_id=text.product_id,
            product_name=medicine.name,
            market=medicine.market,
            review_id=text.review_id,
            reporter_id=text.review.author_id,
            language=text.language,
            words=words,
            received_at=now,
            clock_from=now,
            has_reporter=text.review.author_id is not None,
            pregnancy=pregnancy,
        )
        if by is not None:
            report.put(SafetyNote.Kind.STATE, gettext("Opened by hand."), by=by, state=report.state)
        return report

    def erase_words(self):
        """Retention is over: the customer's words, what staff typed and every tie to a person go. Who did what stays.

        Called under lock, for a settled report alone; see SafetyReportQuerySet.erase_all.
        """
        assert not self.is_open, "nobody has settled this report"
        self.words = self.reaction = ""
        self.review = self.reporter = None
        self.erased_at = timezone.now()
        self.version += 1
        self.save()
        self.notes.update(text="")
        self.questions.all().delete()


def minimum(text) -> str:
    """What a report keeps of a text: all of it, unless masks have made it far longer than anybody can write."""
    words = f"{text.title}\n\n{text.text}"
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def require_opener(by, text):
    """A report repeats the words: who does not moderate opens one of what is published, or reported already."""
    moderates = by.has_perm("reviews.moderate_review") and by.belongs_to(MODERATORS) if by.is_active else False
    handles = by.is_active and by.has_perm("reviews.handle_safetyreport")
    if not moderates and not (handles and may_be_read(text, by)):
        raise PermissionDenied(gettext("Only a moderator or a safety officer may open a safety report."))


def may_be_read(text, by) -> bool:
    known = text.state == "shown" or by.has_perm("reviews.view_reviewtext")
    return known or SafetyReport.objects.filter(review=text.review_id).exists()
