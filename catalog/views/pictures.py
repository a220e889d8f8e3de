"""Pictures by their content. Public is what a listing shows; drafts' pictures are the admin's."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from catalog.models import ListingPicture
from catalog.pictures import file_name


@require_safe
def picture(request, sha256, width):
    if not ListingPicture.objects.filter(sha256=sha256).exists():
        raise Http404
    response = picture_file(sha256, width)
    # The address never shows anything else; a withdrawn picture is gone from the origin all the same.
    response["Cache-Control"] = "public, max-age=86400, immutable"
    return response


def picture_file(sha256, width) -> FileResponse:
    """One of the sizes made at upload; Http404 for any other."""
    name = file_name(sha256, width)
    if not default_storage.exists(name):
        raise Http404
    return FileResponse(default_storage.open(name), content_type="image/webp")
