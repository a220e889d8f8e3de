"""The review part of a product's page: no visitor in it, the same bytes for everybody."""

from django import template
from django.utils.translation import gettext_lazy as _

from reviews import structured_data
from reviews.models import ReviewText
from reviews.review_search import ReviewSearch

register = template.Library()
NEWEST = 5
TALLIES = {
    "received": _("Received"),
    "published": _("Published"),
    "rejected": _("Not published"),
    "change_asked": _("Sent back to the writer for a change"),
    "masked": _("Words replaced by “[removed]”"),
    "taken_down": _("Taken down after they were published"),
    "deleted": _("Reviews that their writers deleted"),
}


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


@register.simple_tag
def histogram(rating, listing, search=None) -> list[dict]:
    """[{stars, number, url, chosen}] from five stars down; `url` leads to the reviews that give so many."""
    search = search or ReviewSearch(listing)
    return [
        {
            "stars": stars,
            "number": number,
            "chosen": stars == search.stars,
            "url": search.url(stars="" if stars == search.stars else str(stars)) if number else "",
        }
        for stars, number in reversed(list(enumerate(rating.counts, start=1)))
    ]


@register.simple_tag
def tally_rows(periods) -> list[dict]:
    """[{label, year, ever, part}] of the figures on the policy page; a `part` belongs to the row above it."""
    year, ever = periods["year"], periods["ever"]
    rows = []
    for name, label in TALLIES.items():
        rows.append({"label": label, "year": getattr(year, name), "ever": getattr(ever, name), "part": False})
        parts = zip(getattr(year, f"{name}_for", []), getattr(ever, f"{name}_for", []), strict=True)
        rows += [
            {"label": ReviewText.Reason(reason).label, "year": recent, "ever": whole, "part": True}
            for (reason, recent), (_same, whole) in parts
        ]
    return rows
