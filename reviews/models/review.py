"""Review: what one customer says about one product, and the verbs of moderation."""

from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import MODERATORS, User
from catalog.models import Change, Clock, Listing, Product, Rating
from catalog.refusals import NotWaiting, NotWhatWasRead, Refused
from reviews import letters
from reviews.models.text import ReviewText


class ReviewQuerySet(models.QuerySet):
    def approved(self):
        """What the public may read: a text of it is shown."""
        return self.filter(texts__state=ReviewText.State.SHOWN)

    def waiting(self):
        return self.filter(texts__state=ReviewText.State.WAITING)

    def with_product_names(self):
        """What `product_name` reads, without the rendered page."""
        products = self.select_related("product__listing").prefetch_related("product__addresses")
        return products.defer("product__listing__page", "product__listing__words")

    @contextmanager
    def changing(self):
        """Lock these reviews and what shows them; afterwards count stars anew and move the clock, once for all.

        Yields the locked reviews. For what changes several at once: an author who leaves, or takes another name.
        """
        with transaction.atomic():
            reviews = list(self.values_list("pk", "product_id"))
            products = [product for _pk, product in reviews]
            lock(Product.objects.filter(pk__in=products))
            lock(Listing.objects.filter(product__in=products))
            locked = Review.objects.filter(pk__in=lock(Review.objects.filter(pk__in=[pk for pk, _product in reviews])))
            visible = sorted(set(locked.approved().values_list("product_id", flat=True)))
            yield locked
            show_change(visible)

    def part_from_author(self):
        """What stays without its author is what was decided: a text that still waits goes."""
        ReviewText.objects.waiting().filter(review__in=self).delete()
        self.filter(texts=None).delete()


class Review(models.Model):
    """One per customer and product. The author may become nobody; the review stays."""

    A_DAY = 5

    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="reviews")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="reviews",
        verbose_name=gettext_lazy("author"),
    )
    created_at = models.DateTimeField(gettext_lazy("first written"), auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("review")
        verbose_name_plural = gettext_lazy("reviews")
        ordering = ["-id"]
        permissions = [("moderate_review", gettext_lazy("Can approve and reject reviews"))]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "author"],
                condition=Q(author__isnull=False),
                name="reviews_review_one_per_customer_and_product",
            ),
        ]

    def __str__(self):
        return f"{self.product} · {self.author_name}"

    @property
    def author_name(self) -> str:
        """What the public and moderators read of who wrote it."""
        return self.author.display_name if self.author else _("A former customer")

    @property
    def product_name(self) -> str:
        """The product's public name; that of the draft is not for a customer's eyes."""
        listing = getattr(self.product, "listing", None)
        names = [listing.name] if listing else [address.name for address in self.product.addresses.all()]
        return next(filter(None, names), _("a medicine that is no longer listed"))

    @property
    def shown(self) -> ReviewText | None:
        return self.texts.shown().first()

    @property
    def waiting(self) -> ReviewText | None:
        return self.texts.waiting().first()

    @classmethod
    def post(cls, *, by, listing: Listing, rating: int, title: str, text: str) -> "ReviewText":
        """A customer's review of a listing, or a new text of the one they have. It waits for a moderator.

        What is shown stays up meanwhile; a text that still waits is replaced. Raises PermissionDenied for an
        account that is not active; Refused where this market shows no reviews of such a medicine, and after
        A_DAY texts within a day.
        """
        if not listing.shows_reviews:
            raise Refused(_("Reviews of this medicine may not be shown in its market."))
        with transaction.atomic():
            cls.require_author(by)
            review, _new = cls.objects.get_or_create(product_id=listing.product_id, author=by)
            review = cls.objects.select_for_update(no_key=True).get(pk=review.pk)
            for earlier in review.texts.waiting():
                settle(earlier, ReviewText.State.REPLACED)
            waiting = ReviewText(review=review, rating=rating, title=title.strip(), text=text.strip())
            waiting.full_clean(exclude=["decided_by", "decided_at"])
            waiting.save()
        return waiting

    @classmethod
    def require_author(cls, by):
        """An active account with texts left for today; locked, so that two texts at once are counted both."""
        if not User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True).exists():
            raise PermissionDenied
        since = timezone.now() - timedelta(days=1)
        if ReviewText.objects.filter(review__author=by, submitted_at__gt=since).count() >= cls.A_DAY:
            raise Refused(
                ngettext(
                    "You have sent %(number)d text within a day. Please wait until tomorrow.",
                    "You have sent %(number)d texts within a day. Please wait until tomorrow.",
                    cls.A_DAY,
                )
                % {"number": cls.A_DAY}
            )

    def approve(self, *, by, text: ReviewText) -> ReviewText:
        """Show the waiting text that the moderator read. Raises PermissionDenied, NotWaiting, NotWhatWasRead."""
        self.require_moderator(by)
        with transaction.atomic():
            listing = self.locked_listing()
            waiting = self.waiting_as(text)
            for earlier in self.texts.shown():
                settle(earlier, ReviewText.State.REPLACED, by=earlier.decided_by, at=earlier.decided_at)
            settle(waiting, ReviewText.State.SHOWN, by=by)
            count_stars(self.product_id)
            letters.tell_author_after_commit(waiting)
            if listing:
                Clock.move((self.product_id, Change.Kind.REVIEW))
        return waiting

    def reject(self, *, by, text: ReviewText, reason: str, note: str = "") -> ReviewText:
        """Keep the waiting text from the public, for a reason of content. What was shown before stays."""
        self.require_moderator(by)
        if reason not in ReviewText.Reason.values:
            raise Refused(_("Choose a reason: the author sees it."))
        with transaction.atomic():
            self.locked_listing()
            waiting = self.waiting_as(text)
            settle(waiting, ReviewText.State.REJECTED, by=by, reason=reason, note=note.strip())
            letters.tell_author_after_commit(waiting)
        return waiting

    def withdraw(self, *, by):
        """The author takes the review back: every text of it goes. Raises PermissionDenied for anybody else."""
        if by.pk is None or self.author_id != by.pk:
            raise PermissionDenied
        with Review.objects.filter(pk=self.pk).changing() as reviews:
            reviews.delete()

    def require_moderator(self, by):
        """Membership decides, as with signing; nobody judges their own words."""
        if not (by.has_perm("reviews.moderate_review") and by.belongs_to(MODERATORS)):
            raise PermissionDenied(_("Only a moderator may do this."))
        if self.author_id == by.pk:
            raise Refused(_("This review is your own. Another moderator has to decide."))

    def locked_listing(self) -> Listing | None:
        """Locks product, listing and review in that order, as every verb does."""
        self.product.locked()
        listing = Listing.objects.select_for_update(no_key=True, of=("self",)).filter(product=self.product_id).first()
        if not type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).exists():
            raise NotWaiting(_("The author has taken this review back."))
        return listing

    def waiting_as(self, text: ReviewText) -> ReviewText:
        waiting = self.waiting
        if waiting is None:
            raise NotWaiting(_("This review is not waiting: somebody has decided on it already."))
        if waiting.pk != text.pk:
            raise NotWhatWasRead(_("The author has changed the text since you opened it. Read it again."))
        return waiting


def lock(rows) -> list[int]:
    """Lock rows by ascending key, as every verb does; their keys."""
    return list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def show_change(products: list[int]):
    """Count the stars of products whose shown reviews changed, then move the clock once for those listed."""
    for product in products:
        count_stars(product)
    listed = Listing.objects.filter(product__in=products).order_by("product").values_list("product", flat=True)
    if listed:
        Clock.move(*[(product, Change.Kind.REVIEW) for product in listed])


def settle(text, state, *, by=None, at=None, reason="", note=""):
    text.state, text.decided_by, text.decided_at = state, by, at or timezone.now()
    text.reason, text.note = reason, note
    text.clean_fields(exclude=["decided_by"])
    text.save(update_fields=["state", "decided_by", "decided_at", "reason", "note"])


def count_stars(product_id: int) -> Rating:
    """Count the shown reviews of a product anew: one query over the rows, so that a count never drifts."""
    shown = ReviewText.objects.shown().filter(review__product=product_id)
    counts = shown.aggregate(
        **{column: Count("id", filter=Q(rating=stars)) for stars, column in enumerate(Rating.COLUMNS, start=1)}
    )
    return Rating.objects.update_or_create(product_id=product_id, defaults=counts)[0]
