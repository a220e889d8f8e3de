"""Preview: the public page of the working copy, in the public templates, for staff alone."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.admin.road import found
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
        "preview": {"product": product, "version": product.version},
    }
    response = render(request, "catalog/product_detail.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
