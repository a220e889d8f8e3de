"""The review part of a product's page: no visitor in it, the same bytes for everybody."""

from django import template

from reviews.models import ReviewText

register = template.Library()
NEWEST = 5


@register.inclusion_tag("reviews/_product_reviews.html")
def product_reviews(listing):
    """The newest reviews of a listing (out of `for_page`) under its rating: one query, none where there are none."""
    rating = listing.rating if listing.shows_reviews else None
    texts = ReviewText.objects.of_listing(listing)[:NEWEST] if rating and rating.count else []
    return {"listing": listing, "rating": rating, "texts": texts}


@register.filter
def histogram(rating) -> list[dict]:
    """[{stars, number}] from five stars down, for a row each."""
    return [{"stars": stars, "number": number} for stars, number in reversed(list(enumerate(rating.counts, start=1)))]
