"""From a slug to a listing, or to what the public is told instead. The guard of every page below a product."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from catalog.models import Address, Clock
from pharmacy import markets
from pharmacy.head import Head


def elsewhere(request, slug: str, view_name: str, **kwargs):
    """What a slug that is no page answers: 301 to the page of today, 410 with its note, or the one 404."""
    address = Address.objects.select_related("listing").filter(slug=slug).first()
    if address is None:
        raise Http404
    if address.listing is not None:
        response: HttpResponse = redirect(
            reverse(view_name, kwargs={"slug": address.listing.slug} | kwargs), permanent=True
        )
    else:
        context = {
            "head": Head(request.path, indexed=False),
            "name": address.name,
            "note": address.public_note,
            "market": markets.MARKETS[address.market],
        }
        response = HttpResponse(render_to_string("catalog/gone.html", context), status=410)
    # Asked each time: a slug may come back, and a withdrawn medicine too.
    response["Cache-Control"] = "public, no-cache"
    return response


def listed(view_name: str):
    """A view of a listing: `@listed("catalog:product_history") def product_history(request, listing, stamp)`.

    The stamp of the clock is read before the listing, so that no old rows are kept under a new stamp.
    """

    def decorate(view):
        @wraps(view)
        def find(request, slug, **kwargs):
            stamp = Clock.stamp()
            address = Address.objects.select_related("listing__publication").filter(slug=slug, kind="page").first()
            if address is None:
                return elsewhere(request, slug, view_name, **kwargs)
            return view(request, address.listing, stamp, **kwargs)

        return find

    return decorate
