"""A product's page, its history, and the list of all."""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from catalog import ready
from catalog.difference import compare
from catalog.models import Listing, Pack, Publication
from catalog.page import Page
from catalog.search import ProductSearch
from catalog.views.addresses import elsewhere, listed

RELATED = 4


@require_safe
def product_list(request):
    search = ProductSearch.from_query(request.GET)
    listings, page_links = search.page()
    context = {
        "search": search,
        "listings": listings,
        "page_links": page_links,
        "letters": search.letters,
    }
    return render(request, "catalog/product_list.html", context)


@require_safe
def product_detail(request, slug):
    stamp = Listing.objects.stamp(slug)
    if stamp is None:
        return elsewhere(request, slug, "catalog:product_detail")
    return ready.answer(request, name=f"product:{slug}", stamp=stamp, build=lambda: product_page(slug))


def product_page(slug) -> bytes:
    """The bytes of a product's page. They hold nothing of who asks: no request reaches the template."""
    listing = Listing.objects.for_page().filter(slug=slug).first()
    if listing is None:
        raise Http404
    context = {
        "page": Page(listing.page),
        "listing": listing,
        "publication": listing.publication,
        "packs": Pack.objects.of_listing(listing),
        "show_prices": listing.shows_prices,
        "related": Listing.objects.for_cards().related_to(listing)[:RELATED],
        "preview": None,
    }
    return render_to_string("catalog/product_detail.html", context).encode()


@require_safe
@listed("catalog:product_history")
def product_history(request, listing):
    publications = list(Publication.objects.filter(product=listing.product_id).defer("canonical"))
    for publication in publications:
        publication.is_current = publication.pk == listing.publication_id
    older, newer = chosen_pair(request.GET, publications)
    context = {
        "listing": listing,
        "publications": publications,
        "older": older,
        "newer": newer,
        "difference": compare(older.content, newer.content) if older and newer else None,
    }
    return render(request, "catalog/product_history.html", context)


def chosen_pair(query, publications):
    """The two versions to compare, the older first: those asked for, or the last two."""
    by_number = {str(publication.number): publication for publication in publications}
    if "from" not in query and "to" not in query:
        return (publications[1], publications[0]) if len(publications) > 1 else (None, None)
    pair = [by_number.get(query.get(key, "")) for key in ("from", "to")]
    if None in pair:
        raise Http404
    return sorted(pair, key=lambda publication: publication.number)
