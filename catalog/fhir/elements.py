"""FHIR's datatypes as plain dicts, and the ids and addresses of resources."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from catalog.fhir import codes
from catalog.xml import clean
from pharmacy.head import absolute
from pharmacy.languages import in_language

Element = dict[str, Any]
BASE = "/api/v1/fhir"
LONGEST_ID = 64
HASHED = 16  # figures of a hash at the end of an id that is made, not taken
BEGINNING = LONGEST_ID - HASHED - 1
MOST_ALIKE = 1000  # slugs that begin with the same 47 characters
TEST_DATA = {"system": codes.REASON, "code": "HTEST", "display": "test health data"}


def pruned(value):
    """Without what is empty, which FHIR forbids. Texts are trimmed and hold no character that XML cannot."""
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := pruned(one)) not in (None, "", [], {})}
    if isinstance(value, list):
        return [kept for one in value if (kept := pruned(one)) not in (None, "", [], {})]
    return clean(value).strip() if isinstance(value, str | Promise) else value


def coding(system: str, code: str, display: str = "") -> Element:
    return {"system": system, "code": code, "display": display}


def concept(text="", *codings: Element) -> Element:
    return {"coding": list(codings), "text": text}


def loinc(code: str) -> Element:
    return concept(codes.LOINC_NAMES[code], coding(codes.LOINC, code))


def quantity(value, unit, code: str) -> Element:
    """In UCUM: `unit` is for people, `code` for machines."""
    return {"value": value, "unit": unit, "system": codes.UCUM, "code": code}


def instant(moment: datetime) -> str:
    """ "2026-01-31T09:30:00.000Z": to the millisecond, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def meta(listing) -> Element:
    """The version is the publication's number. A demonstration is tagged as test data, so that nobody treats by it."""
    publication = listing.publication
    return {
        "versionId": str(publication.number),
        "lastUpdated": instant(publication.signed_at),
        "tag": [TEST_DATA] if listing.demonstration else [],
    }


def resource_id(slug: str) -> str:
    """FHIR's id of a slug: dots for underscores, which FHIR does not know; of a long one its beginning and a hash."""
    spelled = slug.replace("_", ".")
    if len(spelled) <= LONGEST_ID:
        return spelled
    return f"{spelled[:BEGINNING]}-{sha256(slug.encode()).hexdigest()[:HASHED]}"


def find(listings, identity: str):
    """The listing with this id among `listings` (a queryset), or None.

    Anybody may make an id up: only one that could be of a long slug is compared with others, and by their slugs alone.
    """
    slug = identity.replace(".", "_")
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}", slug) or "_" in identity:
        return None
    taken = listings.filter(slug=slug).first()
    if taken or len(identity) < LONGEST_ID or not re.fullmatch("-[0-9a-f]+", identity[BEGINNING:]):
        return taken
    likely = listings.filter(slug__startswith=slug[:BEGINNING]).values_list("slug", flat=True)[:MOST_ALIKE]
    found = next((one for one in likely if resource_id(one) == identity), None)
    return listings.filter(slug=found).first() if found else None


def address(kind: str, listing) -> str:
    """Where a resource of a listing is read."""
    return absolute(f"{BASE}/{kind}/{resource_id(listing.slug)}")


def page_address(listing) -> str:
    """The medicine's page for people, in the site's own language whatever is spoken now."""
    return absolute(in_language(reverse("catalog:product_detail", args=[listing.slug]), settings.LANGUAGE_CODE))


def seal_uri(publication) -> str:
    """The seal as a name of RFC 6920: the 64 figures that docs/domain.md tells how to check."""
    return f"nih:sha-256;{publication.seal}"
