"""All reviews of a listing: the same bytes for everybody."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import ready
from catalog.models import Rating
from catalog.views.addresses import listed
from pharmacy.head import Head, shortened
from reviews.models import ReviewText
from reviews.structured_data import review_list_graph

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
@listed("reviews:review_list")
def review_list(request, listing, stamp):
    if not listing.shows_reviews:
        return render(request, "reviews/not_shown.html", {"listing": listing}, status=404)
    after = request.GET.get("after", "")[:40]
    name = f"{request.path}?{after}"
    return ready.page(
        request,
        "reviews/review_list.html",
        lambda: reviews_after(request.path, listing, after),
        name=name,
        stamp=stamp,
        keep=not after,
    )


def reviews_after(path, listing, after) -> dict:
    texts, page_links = page_after(ReviewText.objects.of_listing(listing), after)
    rating = Rating.objects.filter(product=listing.product_id).first()
    return {
        "head": review_list_head(path, listing, rating, texts, after),
        "listing": listing,
        "rating": rating,
        "texts": texts,
        "page_links": {name: path + query for name, query in page_links.items()},
    }


def review_list_head(path, listing, rating, texts, after) -> Head:
    """Search engines keep the first page, where there is something on it."""
    name = {"name": listing.name}
    description = _("What customers say about %(name)s: personal experience, read by a moderator, not medical advice.")
    head = Head(
        f"{path}?after={after}" if after else path,
        title=_("Reviews of %(name)s") % name,
        description=shortened(description % name),
        indexed=bool(texts) and not after,
    )
    return replace(head, graph=review_list_graph(head, listing, rating, texts)) if head.indexed else head


def page_after(texts, after: str):
    """(texts of one page, {"first", "next"}: the queries of the links that there are). One query."""
    if after:
        at, key = read_place(after)
        texts = texts.filter(Q(decided_at__lt=at) | Q(decided_at=at, id__lt=key))
    rows = list(texts[: PAGE_SIZE + 1])
    links = {"first": ""} if after else {}
    if len(rows) > PAGE_SIZE:
        links["next"] = f"?after={place(rows[PAGE_SIZE - 1])}"
    return rows[:PAGE_SIZE], links


def place(text: ReviewText) -> str:
    """Where a page ends: microseconds of the decision, and the text's id."""
    assert text.decided_at, "what is shown was decided"
    return f"{(text.decided_at - EPOCH) // timedelta(microseconds=1)}-{text.pk}"


def read_place(after: str) -> tuple[datetime, int]:
    found = re.fullmatch(r"([0-9]{1,17})-([0-9]{1,18})", after)
    if found is None:
        raise Http404
    return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
