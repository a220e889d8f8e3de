"""The pictures of drafts, for staff alone. What is public has addresses of its own (catalog/views)."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from catalog import pictures
from catalog.models import Picture


@require_safe
def picture(request, sha256: str, width: int):
    """One size of a picture. Whoever may not see products learns nothing, not even that it exists."""
    user = request.user
    if not (user.is_active and user.is_staff and user.has_perm("catalog.view_product")):
        raise Http404
    found = Picture.objects.filter(sha256=sha256).first()
    if found is None or width not in pictures.sizes(found.width):
        raise Http404
    name = pictures.file_name(sha256, width)
    if not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return response
