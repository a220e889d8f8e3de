"""The stars of a product: five counters, moved by the verb that shows or takes down a review, in its transaction."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, F

from catalog.models import Change, Clock, Listing, Rating
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
