"""What became of a product: its publications, the difference between any two, withdrawals, edits."""

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import difference
from catalog.admin.road import answer, found
from catalog.admin.rows import number_of

EDITS_ON_A_PAGE = 50


@require_safe
def publications(request, object_id, *, model_admin):
    product = found(model_admin, request, object_id)
    signed = list(product.publications.select_related("signed_by", "submitted_by").defer("canonical"))
    older, newer = chosen(product, signed, request.GET)
    edits = Paginator(product.edits.select_related("by").defer("canonical"), EDITS_ON_A_PAGE)
    return answer(
        model_admin,
        request,
        product,
        "publications.html",
        title=_("History"),
        publications=signed,
        listing=getattr(product, "listing", None),
        older=older,
        newer=newer,
        parts=difference.compare(older.content, newer.content) if older and newer else [],
        edits=edits.get_page(request.GET.get("page")),
        submissions=product.submissions.select_related("submitted_by", "decided_by")[:EDITS_ON_A_PAGE],
        withdrawals=product.withdrawals.select_related("by", "publication"),
        may_restore=request.user.has_perm("catalog.change_product"),
    )


def chosen(product, signed, query):
    """The two publications to compare: those asked for, else the last two; (None, None) where there is one."""
    numbers = {publication.number: publication for publication in signed}
    older = numbers.get(number_of(query, "from"))
    newer = numbers.get(number_of(query, "to"))
    if not (older and newer) and len(signed) > 1:
        newer, older = signed[:2]
    return (older, newer) if older and newer else (None, None)
