"""All reviews of a listing, and how reviews are handled: the same bytes for everybody."""

from dataclasses import replace

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import ready
from catalog.views.addresses import listed
from pharmacy import markets
from pharmacy.head import Head, shortened
from reviews import tallies
from reviews.models import ReviewText
from reviews.review_search import ReviewSearch
from reviews.structured_data import review_list_graph


@require_safe
@listed("reviews:review_list")
def review_list(request, listing, stamp):
    if not listing.shows_reviews:
        return render(request, "reviews/not_shown.html", about(listing), status=404)
    search = ReviewSearch.from_query(listing, request.GET)
    return ready.page(
        request,
        "reviews/review_list.html",
        lambda: found(search),
        name=search.url(after=search.after),
        stamp=stamp,
        keep=not search.endless,
    )


def found(search) -> dict:
    texts, page_links = search.page()
    return about(search.listing) | {
        "head": review_list_head(search, texts),
        "search": search,
        "rating": search.rating,
        "texts": texts,
        "page_links": page_links,
    }


def about(listing) -> dict:
    """What every page on reviews of a listing hands to its template: whoever was harmed learns where to report."""
    return {"listing": listing, "market": markets.MARKETS[listing.market]}


def review_list_head(search, texts) -> Head:
    """Search engines keep the first page, where there is something on it; another order of it is the same to them."""
    listing, name = search.listing, {"name": search.listing.name}
    description = _("What customers say about %(name)s: personal experience, read by a moderator, not medical advice.")
    head = Head(
        search.url(after=search.after),
        title=_("Reviews of %(name)s") % name,
        description=shortened(description % name),
        indexed=bool(texts) and not search.after and not search.narrowed,
    )
    if not head.indexed or search.criteria:
        return head
    return replace(head, graph=review_list_graph(head, listing, search.rating, texts))


@require_safe
def policy(request):
    """Its figures are counted once a day, so the page is the same bytes until the next."""
    day = timezone.now().date()
    return ready.page(request, "reviews/policy.html", lambda: policy_page(request.path, day), stamp=(day.isoformat(),))


def policy_page(path, day) -> dict:
    description = _("Who may write a review, what moderators do and never do, and how the stars are counted.")
    return {
        "head": Head(path, title=_("How we handle reviews"), description=description),
        "periods": tallies.of_day(day),
        "day": day,
        "reasons": ReviewText.Reason.labels,
        "markets": markets.MARKETS.values(),
    }
