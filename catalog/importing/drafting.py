"""The verb of importing: a page becomes a draft, or brings the draft that it made before up to date."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog import content
from catalog.importing import PageError, Placement, read_page
from catalog.models import ImportedPage, Product
from catalog.refusals import Refused


@dataclass(frozen=True)
class Result:
    """`outcome` is "created", "updated" or "unchanged"."""

    product: Product
    placement: Placement
    outcome: str


def import_page(source: bytes, *, by=None, into: Product | None = None) -> Result:
    """Read a shop's page into a draft, all of it or nothing.

    The draft is found by the name on the page. One that no import made, or that a person has edited since, is
    left alone unless it is named by `into`. Raises Refused with one sentence, PermissionDenied.
    """
    placement = read(source)
    try:
        with transaction.atomic():
            product, outcome = write(placement.content, by=by, into=into)
            if into is None:  # what a person named stays theirs: a later import leaves it alone again
                remember(product, source)
    except ValidationError as error:
        raise Refused(_("The page does not fit: %(reason)s") % {"reason": sentence(error)}) from None
    return Result(product, placement, outcome)


def read(source: bytes) -> Placement:
    try:
        placement = read_page(source)
    except PageError as error:
        raise Refused(str(error)) from None
    if not slugify(placement.content.get("name", "")):
        raise Refused(_("The page has no name. Its first heading has to be the name of the medicine."))
    return placement


def write(values: dict, *, by, into) -> tuple[Product, str]:
    slug = slugify(values["name"])[: Product._meta.get_field("slug").max_length]
    product = into or Product.objects.filter(slug=slug).first()
    why = _("Imported from a page")
    if product is None:
        return Product.draft({"language": "en"} | values | {"slug": slug}, by=by, why=why), "created"
    before = product.version
    with product.editing(by=by, why=why) as draft:
        if into is None:
            require_own(draft)
        before = draft.version
        content.fill(draft, values)
    product.refresh_from_db()
    return product, "unchanged" if product.version == before else "updated"


def remember(product, source: bytes):
    facts = {"sha256": hashlib.sha256(source).hexdigest(), "product_version": product.version}
    ImportedPage.objects.update_or_create(product=product, defaults=facts)


def require_own(product):
    """Only what an import made, and nobody has edited since, may be overwritten."""
    imported = ImportedPage.objects.filter(product=product).first()
    if imported is None:
        raise Refused(_("“%(name)s” exists already, and no import made it.") % {"name": product.name})
    if imported.product_version != product.version:
        raise Refused(_("Somebody has edited “%(name)s” since it was imported.") % {"name": product.name})


def sentence(error: ValidationError) -> str:
    """What does not fit, with the field that it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
