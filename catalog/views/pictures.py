"""Pictures by their content. Public is what a listing shows; drafts' pictures are the admin's."""

from django.core.files import File
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from catalog import picture_shelf
from catalog.imaging.sizes import FORMATS
from catalog.imaging.turns import Busy

PATIENCE = 1  # seconds; all threads of the site waiting for pictures would be nobody's left for pages


@require_safe
def picture(request, sha256: str, width: int, kind: str):
    try:
        response = picture_response(picture_shelf.public_file(sha256, width, kind, patience=PATIENCE), kind)
    except Busy:  # so it is in the closed set, and a listing shows it
        return stand_in_response(sha256, width)
    # The address never shows anything else; a withdrawn picture is gone from the origin all the same.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def picture_response(file: File | None, kind: str) -> FileResponse:
    """The file as what it is; Http404 where there is none."""
    if file is None:
        raise Http404
    return FileResponse(file, content_type=FORMATS[kind].content_type)


def stand_in_response(sha256: str, width: int) -> FileResponse:
    """Another size of the picture, which nobody keeps; Http404 where none is made."""
    response = picture_response(*(picture_shelf.stand_in(sha256, width) or (None, "")))
    response["Cache-Control"] = "no-store"
    return response
