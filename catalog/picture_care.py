"""Keeping the store of pictures in order: what `rebuild_pictures` does, step by step and each step repeatable."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from catalog import picture_shelf
from catalog.imaging import files
from catalog.models import Image, ListingPicture, Picture, Publication

MARK = "rebuilding"  # written when everything is made anew, removed at its end: its time says what is new already
UNUSED_FOR = timedelta(days=1)  # a form that is still open may hold a picture that no product names yet


def began() -> datetime | None:
    """When the making of everything anew began that was not finished, or None."""
    return default_storage.get_modified_time(MARK) if default_storage.exists(MARK) else None


def begin() -> datetime:
    """Begin to make everything anew, or go on where that was stopped."""
    if not default_storage.exists(MARK):
        files.write(MARK, b"rebuild_pictures --all is not finished\n")
    return default_storage.get_modified_time(MARK)


def finish():
    default_storage.delete(MARK)


def make(picture: Picture, *, older_than: datetime | None) -> bool:
    """Make what a picture lacks, and show it where a listing does; False where a size could not be made."""
    ready = picture.make_sizes(older_than=older_than)
    picture_shelf.show([picture.sha256])
    return ready


def clear_shelf() -> int:
    """Take away the public copies that no listing shows, and halves of before yesterday. Returns how many files."""
    found = list(files.listed(files.PUBLIC))  # before the rows: what is signed meanwhile is not among it
    shown = set(ListingPicture.objects.values_list("sha256", flat=True))
    stale = [name for sha256, name in found if (sha256 not in shown if sha256 else is_left_over(name))]
    delete(stale)
    return len(stale)


def prune() -> tuple[int, int]:
    """Remove pictures that nothing names, and files that no picture has. Returns (pictures, files)."""
    pictures = sum(remove(picture, read=read) for picture, read in unused())
    found = list(files.listed())
    kept = set(Picture.objects.values_list("sha256", flat=True))
    orphans = [name for sha256, name in found if sha256 not in kept and is_left_over(name)]
    delete(orphans)
    return pictures, len(orphans)


def unused() -> Iterator[tuple[Picture, int]]:
    """(picture, the newest publication that was read) of what no product and no publication names since a day."""
    old = Picture.objects.filter(images=None, made_at__lt=timezone.now() - UNUSED_FOR)
    read, named = 0, set()
    for publication in Publication.objects.order_by("pk").iterator(chunk_size=200):
        named |= {image["sha256"] for image in publication.content["images"]}
        read = publication.pk
    yield from ((picture, read) for picture in old.order_by("pk") if picture.sha256 not in named)


def remove(picture: Picture, *, read: int) -> bool:
    """Remove a picture, then its files, unless somebody has come to name it since `unused` looked."""
    with transaction.atomic():
        locked = Picture.objects.select_for_update().filter(pk=picture.pk, made_at=picture.made_at).first()
        newer = Publication.objects.filter(pk__gt=read, canonical__contains=picture.sha256)
        if locked is None or Image.objects.filter(picture=locked).exists() or newer.exists():
            return False
        locked.delete()
    names = [files.master_name(picture.sha256), *(picture.file_name(*size) for size in picture.sizes)]
    delete([*names, *map(files.public_name, names)])
    return True


def delete(names: Iterable[str]):
    for name in names:
        default_storage.delete(name)


def is_left_over(name: str) -> bool:
    """Whether a file has been there for a day: a younger one may be of an upload that is not committed yet."""
    return default_storage.exists(name) and default_storage.get_modified_time(name) < timezone.now() - UNUSED_FOR
