"""Preview: the public page of the working copy, in the public templates, for staff alone."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.admin.road import found, is_pharmacist
from catalog.models import Pack
from catalog.page import Page
from catalog.page import render as rendered
from pharmacy import markets


@require_safe
def preview(request, object_id, *, model_admin):
    """The one way in which something unsigned is shown as a page; it is marked, and nothing may keep it."""
    product = found(model_admin, request, object_id)
    content = product.snapshot()
    packs = product.packs.exclude(availability=Pack.Availability.DISCONTINUED)
    context = {
        "page": Page(rendered(content), preview=True),
        "listing": None,
        "publication": None,
        "packs": packs,
        "show_prices": markets.may_show_prices(content["market"], content["legal_status"]),
        "related": [],
        "preview": {"product": product, "version": product.version, "ways": ways(product, request.user)},
    }
    response = render(request, "catalog/product_detail.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def ways(product, user) -> list[tuple[str, str]]:
    """(words, address) of where this account goes on from here: back to the form, and the next step of the road."""
    may_change = user.has_perm("catalog.change_product")
    found = [("change", _("Back to editing") if may_change else _("Back to the product"))]
    if user.has_perm("catalog.submit_product"):
        found.append(("submit", _("Check and submit")))
    if is_pharmacist(user) and product.waiting_submission:
        found.append(("sign", _("Read and sign")))
    return [(words, reverse(f"admin:catalog_product_{name}", args=[product.pk])) for name, words in found]
