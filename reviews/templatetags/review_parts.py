"""The review part of a product's page: no visitor in it, the same bytes for everybody."""

from django import template

from reviews import structured_data
from reviews.models import ReviewText

register = template.Library()
NEWEST = 5


@register.inclusion_tag("reviews/_product_reviews.html")
def product_reviews(listing):
    """The newest reviews of a listing (out of `for_page`) under its rating: one query, none where there are none."""
    rating = listing.rating if listing.shows_reviews else None
    return {"listing": listing, "rating": rating, "texts": newest(listing)}


@register.simple_tag
def with_reviews(head, listing) -> list[dict]:
    """The graph of a product's page, with what `product_reviews` shows of it."""
    return structured_data.with_reviews(head.graph, listing, listing.rating, newest(listing))


def newest(listing) -> list[ReviewText]:
    """Read once for a page: its head tells machines what its body shows."""
    read = vars(listing)
    if "newest_reviews" not in read:
        some = listing.shows_reviews and listing.rating.count
        read["newest_reviews"] = list(ReviewText.objects.of_listing(listing)[:NEWEST]) if some else []
    return read["newest_reviews"]


@register.filter
def histogram(rating) -> list[dict]:
    """[{stars, number}] from five stars down, for a row each."""
    return [{"stars": stars, "number": number} for stars, number in reversed(list(enumerate(rating.counts, start=1)))]
