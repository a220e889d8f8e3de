"""Review: what one customer says about one product. Here its author's verbs; moderation.py has those of staff."""

from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import saving
from catalog.models import Listing, Product
from catalog.refusals import Refused
from reviews import screening
from reviews.models.decision import Decision
from reviews.models.hit import Hit
from reviews.models.invitation import Invitation
from reviews.models.letter import Letter
from reviews.models.moderation import Moderated, settle
from reviews.models.opinions import Judged, require_customer
from reviews.models.safety import SafetyReport
from reviews.models.stars import move_stars, show_change, shown_stars
from reviews.models.text import Original, ReviewText
from reviews.plain_text import one_line, plain

# What somebody sees, or is to decide on: the record tells what became of each.
STANDING = (ReviewText.State.SHOWN, ReviewText.State.WAITING)
# Columns of a new text that nobody writes: decided later, found by screening, or known to be there.
NOT_WRITTEN = ("decided_by", "decided_at", "replaced_by", "marks", "condition", "product")


class ReviewQuerySet(models.QuerySet):
    def approved(self):
        """What the public may read: a text of it is shown."""
        return self.filter(texts__state=ReviewText.State.SHOWN)

    def waiting(self):
        return self.filter(texts__state=ReviewText.State.WAITING)

    def touched_by(self, user):
        """Those that a customer has written, and those that they found helpful."""
        return self.filter(Q(author=user) | Q(votes__voter=user)).distinct()

    def with_product_names(self):
        """What `product_name` reads, without the rendered page."""
        products = self.select_related("product__listing").prefetch_related("product__addresses")
        return products.defer("product__listing__page", "product__listing__texts")

    @contextmanager
    def changing(self):
        """Lock these reviews and what shows them; afterwards count what changed and move the clock, once for all.

        Yields the locked reviews. For what changes several at once: an author who leaves, or takes another name.
        """
        with transaction.atomic():
            reviews = list(self.values_list("pk", "product_id"))
            products = [product for _pk, product in reviews]
            lock(Product.objects.filter(pk__in=products))
            lock(Listing.objects.filter(product__in=products))
            keys = lock(Review.objects.filter(pk__in=[pk for pk, _product in reviews]))
            before = shown_stars(keys)
            yield Review.objects.filter(pk__in=keys)
            gone = before - shown_stars(keys)
            for product, stars in sorted(gone):
                move_stars(product, down=[stars] * gone[product, stars])
            show_change({product for product, _stars in before})

    def erase(self):
        """Their authors have taken them back: the record says so, and every text goes. Called within `changing`."""
        for review in self.prefetch_related("texts"):
            texts = list(review.texts.all())
            note_gone([text for text in texts if text.state in STANDING] or texts[:1])
        self.delete()

    def part_from(self, user, *, with_reviews: bool):
        """Delete what a customer wrote, or cut every tie to it but its published words. Called within `changing`."""
        own = self.filter(author=user)
        if with_reviews:
            own.erase()
        else:
            own.exclude(pk__in=self.approved()).erase()
            unseen = ReviewText.objects.filter(review__in=own).exclude(state=ReviewText.State.SHOWN)
            note_gone(unseen.waiting())
            unseen.delete()
            Original.objects.filter(text__review__in=own).delete()
            Invitation.objects.filter(review__in=own).update(review=None)
        voted = list(Review.objects.filter(pk__in=self.filter(votes__voter=user)))
        user.review_votes.all().delete()
        for review in voted:
            review.count_votes()
        user.review_complaints.update(note="")


class Review(Moderated, Judged, models.Model):
    """One per customer and product. The author may become nobody; the review stays."""

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
        permissions = [
            ("moderate_review", gettext_lazy("Can approve and reject reviews")),
            ("answer_review", gettext_lazy("Can answer reviews in public")),
        ]
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

    @property
    def is_verified(self) -> bool:
        """Whether one of its texts was written through an invitation."""
        return self.texts.filter(verified=True).exists()

    @classmethod
    def post(
        cls,
        *,
        by,
        listing: Listing,
        rating: int,
        title: str,
        text: str,
        consent: str,
        condition=None,
        taken_for: str = "",
        invitation=None,
        network: str = "",
    ) -> ReviewText:
        """A customer's review of a listing, or a new text of the one they have. It waits for a moderator.

        What is shown stays up meanwhile; a text that still waits is replaced; the same text sent twice is one.
        `consent` is the wording that they agreed to; `network` where it came from (kept as a keyed hash, for
        limits alone). Raises PermissionDenied for an account that is not active or has no proven address; Refused
        where reviews of this medicine are closed, over a limit, or where the invitation is none; ValidationError.
        """
        said = {"rating": rating, "title": one_line(title), "text": plain(text), "taken_for": taken_for}
        with transaction.atomic():
            require_customer(by)
            require_open(listing, condition)
            review, _new = cls.objects.get_or_create(product_id=listing.product_id, author=by)
            review = cls.objects.select_for_update(no_key=True).get(pk=review.pk)
            same = review.texts.waiting().filter(condition=condition, **said).first()
            if same and (invitation is None or same.verified):
                return same
            Hit.count("review", person=by, product=listing.product, network=network)
            if invitation is not None:
                invitation.redeem(review)
            waiting = ReviewText(review=review, product_id=review.product_id, condition=condition, **said)
            waiting.consent_wording, waiting.consented_at = consent, timezone.now()
            waiting.verified = invitation is not None or review.is_verified
            review.take_in(waiting, listing)
        return waiting

    def take_in(self, text: ReviewText, listing: Listing):
        """Screen a new text and let it wait. What was waiting is replaced."""
        earlier = list(self.texts.waiting())
        for one in earlier:
            settle(one, ReviewText.State.REPLACED)
        saving.check(text, exclude=NOT_WRITTEN)  # first: nothing of any length is screened
        found = screening.screen(title=text.title, text=text.text, language=text.language, listing=listing)
        text.marks, text.urgency = [mark.as_json() for mark in found], screening.urgency(found)
        saving.save(text, exclude=NOT_WRITTEN)
        for one in earlier:
            ReviewText.objects.filter(pk=one.pk).update(replaced_by=text)
        Decision.note(Decision.Act.SENT, text)
        pregnancy = screening.mentions_pregnancy(found)
        if pregnancy or screening.is_possible_side_effect(found):
            SafetyReport.open_for(text, listing=listing, pregnancy=pregnancy)
        Letter.put(Letter.Kind.RECEIVED, text)

    def withdraw(self, *, by):
        """The author takes the review back: every text of it goes. Raises PermissionDenied for anybody else."""
        if by.pk is None or self.author_id != by.pk:
            raise PermissionDenied
        with Review.objects.filter(pk=self.pk).changing() as reviews:
            reviews.erase()


def note_gone(texts):
    """A line of the record for each of these texts: their author has taken them back."""
    for text in texts:
        Decision.note(Decision.Act.DELETED, text, from_state=text.state)


def require_open(listing, condition):
    """That the medicine still takes reviews, as the database has it now, and is listed for this condition."""
    now = Listing.objects.for_cards().filter(pk=listing.pk).first()
    if now is None or not now.shows_reviews:
        raise Refused(_("Reviews of this medicine may not be shown in its market."))
    if condition is not None and not now.conditions.filter(pk=condition.pk).exists():
        raise Refused(_("This medicine is not listed for that condition. Choose another one."))


def lock(rows) -> list[int]:
    """Lock rows by ascending key, as every verb does; their keys."""
    return list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
