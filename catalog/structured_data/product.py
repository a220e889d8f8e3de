"""A medicine's page for machines: the product as a drug, its packs as offers, the page as signed."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.markdown import to_text
from catalog.models import Pack
from catalog.models.parts import Ingredient
from catalog.page import Page
from catalog.structured_data.nodes import (
    Node,
    breadcrumbs,
    node,
    organization_id,
    reference,
    site,
    web_page,
)
from pharmacy import markets
from pharmacy.head import Head, absolute

SCHEMA = "https://schema.org/"
AVAILABILITY = {
    Pack.Availability.IN_STOCK: "InStock",
    Pack.Availability.LOW_STOCK: "LimitedAvailability",
    Pack.Availability.OUT_OF_STOCK: "OutOfStock",
}


def product_graph(head: Head, listing, page: Page, packs, first_signed_at) -> list[Node]:
    """The graph of a medicine's page, reviews apart: `reviews.structured_data` adds those to the product's node."""
    way = breadcrumbs(head, (_("Medicines"), reverse("catalog:product_list")), (page.name, head.plain_path))
    return [product_node(head, listing, page, packs), page_node(head, listing, first_signed_at, way), way, *site()]


def product_id(address: str) -> str:
    return f"{address}#product"


def product_node(head: Head, listing, page: Page, packs) -> Node:
    return node(
        ["Product", "Drug"],
        id=product_id(head.address),
        name=page.name,
        description=listing.summary_text,
        url=head.address,
        image=[absolute(image["url"]) for image in page.images],
        brand=node("Brand", name=page.brand_name) if page.brand_name else None,
        manufacturer=node("Organization", name=page.manufacturer["name"]) if page.manufacturer else None,
        category=[category["name"] for category in page.categories],
        offers=[offer_node(head, pack) for pack in offered(listing, packs)],
        **drug_facts(listing, page),
    )


def drug_facts(listing, page: Page) -> dict:
    """What the vocabulary knows of a drug alone. Who must not take it has no word there; the label does (see 0008)."""
    return {
        "activeIngredient": [row["substance"]["name"] for row in page.ingredients],
        "nonProprietaryName": listing.substance_names,
        "proprietaryName": page.brand_name,
        "isProprietary": True if page.brand_name else None,
        "availableStrength": [strength_node(row) for row in page.ingredients],
        "dosageForm": str(page.dosage_form_label),
        "administrationRoute": str(page.route_label),
        "legalStatus": legal_status(page),
        "prescriptionStatus": prescription_status(page),
        "warning": [warning(note) for note in (*page.boxed_notes, *page.other_notes)],
        "prescribingInfo": page.source["url"],
        "code": node("MedicalCode", codeValue=page.atc_code, codingSystem="ATC") if page.atc_code else None,
    }


def strength_node(row: dict) -> Node:
    """The figure as a number, the unit with what it is in: 160 and "micrograms/dose"."""
    figure = Decimal(row["strength"])
    unit = Ingredient.Unit(row["unit"])
    spelled = row["strength_text"].removeprefix(row["strength"]).strip()
    return node(
        "DrugStrength",
        activeIngredient=row["substance"]["name"],
        strengthValue=int(figure) if figure == figure.to_integral_value() else float(figure),
        strengthUnit=spelled or str(unit.label),
    )


def legal_status(page: Page) -> Node | None:
    """A status holds where its market's law does."""
    if not page.legal_status:
        return None
    where = node("AdministrativeArea", name=str(page.market.name))
    return node("DrugLegalStatus", name=str(page.legal_status_label), applicableLocation=where)


def prescription_status(page: Page) -> str:
    if not page.legal_status:
        return ""
    return SCHEMA + ("PrescriptionOnly" if markets.is_prescription(page.legal_status) else "OTC")


def warning(note: dict) -> str:
    """ "Boxed warning: Driving. It can make you sleepy." """
    return f"{note['severity_label']}: {note['title']}. {to_text(note['text'])}"


def offered(listing, packs) -> list[Pack]:
    """Packs with a price that the page shows, in the currency of its market. None where prices are not shown."""
    currency = markets.MARKETS[listing.market].currency
    shown = packs if listing.shows_prices else []
    return [pack for pack in shown if pack.price and pack.currency == currency]


def offer_node(head: Head, pack: Pack) -> Node:
    return node(
        "Offer",
        name=pack.get_size_display(),
        url=f"{head.address}#packs",
        sku=pack.sku,
        gtin=pack.gtin,
        price=str(pack.price),
        priceCurrency=pack.currency,
        availability=SCHEMA + AVAILABILITY[Pack.Availability(pack.availability)],
        seller=reference(organization_id()),
    )


def page_node(head: Head, listing, first_signed_at, way: Node) -> Node:
    """The page as signed. A demonstration is reviewed by nobody, and says what it is instead."""
    publication = listing.publication
    signed = {"creativeWorkStatus": "Demonstration"} if listing.demonstration else reviewed(publication)
    return web_page(
        head,
        "MedicalWebPage",
        inLanguage=listing.language,
        about=reference(product_id(head.address)),
        breadcrumb=reference(way["@id"]),
        publisher=reference(organization_id()),
        datePublished=first_signed_at.isoformat(timespec="seconds"),
        dateModified=publication.signed_at.isoformat(timespec="seconds"),
        version=publication.number,
        **signed,
    )


def reviewed(publication) -> dict:
    """By the role that signed: who it was is nobody's business outside."""
    signer = node("Person", jobTitle=_("Pharmacist"), worksFor=reference(organization_id()))
    return {"lastReviewed": publication.signed_at.date().isoformat(), "reviewedBy": signer}
