"""What public addresses of the API share: the way from a slug to a listing, and ready bytes."""

from typing import NoReturn
from urllib.parse import urlencode

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from api.answers import json_bytes, whole
from api.problems import Problem
from api.views import ApiView
from catalog import engine, ready
from catalog.models import Address, Clock, Listing
from catalog.views.searched import searched


class Moved(Exception):
    """The medicine stands at another address today."""


class PublicView(ApiView):
    """The same bytes for everybody who asks in one language, kept by any cache that asks whether they still hold."""

    def ready(self, request, build, *, stamp: tuple, keep: bool | None = None):
        """`build()` as JSON, under this stamp. Kept here where nothing stands behind the question mark."""
        asked = urlencode(sorted((name, value) for name, some in request.query_params.lists() for value in some))
        return ready.answer(
            request._request,
            name=f"{request.path}?{asked}",
            stamp=stamp,
            build=lambda: json_bytes(build()),
            keep=not asked if keep is None else keep,
            content_type="application/json",
        )

    def searching(self, request, answer):
        """`answer(reader)`, once more without a reader where the index turns out to be damaged."""
        return searched(lambda _request, reader: answer(reader))(request._request)

    def finalize_response(self, request, response, *args, **kwargs):
        """A page of any other site may read it: it is what everybody may read, and hangs on no cookie."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    def handle_exception(self, error):
        if isinstance(error, Moved):
            self.headers["Cache-Control"] = "public, no-cache"  # asked each time: a slug may come back
            reads = self.request.method in ("GET", "HEAD")
            return HttpResponsePermanentRedirect(str(error), preserve_request=not reads)
        if isinstance(error, engine.BadPlace):
            error = Http404()
        return super().handle_exception(error)


def stamp_of(view, slug: str) -> tuple:
    """(tick of the listing, shape, epoch), in one query. Raises Moved, Problem 410, Http404."""
    return Clock.stamp_of(slug) or elsewhere(view, slug)


def listing_of(view, slug: str) -> Listing:
    """The listing, with `stamp`: the clock's (tick, shape, epoch). One query. Raises as `stamp_of` does."""
    listing = Listing.objects.stamped().filter(slug=slug).first()
    if listing is None:
        elsewhere(view, slug)
    return listing


def elsewhere(view, slug: str) -> NoReturn:
    """What a slug that is no page answers, as the pages do."""
    address = Address.objects.select_related("listing").filter(slug=slug).first()
    if address is None:
        raise Http404
    if address.listing is None:
        said = _("This medicine is withdrawn.")
        raise Problem(410, said, name=address.name, note=address.public_note)
    match = view.request.resolver_match
    moved = reverse(match.view_name, kwargs=match.kwargs | {"slug": address.listing.slug})
    asked = view.request.META.get("QUERY_STRING", "")
    raise Moved(f"{moved}?{asked}" if asked else moved)


def page_of(listing_slug: str) -> str:
    """The address of the page for people."""
    return whole(reverse("catalog:product_detail", args=[listing_slug]))


def product_of(listing_slug: str) -> str:
    return whole(reverse("api:product", args=[listing_slug]))
