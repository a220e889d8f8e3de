"""ReviewText: one wording of a review. What is shown and what waits are rows of their own."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models.fields import LimitedTextField, no_hidden_characters


class ReviewTextQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=ReviewText.State.SHOWN)

    def waiting(self):
        return self.filter(state=ReviewText.State.WAITING)

    def of_listing(self, listing):
        """The public's reviews of a listing, newest first, with who wrote them, in one query.

        None where its market shows no reviews of such a medicine, whatever was approved under earlier rules.
        """
        if not listing.shows_reviews:
            return self.none()
        return (
            self.shown()
            .filter(review__product=listing.product_id)
            .select_related("review__author")
            .order_by("-decided_at", "-id")
        )


class ReviewText(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a moderator")
        SHOWN = "shown", _("published")
        REJECTED = "rejected", _("not published")
        REPLACED = "replaced", _("replaced by a later text")

    class Reason(models.TextChoices):
        """Reasons of content alone: how many stars a review gives is never one."""

        PERSONAL_INFORMATION = "personal_information", _("It tells who somebody is")
        MEDICAL_ADVICE = "medical_advice", _("It gives advice on doses or treatment")
        ADVERTISING = "advertising", _("It advertises, or promises a cure")
        ABUSIVE = "abusive", _("It insults or threatens")
        OFF_TOPIC = "off_topic", _("It is about something other than this medicine")
        NOT_A_REVIEW = "not_a_review", _("It is a question or an order, not an experience")

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="texts")
    rating = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    title = models.CharField(_("title"), max_length=100)
    text = LimitedTextField(_("your experience"), max_length=4000)
    # Of the page that it was written on: letters about it speak this. The text itself may be in any language.
    language = models.CharField(_("language of the author"), max_length=10, default=get_language)
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason, blank=True)
    note = LimitedTextField(_("note to the author"), max_length=1000, blank=True)

    objects = ReviewTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("review text")
        verbose_name_plural = _("review texts")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "submitted_at"], name="reviews_text_queue")]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="reviews_text_one_to_five_stars"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(state="replaced", decided_at__isnull=False)
                | Q(state__in=["shown", "rejected"], decided_at__isnull=False, decided_by__isnull=False),
                name="reviews_text_decided_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="rejected") & ~Q(reason="") | ~Q(state="rejected") & Q(reason=""),
                name="reviews_text_rejected_with_reason",
            ),
            models.UniqueConstraint("review", condition=Q(state="shown"), name="reviews_text_one_shown"),
            models.UniqueConstraint("review", condition=Q(state="waiting"), name="reviews_text_one_waiting"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        no_hidden_characters(self.title)

    @property
    def stars_in_words(self):
        return STARS_IN_WORDS[self.rating]


# What each number of stars says; the form, the page and the histogram use the same words.
STARS_IN_WORDS = {
    5: _("5 – very good"),
    4: _("4 – good"),
    3: _("3 – middling"),
    2: _("2 – poor"),
    1: _("1 – very poor"),
}
