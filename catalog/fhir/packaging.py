"""Packs, as MedicationKnowledge's packaging and the products that it holds within itself."""

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.fhir import codes
from catalog.fhir.elements import Element, concept
from catalog.structured_data.product import offered


def pack_id(place: int) -> str:
    return f"pack-{place}"


def packaging(listing, packs: list) -> list[Element]:
    """Where the packs are described, and what each costs where its market lets that be told."""
    priced = offered(listing, packs)
    return [
        {"packagedProduct": {"reference": f"#{pack_id(place)}"}, "cost": [cost(pack)] if pack in priced else []}
        for place, pack in enumerate(packs, start=1)
    ]


def cost(pack) -> Element:
    return {"type": concept(_("Price")), "costMoney": {"value": pack.price, "currency": pack.currency}}


def packaged_products(listing, packs: list) -> list[Element]:
    """Numbers, size and maker of each pack. Stock is told by the page: FHIR's catalogue has no place for it."""
    maker = listing.page["manufacturer"]
    return [
        {
            "resourceType": "PackagedProductDefinition",
            "id": pack_id(place),
            "identifier": identifiers(pack),
            "name": f"{listing.name}, {pack.get_size_display()}",
            "containedItemQuantity": [{"value": pack.size, "unit": pack.unit}],
            "manufacturer": [{"display": maker["name"]}] if maker else [],
        }
        for place, pack in enumerate(packs, start=1)
    ]


def identifiers(pack) -> list[Element]:
    numbers = [
        {"type": concept(_("Our number")), "system": settings.SITE_URL, "value": pack.sku},
        {"system": codes.GTIN, "value": pack.gtin},
        {"type": concept(_("National code")), "value": pack.national_code},
    ]
    return [number for number in numbers if number["value"]]
