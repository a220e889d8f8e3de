"""Picture: clean pixels, addressed by their content, and the sizes made of them. Uploads: catalog/pictures.py."""

import errno
import io
import logging
from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow

from catalog.imaging import files
from catalog.imaging.sizes import FORMATS, WIDTHS, encoded, lossless, scaled, widths
from catalog.imaging.turns import turn

log = logging.getLogger("pharmacy.pictures")


class Picture(models.Model):
    """Kept while any product or publication names it; its sizes are files named by `sha256`.

    Which sizes there are is asked of the store, so that no column can say otherwise; the row keeps only why a size
    could not be made.
    """

    class Failure(models.TextChoices):
        GONE = "gone", _("Its stored file is gone. Choose the picture's file again.")
        UNREADABLE = "unreadable", _("Its stored file cannot be read. Choose the picture's file again.")
        NO_ROOM = "no_room", _("There is no room left for files. Make room, then try again.")
        OTHER = "other", _("A size could not be made; the site's log says why.")

    sha256 = models.CharField(max_length=64, unique=True)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    made_at = models.DateTimeField(auto_now_add=True)
    failure = models.CharField(_("why sizes are missing"), max_length=10, choices=Failure, blank=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return f"{self.width} × {self.height} · {self.sha256[:8]}"

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """(width, format) of every size that this picture has once all are made, the narrowest first."""
        return [(width, kind) for width in widths(self.width) for kind in FORMATS]

    @property
    def size_count(self) -> int:
        return len(self.sizes)

    @property
    def made_count(self) -> int:
        return self.size_count - len(self.missing_sizes())

    @property
    def is_ready(self) -> bool:
        return not self.missing_sizes()

    def file_name(self, width: int, kind: str) -> str:
        return files.file_name(self.sha256, width, kind)

    def missing_sizes(self, sizes=None, *, older_than: datetime | None = None) -> list[tuple[int, str]]:
        """Those of these sizes, or of all, that have no file, or one that was written before this moment."""
        asked = self.sizes if sizes is None else sizes
        return [size for size in asked if not is_there(self.file_name(*size), older_than)]

    def make_sizes(self, *, older_than: datetime | None = None) -> bool:
        """Make the sizes that are missing, and say whether all are there now. Harmless to repeat, or to do in parallel.

        Raises nothing: why a size could not be made is kept in `failure`, and in the log.
        """
        try:
            self.make(self.sizes, older_than=older_than)
        except Exception as error:
            return self.fail(error)
        return self.note("")

    def make(self, sizes: Iterable[tuple[int, str]], *, older_than: datetime | None = None, patience=None):
        """Make those of these sizes that are missing when our turn comes, which is waited for `patience` seconds.

        Raises Busy, FileNotFoundError where no file of the picture is left, and what encoders raise.
        """
        if not self.missing_sizes(sizes, older_than=older_than):
            return
        with turn(patience):
            missing = self.missing_sizes(sizes, older_than=older_than)  # somebody may have made them while we waited
            if not missing:
                return
            master = self.master()
            for width in sorted({width for width, _kind in missing}, reverse=True):
                image = scaled(master, width)
                for kind in [kind for wide, kind in missing if wide == width]:
                    files.write(self.file_name(width, kind), encoded(image, kind))

    def master(self) -> Pillow.Image:
        """The clean pixels. A picture of before there were masters gets one from its largest size."""
        name = files.master_name(self.sha256)
        try:
            return opened(files.read(name))
        except FileNotFoundError:
            image = scaled(self.largest_kept(), self.width)
            files.write(name, lossless(image))
            return image

    def largest_kept(self) -> Pillow.Image:
        """The widest size that is still there, private or public. Raises FileNotFoundError."""
        for width in sorted({self.width, *WIDTHS, 1200}, reverse=True):
            for name in (self.file_name(width, kind) for kind in ("webp", "avif", "jpg")):
                for place in (name, files.public_name(name)):
                    if default_storage.exists(place):
                        return opened(files.read(place))
        raise FileNotFoundError(self.sha256)

    def fail(self, error: Exception) -> bool:
        """Keep why a size is missing. The log gets the whole story once, then a line: readers ask again and again."""
        why = reason(error)
        if why == self.failure:
            log.warning("A size of picture %s still cannot be made: %s", self.sha256, why.value)
        else:
            log.error("A size of picture %s could not be made.", self.sha256, exc_info=error)
        return self.note(why)

    def note(self, failure: str) -> bool:
        """Keep why sizes are missing, "" for none; returns whether none are."""
        if failure != self.failure:
            self.failure = failure
            Picture.objects.filter(sha256=self.sha256).update(failure=failure)
        return not failure


def is_there(name: str, older_than: datetime | None) -> bool:
    if not default_storage.exists(name):
        return False
    return older_than is None or default_storage.get_modified_time(name) >= older_than


def opened(content: bytes) -> Pillow.Image:
    """The pixels of one of our own files. Raises Unreadable."""
    try:
        with Pillow.open(io.BytesIO(content), formats=["WEBP", "AVIF", "JPEG"]) as image:
            return image.convert("RGBA" if image.has_transparency_data else "RGB")
    except Exception as error:  # decoders raise whatever they please
        raise Unreadable from error


class Unreadable(Exception):
    """A file of ours that is no picture any more."""


def reason(error: Exception) -> Picture.Failure:
    if isinstance(error, FileNotFoundError):
        return Picture.Failure.GONE
    if isinstance(error, Unreadable):
        return Picture.Failure.UNREADABLE
    no_room = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return Picture.Failure.NO_ROOM if no_room else Picture.Failure.OTHER
