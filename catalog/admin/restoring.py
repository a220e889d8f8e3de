"""Restoring: an earlier publication becomes the draft again. It is public only when it is signed anew."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog import difference
from catalog.admin.road import answer, back, found
from catalog.admin.rows import number_of
from catalog.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request, object_id, number, *, model_admin):
    product = found(model_admin, request, object_id, "catalog.change_product")
    publication = get_object_or_404(product.publications, number=number)
    if request.method == "POST":
        try:
            made = product.restore(publication, by=request.user, seen_version=number_of(request.POST, "seen_version"))
            return restored(request, product, publication, made)
        except Refused as refusal:
            messages.error(request, str(refusal))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        product.refresh_from_db()
    return answer(
        model_admin,
        request,
        product,
        "restore.html",
        title=_("Restore version %(number)s") % {"number": number},
        publication=publication,
        parts=difference.compare(product.snapshot(), publication.content),
    )


def restored(request, product, publication, made):
    if made:
        messages.warning(request, _("Made anew, because they were gone: %(names)s.") % {"names": ", ".join(made)})
    return back(request, product, _("Version %(number)s is the draft again.") % {"number": publication.number})
