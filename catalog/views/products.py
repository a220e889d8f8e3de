"""A product's page, its history, and the list of all."""

from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from catalog import ready
from catalog.difference import compare
from catalog.engine import BadPlace
from catalog.heads import product_head, product_list_head
from catalog.models import Clock, Listing, Pack, Publication
from catalog.page import Page
from catalog.search import ProductSearch
from catalog.views.addresses import elsewhere, listed
from catalog.views.searched import searched
from pharmacy.head import Head

RELATED = 4


@require_safe
@searched
def product_list(request, reader):
    """Kept where visitors cannot ask for more and more of it, until the clock moves or the index has caught up.

    A place that cannot be read leads to the start of the same list. Somebody may have been given it in good faith:
    the database and an index tell places in different ways, and so may two releases. One that was never a place cannot
    be told from those.
    """
    stamp = Clock.stamp()
    search = ProductSearch.from_query(request.GET, reader, stamp)
    try:
        return ready.page(
            request,
            "catalog/product_list.html",
            lambda: found(search),
            name=search.url(after=search.after),
            stamp=ready.with_index(stamp, reader),
            keep=not search.endless,
        )
    except BadPlace:
        response = redirect(search.url())
        response["Cache-Control"] = "public, no-cache"  # the place may be one again
        return response


def found(search) -> dict:
    listings, page_links = search.page()
    return {
        "head": product_list_head(search, listings),
        "search": search,
        "count": search.count_beside(listings, page_links),
        "listings": listings,
        "page_links": page_links,
    }


@require_safe
def product_detail(request, slug):
    stamp = Clock.stamp_of(slug)
    try:
        if stamp is None:
            raise Listing.DoesNotExist
        return ready.answer(request, name=f"product:{slug}", stamp=stamp, build=lambda: product_page(slug))
    except Listing.DoesNotExist:  # never there, or gone since the stamp was read
        return elsewhere(request, slug, "catalog:product_detail")


def product_page(slug) -> bytes:
    """The bytes of a product's page. They hold nothing of who asks: no request reaches the template."""
    first = Publication.objects.filter(product=OuterRef("product"), number=1).values("signed_at")
    listing = Listing.objects.for_page().annotate(first_signed_at=Subquery(first)).get(slug=slug)
    page, packs = Page(listing.page), Pack.objects.of_listing(listing)
    context = {
        "head": product_head(listing, page, packs, listing.first_signed_at),
        "page": page,
        "listing": listing,
        "publication": listing.publication,
        "packs": packs,
        "show_prices": listing.shows_prices,
        "related": Listing.objects.for_cards().related_to(listing)[:RELATED],
        "preview": None,
    }
    return render_to_string("catalog/product_detail.html", context).encode()


@require_safe
@listed("catalog:product_history")
def product_history(request, listing, stamp):
    pair = [request.GET.get(key, "")[:12] for key in ("from", "to")] if {"from", "to"} & request.GET.keys() else None
    name = f"{request.path}?{pair}"
    asked = "?" + urlencode({"from": pair[0], "to": pair[1]}) if pair else ""
    head = Head(request.path + asked, indexed=False)
    return ready.page(
        request, "catalog/product_history.html", lambda: {"head": head} | history(listing, pair), name=name, stamp=stamp
    )


def history(listing, pair) -> dict:
    publications = list(Publication.objects.filter(product=listing.product_id).defer("canonical"))
    older, newer = chosen_pair(pair, publications)
    return {
        "listing": listing,
        "publications": publications,
        "older": older,
        "newer": newer,
        "difference": compare(older.content, newer.content) if older and newer else None,
    }


def chosen_pair(pair, publications):
    """The two versions to compare, the older first: those asked for, or the last two."""
    by_number = {str(publication.number): publication for publication in publications}
    if pair is None:
        return (publications[1], publications[0]) if len(publications) > 1 else (None, None)
    chosen = [by_number.get(number) for number in pair]
    if None in chosen:
        raise Http404
    return sorted(chosen, key=lambda publication: publication.number)
