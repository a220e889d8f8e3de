"""Taking a picture: checked, cleaned and kept within the request; its sizes are made off it, by a task.

A picture's files are named by the SHA-256 of its clean pixels, so the same picture is stored once and its
address never shows anything else.
"""

from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from django_tasks import task

from catalog import picture_shelf
from catalog.imaging import files
from catalog.imaging.pixels import clean_pixels, sha256_of
from catalog.imaging.sizes import encoded, lossless, scaled, widths
from catalog.models.picture import Picture

PREVIEW = "webp"


def keep(source: bytes) -> Picture:
    """Check, clean and store an uploaded picture; the same pixels give the same Picture.

    Only the master and the smallest size are written here; a task makes the other sizes. Raises ValidationError with
    a sentence where it is not a JPEG, PNG or WebP by its bytes, is over 10 MB, over 40 million pixels, or broken.
    """
    clean = clean_pixels(source)
    sha256 = sha256_of(clean)
    if not default_storage.exists(files.master_name(sha256)):
        files.write(files.master_name(sha256), lossless(clean))
    smallest = widths(clean.width)[0]
    preview = files.file_name(sha256, smallest, PREVIEW)
    if not default_storage.exists(preview):
        files.write(preview, encoded(scaled(clean, smallest), PREVIEW))
    size = {"width": clean.width, "height": clean.height}
    picture, is_new = Picture.objects.get_or_create(sha256=sha256, defaults=size)
    if not is_new:  # chosen again: `rebuild_pictures --prune` leaves it another day
        Picture.objects.filter(pk=picture.pk).update(made_at=timezone.now())
    if not picture.is_ready:
        make_sizes.enqueue(picture.sha256)
    return picture


@task()
def make_sizes(sha256: str) -> bool:
    """Make the sizes of a picture that are missing, and show them where a listing shows the picture.

    A task is run once: what a worker that was killed left undone is made where it is asked for, at signing, or by
    `rebuild_pictures`. Returns whether all are there.
    """
    picture = Picture.objects.filter(sha256=sha256).first()
    if picture is None:  # removed since
        return False
    ready = picture.make_sizes()
    picture_shelf.show([sha256])
    return ready


def make_ready(product):
    """Make what is missing of a product's pictures: seconds at worst, so never within a transaction.

    Where the caller holds one, the worker makes them, or the address that asks first.
    """
    if connection.in_atomic_block:
        return
    for picture in Picture.objects.filter(images__product=product).distinct():
        picture.make_sizes()
