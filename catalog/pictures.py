"""Taking a picture: checked, cleaned and kept within the request; its sizes are made off it, by a task.

A picture's files are named by the SHA-256 of its clean pixels, so the same picture is stored once and its
address never shows anything else.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from catalog import picture_shelf
from catalog.imaging import files
from catalog.imaging.pixels import clean_pixels, sha256_of
from catalog.imaging.sizes import encoded, lossless, scaled, widths
from catalog.imaging.turns import turn
from catalog.models.picture import Picture, log, reason

PREVIEW = "webp"
MOST_AT_SIGNING = 12  # sizes; one picture's, a second or two
UNFINISHED_AFTER = timedelta(minutes=5)


def keep(source: bytes) -> Picture:
    """Check, clean and store an uploaded picture; the same pixels give the same Picture.

    Only the master and the smallest size are written here; a task makes the other sizes. Raises ValidationError with
    a sentence where it is not a JPEG, PNG or WebP by its bytes, is over 10 MB, has too many pixels or is broken, or
    where there is no room. Up to seconds, so never within a transaction of the site.
    """
    with turn():
        try:
            sha256, size = stored(source)
        except OSError as error:
            log.exception("An upload could not be kept.")
            failures = Picture.Failure
            no_room = reason(error) == failures.NO_ROOM
            raise ValidationError((failures.NO_ROOM if no_room else failures.OTHER).label) from error
    picture, is_new = Picture.objects.get_or_create(sha256=sha256, defaults=size)
    if not is_new:  # chosen again: `rebuild_pictures --prune` leaves it another day
        Picture.objects.filter(pk=picture.pk).update(made_at=timezone.now())
    if not picture.is_ready:
        make_sizes.enqueue(picture.sha256)
    return picture


def stored(source: bytes) -> tuple[str, dict]:
    """Clean an upload, and write its master and its smallest size where they are missing: (hash, width and height)."""
    clean = clean_pixels(source)
    sha256 = sha256_of(clean)
    if not default_storage.exists(files.master_name(sha256)):
        files.write(files.master_name(sha256), lossless(clean))
    smallest = widths(clean.width)[0]
    preview = files.file_name(sha256, smallest, PREVIEW)
    if not default_storage.exists(preview):
        files.write(preview, encoded(scaled(clean, smallest), PREVIEW))
    return sha256, {"width": clean.width, "height": clean.height}


@task()
def make_sizes(sha256: str) -> bool:
    """Make the sizes of a picture that are missing, and show them where a listing shows the picture.

    A task is run once, and again only where its worker was killed. Returns whether all are there.
    """
    picture = Picture.objects.filter(sha256=sha256).first()
    if picture is None:  # removed since
        return False
    ready = picture.make_sizes()
    picture_shelf.show([sha256])
    return ready


def make_ready(product):
    """Make what is missing of a product's pictures: seconds at worst, so never within a transaction.

    Where the caller holds one, or more is missing, the worker makes them, or the address that asks first.
    """
    if connection.in_atomic_block:
        return
    found = [one for one in Picture.objects.filter(images__product=product).distinct() if not one.is_ready]
    if sum(len(one.missing_sizes()) for one in found) > MOST_AT_SIGNING:
        for picture in found:
            make_sizes.enqueue(picture.sha256)
        return
    for picture in found:
        picture.make_sizes()


def take_up_unfinished() -> int:
    """Let what a worker that was killed left unfinished be done again, and return how much that is.

    Five minutes after its start, as another worker may be at it: one that ends well then says so, and it is done.
    """
    running = DBTaskResult.objects.running().filter(task_path=make_sizes.module_path)
    return running.update(status=TaskResultStatus.READY, run_after=F("started_at") + UNFINISHED_AFTER)
