"""Sitemaps: an index, and below it the indexed pages in chunks, each in every language and with its last change.

Listings are cut by ranges of their ids, so that the last chunk costs what the first does. Only what is listed is
here, and only pages that ask to be indexed: no searches, no later pages, no history.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from catalog import xml
from catalog.imaging.addresses import image_facts
from catalog.models import Category, Change, Condition, Listing, ListingPicture, Picture, Substance
from pharmacy.head import absolute
from pharmacy.languages import in_language

CHUNK = 1000  # ids: at most so many listings, each in every language; a sitemap holds 50,000 addresses
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NAMESPACES: dict[str | None, str] = {
    None: SITEMAP,
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
LISTS = ("product_list", "condition_list", "substance_list", "category_list")
# When what a listing shows last changed: the change of its tick.
LAST_SEEN = Coalesce(
    Subquery(Change.objects.filter(product=OuterRef("product"), tick=OuterRef("tick")).values("at")[:1]), "signed_at"
)
TERMS = {"condition_detail": Condition, "substance_detail": Substance, "category_detail": Category}


def index() -> bytes:
    """The sitemaps that there are, each with the last change of what it holds."""
    root = xml.root("sitemapindex", {None: SITEMAP})
    chunks = Listing.objects.order_by().annotate(chunk=(F("id") - 1) / CHUNK, seen=LAST_SEEN).values("chunk")
    signed = list(chunks.annotate(last=Max("seen")).order_by("chunk").values_list("chunk", "last"))
    terms_signed = Listing.objects.aggregate(last=Max("signed_at"))["last"]
    maps = [(reverse("machines:sitemap_pages"), last_shape()), (reverse("machines:sitemap_terms"), terms_signed)]
    maps += [(reverse("machines:sitemap_products", args=[chunk + 1]), last) for chunk, last in signed]
    for path, last in maps:
        entry = xml.add(root, "sitemap")
        xml.add(entry, "loc", absolute(path))
        if last:
            xml.add(entry, "lastmod", moment(last))
    return xml.document(root)


def pages() -> bytes:
    """Home and the lists: they change when something is listed or withdrawn."""
    last = last_shape()
    names = ("home", *LISTS) if Listing.objects.exists() else ("home",)
    return urlset((reverse(f"catalog:{name}"), last, []) for name in names)


def last_shape() -> datetime | None:
    """When something was last listed or withdrawn."""
    shape = (Change.Kind.PUBLISHED, Change.Kind.WITHDRAWN)
    return Change.objects.filter(kind__in=shape).aggregate(last=Max("at"))["last"]


def terms() -> bytes:
    """What listings are found by: changed when one of them was signed."""
    rows: list[tuple] = []
    for name, model in TERMS.items():
        listed = model.objects.listed().annotate(last=Max("listings__signed_at")).values_list("slug", "last")
        rows += [(reverse(f"catalog:{name}", args=[slug]), last, []) for slug, last in listed]
    return urlset(rows)


def products(number: int) -> bytes | None:
    """The pages of the listings of one chunk, counted from 1, with their pictures; None where there are none."""
    ids = range((number - 1) * CHUNK + 1, number * CHUNK + 1)
    listings = Listing.objects.filter(id__gte=ids[0], id__lte=ids[-1]).order_by("id")
    rows = listings.annotate(last=LAST_SEEN).values_list("id", "slug", "last")
    pictures = pictures_of(ids)
    shown = [(reverse("catalog:product_detail", args=[slug]), last, pictures.get(key, [])) for key, slug, last in rows]
    return urlset(shown) if shown else None


def pictures_of(ids: range) -> dict[int, list[str]]:
    """Listing id → addresses of the largest JPEG of each picture that it shows. One query."""
    width = Picture.objects.filter(sha256=OuterRef("sha256")).values("width")
    shown = ListingPicture.objects.filter(listing__gte=ids[0], listing__lte=ids[-1]).order_by("id")
    found: dict[int, list[str]] = {}
    for listing, sha256, own in shown.values_list("listing", "sha256", Subquery(width)):
        if own:
            found.setdefault(listing, []).append(image_facts({"sha256": sha256, "width": own})["url"])
    return found


def urlset(rows) -> bytes:
    """(path in English, last change, pictures) of each page as an entry for each language, with all the others."""
    root = xml.root("urlset", NAMESPACES)
    for path, last, pictures in rows:
        addresses = {code: absolute(in_language(path, code)) for code, _name in settings.LANGUAGES}
        for address in addresses.values():
            entry = xml.add(root, "url")
            xml.add(entry, "loc", address)
            if last:
                xml.add(entry, "lastmod", moment(last))
            for code, other in (*addresses.items(), ("x-default", addresses[settings.LANGUAGE_CODE])):
                xml.add(entry, "xhtml:link", rel="alternate", hreflang=code, href=other)
            for picture in pictures:
                xml.add(xml.add(entry, "image:image"), "image:loc", absolute(picture))
    return xml.document(root)


def moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
