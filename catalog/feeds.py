"""The feed of newly signed medicines, as Atom (RFC 4287). What a home page may not show is not here either."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog import xml
from catalog.models import Listing
from catalog.structured_data.texts import plain_summary
from pharmacy.head import absolute

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed has a date even before its first entry
SINCE = "2026"  # tag URIs name a date at which the domain was ours; it never moves


def newly_signed() -> bytes:
    """The newest first. An entry keeps its id through every new version and every new address of its medicine."""
    listings = list(Listing.objects.for_cards().on_home().select_related("publication").recent()[:ENTRIES])
    feed = xml.root("feed", {None: ATOM})
    feed.set(xml.LANGUAGE, settings.LANGUAGE_CODE)
    xml.add(feed, "id", tag("newly-signed"))
    xml.add(feed, "title", _("Newly signed medicines"))
    xml.add(feed, "updated", (listings[0].signed_at if listings else NEVER).isoformat())
    xml.add(feed, "link", rel="self", type="application/atom+xml", href=absolute(reverse("machines:feed")))
    xml.add(feed, "link", rel="alternate", type="text/html", href=absolute(reverse("catalog:home")))
    for listing in listings:
        add_entry(feed, listing)
    return xml.document(feed)


def add_entry(feed, listing):
    entry = xml.add(feed, "entry")
    xml.add(entry, "id", tag(f"medicine/{listing.product_id}"))
    xml.add(entry, "title", listing.name, language=listing.language)
    xml.add(entry, "updated", listing.signed_at.isoformat())
    address = absolute(reverse("catalog:product_detail", args=[listing.slug]))
    xml.add(entry, "link", rel="alternate", type="text/html", href=address)
    xml.add(xml.add(entry, "author"), "name", author(listing))
    xml.add(entry, "category", term=listing.legal_status, label=str(listing.legal_status_label))
    xml.add(entry, "summary", plain_summary(listing), language=listing.language)


def author(listing) -> str:
    """A role, never a name; and of a demonstration, nobody who could be taken for a pharmacist."""
    return _("Demonstration") if listing.demonstration else _("A pharmacist")


def tag(name: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{name}"
