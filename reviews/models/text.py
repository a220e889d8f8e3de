"""ReviewText: one wording of a review. What is shown and what waits are rows of their own."""

import json

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models.fields import LimitedTextField, no_hidden_characters
from pharmacy.keyed_hash import keyed_hash

SHOWN, WAITING = Q(state="shown"), Q(state="waiting")
# What a moderator has to look at: what waits, and what readers complain about.
TO_DO = WAITING | Q(state="shown", complaint_count__gt=0)
VERIFIED = SHOWN & Q(verified=True)


class ReviewTextQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=ReviewText.State.SHOWN)

    def waiting(self):
        return self.filter(state=ReviewText.State.WAITING)

    def to_moderate(self):
        """What a moderator has to look at, most urgent first: what waits, and what readers have complained about."""
        return self.filter(to_do=True).order_by("-urgency", "submitted_at", "id")

    def of_listing(self, listing):
        """The public's reviews of a listing, newest first, with who wrote them and what was answered, in one query.

        None where its market shows no reviews of such a medicine, whatever was approved under earlier rules.
        """
        if not listing.shows_reviews:
            return self.none()
        whole = self.shown().select_related("review__author", "review__reply", "condition")
        unread = ("consent_wording", "note", "marks", "condition__description")
        return whole.of_product(listing.product_id).defer(*unread).order_by(*NEWEST)

    def told_to_the_author(self):
        """Of each review its latest text, and besides the one that is published; with what names the medicine."""
        later = ReviewText.objects.filter(review=OuterRef("review"), pk__gt=OuterRef("pk"))
        whole = self.filter(SHOWN | ~Exists(later)).select_related("review__product__listing")
        unread = ("consent_wording", "marks", "review__product__description")
        unread += ("review__product__listing__page", "review__product__listing__texts")
        return whole.defer(*unread).prefetch_related("review__product__addresses")

    def of_product(self, product):
        """Of published texts those of one product, so that an index of them is used (see `Meta.indexes`)."""
        return self.filter(product=product, reason="")


class ReviewText(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a moderator")
        SHOWN = "shown", _("published")
        REJECTED = "rejected", _("not published")
        CHANGE_ASKED = "change_asked", _("sent back for a change")
        REPLACED = "replaced", _("replaced by a later text")

    class Reason(models.TextChoices):
        """Reasons of content alone: how many stars a review gives is never one."""

        PERSONAL_INFORMATION = "personal_information", _("It tells who somebody is")
        MEDICAL_ADVICE = "medical_advice", _("It gives advice on doses or treatment")
        ADVERTISING = "advertising", _("It advertises, or promises a cure")
        ABUSIVE = "abusive", _("It insults or threatens")
        OFF_TOPIC = "off_topic", _("It is about something other than this medicine")
        NOT_A_REVIEW = "not_a_review", _("It is a question or an order, not an experience")

    class TakenFor(models.TextChoices):
        DAYS = "days", _("less than a week")
        WEEKS = "weeks", _("one to four weeks")
        MONTHS = "months", _("one to six months")
        HALF_YEAR = "half_year", _("six to twelve months")
        YEARS = "years", _("more than a year")

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="texts")
    # The review's own, copied: every page of reviews is one walk along one index (see NEWEST and its sisters).
    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="review_texts")
    rating = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    # The other way round, so that the lowest come first on an index that runs in one direction.
    poorness = models.GeneratedField(
        expression=6 - F("rating"), output_field=models.SmallIntegerField(), db_persist=True
    )
    title = models.CharField(_("title"), max_length=100)
    text = LimitedTextField(_("your experience"), max_length=4000)
    condition = models.ForeignKey(
        "catalog.Condition", models.SET_NULL, null=True, related_name="+", verbose_name=_("taken for")
    )
    taken_for = models.CharField(_("for how long"), max_length=9, choices=TakenFor, blank=True)
    # Settled once, when the text is sent (see Invitation); a trigger refuses any later change.
    verified = models.BooleanField(_("verified"), default=False, editable=False)
    # Of the page that it was written on: letters about it speak this. The text itself may be in any language.
    language = models.CharField(_("language of the author"), max_length=10, default=get_language)
    consent_wording = models.TextField(_("what the author agreed to"))
    consented_at = models.DateTimeField(_("agreed"))
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason, blank=True)
    note = LimitedTextField(_("note to the author"), max_length=1000, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replaces")
    # What screening found when it was sent: [{"field", "start", "end", "kind"}], and how soon somebody should look.
    marks = models.JSONField(_("marks"), default=list, editable=False)
    urgency = models.PositiveSmallIntegerField(_("urgency"), default=0, editable=False)
    # Counted from rows by the verbs: votes of the review, complaints that nobody has settled.
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    complaint_count = models.PositiveIntegerField(default=0, editable=False)
    # A column, because SQLite sorts everything that waits where this stands as an OR in the query.
    to_do = models.GeneratedField(
        expression=models.ExpressionWrapper(TO_DO, output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ReviewTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("review text")
        verbose_name_plural = _("review texts")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="reviews_text_queue"),
            # What moderators turn over: the order of `to_moderate`, and what was decided, latest first.
            models.Index(
                F("urgency").desc(),
                "submitted_at",
                "id",
                "product",
                condition=Q(to_do=True),
                name="reviews_text_to_moderate",
            ),
            models.Index("state", F("decided_at").desc(), F("id").desc(), name="reviews_text_decided"),
            # An order each, and behind it what readers narrow by: what does not fit is passed over within the index.
            # `reason` is always empty there (see the constraint): SQLite counts the columns that are given, and so
            # prefers these to the moderators' index of states. PostgreSQL would leave `state` out and lose its place.
            models.Index("product", "reason", "decided_at", "id", condition=SHOWN, name="reviews_shown_newest"),
            models.Index(
                "product",
                "reason",
                "helpful_count",
                "decided_at",
                "id",
                "condition",
                "rating",
                "verified",
                condition=SHOWN,
                name="reviews_shown_helpful",
            ),
            models.Index(
                "product",
                "reason",
                "rating",
                "decided_at",
                "id",
                "condition",
                "verified",
                condition=SHOWN,
                name="reviews_shown_highest",
            ),
            models.Index(
                "product",
                "reason",
                "poorness",
                "decided_at",
                "id",
                "condition",
                "verified",
                condition=SHOWN,
                name="reviews_shown_lowest",
            ),
            models.Index(
                "product",
                "reason",
                "condition",
                "decided_at",
                "id",
                "rating",
                "verified",
                condition=SHOWN,
                name="reviews_shown_condition",
            ),
            models.Index("product", "reason", "decided_at", "id", condition=VERIFIED, name="reviews_shown_verified"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="reviews_text_one_to_five_stars"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(state="replaced", decided_at__isnull=False)
                | Q(
                    state__in=["shown", "rejected", "change_asked"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="reviews_text_decided_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="rejected") & ~Q(reason="") | ~Q(state="rejected") & Q(reason=""),
                name="reviews_text_rejected_with_reason",
            ),
            models.CheckConstraint(condition=~Q(consent_wording=""), name="reviews_text_published_with_consent"),
            models.UniqueConstraint("review", condition=SHOWN, name="reviews_text_one_shown"),
            models.UniqueConstraint("review", condition=WAITING, name="reviews_text_one_waiting"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        no_hidden_characters(self.title)

    @property
    def digest(self) -> str:
        """A keyed hash of the words and stars: what stays in the record once the text itself is erased."""
        said = json.dumps([self.rating, self.title, self.text], ensure_ascii=False)
        return keyed_hash(said, purpose="review text")

    @property
    def stars_in_words(self):
        return STARS_IN_WORDS[self.rating]


class Original(models.Model):
    """What a text said before a moderator masked a part of it. No public code reads it; retention takes it away."""

    text = models.OneToOneField(ReviewText, models.CASCADE, related_name="original", primary_key=True)
    title = models.CharField(max_length=100)
    words = models.TextField()
    # The same before the latest mask alone, which is what undoing that one brings back.
    title_before = models.CharField(max_length=100, default="")
    words_before = models.TextField(default="")
    masked_at = models.DateTimeField(auto_now_add=True, db_index=True)


# The orders of a page of reviews, each the columns of one index, all descending: (…, decided_at, id) as one row
# value is where a page ends, and the next one starts there without counting what went before.
NEWEST = ("-decided_at", "-id")
MOST_HELPFUL = ("-helpful_count", *NEWEST)
HIGHEST = ("-rating", *NEWEST)
LOWEST = ("-poorness", *NEWEST)

# What each number of stars says; the form, the page and the histogram use the same words.
STARS_IN_WORDS = {
    5: _("5 – very good"),
    4: _("4 – good"),
    3: _("3 – middling"),
    2: _("2 – poor"),
    1: _("1 – very poor"),
}
