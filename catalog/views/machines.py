"""What browsers, search engines and feed readers fetch: ready bytes like the pages, under the same clock."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog import card, feeds, ready, sitemaps
from catalog.models import Clock, Listing
from catalog.views.addresses import elsewhere
from pharmacy.head import absolute
from pharmacy.tokens import light

XML = "application/xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
a_day = cache_control(public=True, max_age=24 * 60 * 60)


@require_safe
def sitemap_index(request):
    return document(request, sitemaps.index)


@require_safe
def sitemap_pages(request):
    return document(request, sitemaps.pages)


@require_safe
def sitemap_terms(request):
    return document(request, sitemaps.terms)


@require_safe
def sitemap_products(request, number: int):
    def build():
        found = sitemaps.products(number)
        if found is None:
            raise Http404
        return found

    return document(request, build)


@require_safe
def feed(request):
    return document(request, feeds.newly_signed, content_type=ATOM)


def document(request, build, *, content_type=XML):
    return ready.answer(request, name=request.path, stamp=Clock.stamp(), build=build, content_type=content_type)


@require_safe
def product_card(request, slug):
    """The picture that goes with a shared link; gone and moved like the page itself."""
    stamp = Clock.stamp_of(slug)
    try:
        if stamp is None:
            raise Listing.DoesNotExist
        name = f"card:{slug}"
        return ready.answer(request, name=name, stamp=stamp, build=lambda: card.of(slug), content_type="image/png")
    except Listing.DoesNotExist:
        response = elsewhere(request, slug, "machines:product_card")
        if response.status_code == 410:  # the page says why; a picture has no words for it
            gone = HttpResponse("Gone\n", content_type="text/plain", status=410)
            gone["Cache-Control"] = response["Cache-Control"]  # it may come back
            return gone
        return response


@require_safe
@a_day
def robots(request):
    context = {"sitemap": absolute(reverse("machines:sitemap_index"))}
    return render(request, "machines/robots.txt", context, content_type="text/plain")


@require_safe
@a_day
def opensearch(request):
    context = {
        "search": absolute(f"{reverse('catalog:product_list')}?q={{searchTerms}}"),
        "icon": absolute(static("pharmacy/icons/icon-192.png")),
        "own": absolute(request.path),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "machines/opensearch.xml", context, content_type=kind)


@require_safe
@a_day
def manifest(request):
    icons = [
        {
            "src": static(f"pharmacy/icons/icon-{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": use,
        }
        for name, size, use in (("192", 192, "any"), ("512", 512, "any"), ("maskable-512", 512, "maskable"))
    ]
    facts = {
        "id": "/",
        "name": _("Pharmacy"),
        "short_name": _("Pharmacy"),
        "description": _("Medicines explained in plain words, each page signed by a pharmacist."),
        "lang": "en",
        "dir": "ltr",
        "start_url": reverse("catalog:home"),
        "scope": "/",
        "display": "browser",
        "theme_color": light()["brand"],
        "background_color": light()["paper"],
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_safe
@a_day
def favicon(request):
    return HttpResponse(favicon_bytes(), content_type="image/x-icon")


@cache
def favicon_bytes() -> bytes:
    return Path(str(finders.find("pharmacy/icons/favicon.ico"))).read_bytes()
