"""The stars of a product: five counters, moved by the verb that shows or takes down a review, in its transaction.

`recount` proves them right from the rows, and the counters of votes and complaints beside them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from catalog.models import Change, Clock, Listing, Product, Rating
from reviews.models.readers import Complaint, Vote
from reviews.models.text import ReviewText


def move_stars(product_id: int, *, up: Iterable[int] = (), down: Iterable[int] = ()):
    """Count the stars of reviews that came and went, whatever the number of those that stay. The product is locked."""
    moves = Counter(up)
    moves.subtract(down)
    steps = {Rating.COLUMNS[stars - 1]: F(Rating.COLUMNS[stars - 1]) + by for stars, by in moves.items() if by}
    if steps:
        Rating.objects.get_or_create(product_id=product_id)
        Rating.objects.filter(product=product_id).update(**steps)


def shown_stars(review_ids) -> Counter:
    """(product, stars) → how many of these reviews show them."""
    shown = ReviewText.objects.shown().filter(review__in=review_ids)
    return Counter(shown.values_list("product", "rating"))


def counted(product_ids=None) -> dict[int, list[int]]:
    """Product → how many shown reviews gave one star, … five stars, counted from the rows. One query."""
    shown = ReviewText.objects.shown()
    if product_ids is not None:
        shown = shown.filter(product__in=product_ids)
    found: dict[int, list[int]] = {}
    for product, stars, number in shown.values_list("product", "rating").annotate(Count("id")).order_by("product"):
        found.setdefault(product, [0] * 5)[stars - 1] = number
    return found


def show_change(product_ids: Iterable[int]):
    """Move the clock once for those of these products that are listed."""
    listed = Listing.objects.filter(product__in=product_ids).order_by("product").values_list("product", flat=True)
    if listed:
        Clock.move(*[(product, Change.Kind.REVIEW) for product in listed])


@dataclass(frozen=True)
class Wrong:
    """A counter that is not what the rows say. `text` is the id of a review's text; None for the stars of a product."""

    product: int
    text: int | None
    what: str
    kept: int
    right: int


def differences(product_ids) -> list[Wrong]:
    """Every counter of these products that is wrong. Three queries, whatever their number."""
    rows, kept = counted(product_ids), {one.product_id: one for one in Rating.objects.filter(product__in=product_ids)}
    wrong = [
        Wrong(product, None, column, getattr(kept.get(product), column, 0), right)
        for product in sorted(rows.keys() | kept.keys())
        for column, right in zip(Rating.COLUMNS, rows.get(product, [0] * 5), strict=True)
    ]
    return [one for one in wrong if one.kept != one.right] + wrong_counts(product_ids)


def wrong_counts(product_ids) -> list[Wrong]:
    texts = ReviewText.objects.shown().filter(product__in=product_ids)
    texts = texts.annotate(
        votes=number_of(Vote.objects), complaints=number_of(Complaint.objects.filter(settled_at=None))
    )
    texts = texts.exclude(helpful_count=F("votes"), complaint_count=F("complaints")).order_by("product", "pk")
    columns = ("product", "pk", "helpful_count", "votes", "complaint_count", "complaints")
    wrong = []
    for product, text, helpful, votes, complained, complaints in texts.values_list(*columns):
        wrong += [Wrong(product, text, "helpful_count", helpful, votes)] if helpful != votes else []
        wrong += [Wrong(product, text, "complaint_count", complained, complaints)] if complained != complaints else []
    return wrong


def number_of(rows):
    """How many of these rows a text's review has, for an annotation."""
    numbers = rows.filter(review=OuterRef("review")).order_by().values("review").annotate(number=Count("pk"))
    return Coalesce(Subquery(numbers.values("number"), output_field=IntegerField()), 0)


def recount(product_id: int) -> list[Wrong]:
    """Put right what is wrong with one product, under its lock; what was. The clock moves where something changed."""
    with transaction.atomic():
        Product.objects.select_for_update(no_key=True).get(pk=product_id)
        list(Listing.objects.select_for_update(no_key=True, of=("self",)).filter(product=product_id).values_list("pk"))
        wrong = differences([product_id])
        for one in wrong:
            put_right(one)
        if wrong:
            show_change([product_id])
    return wrong


def put_right(one: Wrong):
    if one.text is None:
        Rating.objects.get_or_create(product_id=one.product)
        Rating.objects.filter(product=one.product).update(**{one.what: one.right})
    elif one.what == "helpful_count":
        ReviewText.objects.filter(pk=one.text).update(helpful_count=one.right)
    else:
        ReviewText.objects.get(pk=one.text).review.count_complaints()
