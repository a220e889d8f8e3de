"""The pictures of drafts, for staff alone. What is public has addresses of its own (catalog/views)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog import picture_shelf
from catalog.admin.picture_field import address
from catalog.models import Picture
from catalog.views.pictures import picture_response, stand_in_response


@require_safe
def picture(request, sha256: str, width: int, kind: str):
    """One size of a picture; while no worker has made it, the nearest that is made.

    Who may not see products does not learn that it exists.
    """
    if not may_see(request.user):
        raise Http404
    found = Picture.objects.filter(sha256=sha256).first()
    if found is None or (width, kind) not in found.sizes:
        raise Http404
    if found.made_count and found.missing_sizes([(width, kind)]):
        return stand_in_response(sha256, width)
    response = picture_response(picture_shelf.private_file(found, width, kind), kind)
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def sizes(request, sha256: str, *, model_admin):
    """How far the sizes of a picture are, and a button that makes the missing ones at once."""
    if not may_see(request.user):
        raise PermissionDenied
    found = get_object_or_404(Picture, sha256=sha256)
    if request.method == "POST":
        if found.make_sizes():
            picture_shelf.show([found.sha256])
            messages.success(request, _("Every size of the picture is ready."))
        else:
            messages.error(request, found.get_failure_display())
        return HttpResponseRedirect(request.path)
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.model._meta,
        "title": _("Sizes of a picture"),
        "picture": found,
        "address": address(found),
    }
    return TemplateResponse(request, "admin/catalog/picture_sizes.html", context)


def may_see(user) -> bool:
    return user.is_active and user.is_staff and user.has_perm("catalog.view_product")
