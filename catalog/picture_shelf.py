"""The pictures that the public may fetch: copies of their sizes in a folder of their own.

`ListingPicture` is the truth and this folder follows it, after the commit. What a crash in between left out is
copied when it is first asked for; what it left behind is taken away by `rebuild_pictures`, and has no address anyway.
"""

from collections.abc import Iterable

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import OuterRef, Subquery

from catalog.imaging import files
from catalog.imaging.turns import Busy
from catalog.models.listing import ListingPicture
from catalog.models.picture import Picture, is_there, log


def show(hashes: Iterable[str]):
    """Copy every size that is made of these pictures, as far as a listing shows them.

    A copy that cannot be made is logged and no more: whoever asks for it gets the private file.
    """
    for picture in Picture.objects.filter(sha256__in=listed(hashes)):
        for size in picture.sizes:
            attempt(picture.file_name(*size))
    hide(hashes)  # what was withdrawn while we copied


def hide(hashes: Iterable[str]):
    """Take away the copies of those of these pictures that no listing shows."""
    for picture in Picture.objects.filter(sha256__in=set(hashes) - listed(hashes)):
        for size in picture.sizes:
            default_storage.delete(files.public_name(picture.file_name(*size)))


def public_file(sha256: str, width: int, kind: str, *, patience: float | None = None) -> File | None:
    """One size of a picture that a listing shows, or None: where none does, and for a size outside the closed set.

    One query, unless the copy is missing: then it is made from the private file, and that from the master. Raises
    Busy where that would wait for longer than `patience` seconds.
    """
    picture = shown_picture(sha256)
    if picture is None or (width, kind) not in picture.sizes:
        return None
    name = picture.file_name(width, kind)
    try:
        return default_storage.open(files.public_name(name))
    except OSError:
        private = private_file(picture, width, kind, patience=patience)
    if private is not None:
        attempt(name)
    if sha256 in listed([sha256]):
        return private
    if private is not None:
        private.close()
    hide([sha256])  # withdrawn meanwhile
    return None


def attempt(name: str):
    """A public copy, where there is room for one."""
    try:
        copy(name)
    except OSError:
        log.warning("The public copy of %s could not be made.", name)


def private_file(picture: Picture, width: int, kind: str, *, patience: float | None = None) -> File | None:
    """One size of a picture, made where it is missing; None where it cannot be made. Raises Busy."""
    try:
        picture.make([(width, kind)], patience=patience)
        return default_storage.open(picture.file_name(width, kind))
    except Busy:
        raise
    except Exception as error:
        picture.fail(error)
        return None


def stand_in(sha256: str, width: int) -> tuple[File, str] | None:
    """(file, format) of the size that is made and nearest to this width, of a picture that the caller may show."""
    picture = Picture.objects.filter(sha256=sha256).first()
    made = set(picture.sizes) - set(picture.missing_sizes()) if picture else ()
    for wide, kind in sorted(made, key=lambda size: (abs(size[0] - width), *size)):
        return default_storage.open(files.file_name(sha256, wide, kind)), kind
    return None


def shown_picture(sha256: str) -> Picture | None:
    """What is to be known of a picture that a listing shows. Starts from the public table; one query."""
    kept = Picture.objects.filter(sha256=OuterRef("sha256"))
    found = (
        ListingPicture.objects.filter(sha256=sha256)
        .values_list(*(Subquery(kept.values(name)) for name in ("width", "height", "failure")))
        .first()
    )
    return Picture(sha256=sha256, width=found[0], height=found[1], failure=found[2]) if found and found[0] else None


def listed(hashes: Iterable[str]) -> set[str]:
    return set(ListingPicture.objects.filter(sha256__in=list(hashes)).values_list("sha256", flat=True))


def copy(name: str):
    """Copy a private file to its public name, where it is made, and newer than what is there."""
    public = files.public_name(name)
    if default_storage.exists(name) and not is_there(public, default_storage.get_modified_time(name)):
        files.write(public, files.read(name))
