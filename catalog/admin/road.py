"""What the pages along the road share: finding the product, what may be done with it, and the answer."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timesince
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from accounts.models import PHARMACISTS
from catalog import difference
from catalog.models import Product
from catalog.waiting import states, with_state


def found(model_admin, request, object_id, permission="catalog.view_product") -> Product:
    """The product that this account may act on. Raises PermissionDenied, or Http404."""
    product = get_object_or_404(model_admin.get_queryset(request), pk=object_id)
    allowed = request.user.has_perm(permission) and model_admin.has_view_or_change_permission(request, product)
    if not allowed:
        raise PermissionDenied
    return product


def of(product, user) -> dict:
    """What the change page says and offers: the state, the last word of a pharmacist, the next steps."""
    product = with_state(Product.objects.filter(pk=product.pk)).get()
    submission = product.submissions.select_related("submitted_by", "decided_by").first()
    return {
        "badges": badges(states(product)),
        "waiting": submission if submission and submission.state == submission.State.WAITING else None,
        "sent_back": submission if submission and submission.state == submission.State.SENT_BACK else None,
        "is_listed": product.listed_version is not None,
        "listing": getattr(product, "listing", None),
        "may_sign": is_pharmacist(user),
        "may_switch_reviews": user.has_perm("catalog.switch_reviews_product"),
        "may_submit": user.has_perm("catalog.submit_product"),
        "may_see_packs": user.has_perm("catalog.view_pack"),
        "last_edit": product.edits.select_related("by").first(),
    }


def is_pharmacist(user) -> bool:
    return user.has_perm("catalog.sign_product") and user.belongs_to(PHARMACISTS)


def touched(product, user) -> bool:
    """Whether the four eyes ask for somebody else: this account has edited or submitted it."""
    waiting = product.waiting_submission
    submitted = waiting is not None and waiting.submitted_by_id == user.pk
    return settings.FOUR_EYES and (submitted or product.editors_since_publication().filter(by=user).exists())


def published(product) -> dict | None:
    """The content that the public sees, or None."""
    listing = getattr(product, "listing", None)
    return listing.publication.content if listing else None


def changes(product, content):
    return difference.compare(published(product), content) if published(product) else []


def answer(model_admin, request, product, template, *, title, status=200, **context):
    """One page along the road, in the admin's own frame."""
    request.current_app = model_admin.admin_site.name
    frame = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "original": product,
        "product": product,
    }
    return TemplateResponse(request, f"admin/catalog/product/{template}", frame | context, status=status)


def back(request, product, message="", name="change", level=messages.SUCCESS):
    if message:
        messages.add_message(request, level, message)
    return HttpResponseRedirect(reverse(f"admin:catalog_product_{name}", args=[product.pk]))


def badges(found):
    return format_html_join(" ", '<span class="state state--{}">{}</span>', found)


def edited(product) -> str:
    """ "3 days ago, Ana" from the annotations of `with_state`."""
    if product.edited_at is None:
        return "–"
    ago = _("%(time)s ago") % {"time": timesince.timesince(product.edited_at, depth=1)}
    return format_html('<span title="{}">{}</span>, {}', product.edited_at, ago, product.editor_name or _("an import"))
