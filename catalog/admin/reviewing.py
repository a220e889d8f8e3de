"""Whether customers may review a product: one pharmacist, at once, after a word of confirmation."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.admin.road import answer, back, found


@require_http_methods(["GET", "HEAD", "POST"])
def switch_reviews(request, object_id, *, model_admin):
    """The page says what will happen, and its button what is wanted: pressed twice, it does the same."""
    product = found(model_admin, request, object_id)
    if not request.user.has_perm("catalog.switch_reviews_product"):
        raise PermissionDenied(_("Only a pharmacist may open or close the reviews of a medicine."))
    wanted = {"open": True, "close": False}.get(request.POST.get("reviews", ""))
    if request.method == "POST" and wanted is not None:
        product.switch_reviews(by=request.user, to_open=wanted)
        words = (
            _("Reviews are open.") if wanted else _("Reviews are closed. Those that were published are kept, unseen.")
        )
        return back(request, product, words)
    title = _("Close reviews") if product.reviews_open else _("Open reviews")
    status = 400 if request.method == "POST" else 200
    return answer(model_admin, request, product, "switch_reviews.html", title=title, status=status)
