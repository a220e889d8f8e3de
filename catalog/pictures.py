"""Pictures: what is uploaded is checked by its bytes and rebuilt from clean pixels, in a closed set of widths.

A picture's files are named by the SHA-256 of its clean pixels, so the same picture is stored once and its
address never shows anything else.
"""

import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from catalog.models.picture import Picture

WIDTHS = (400, 800, 1200)
FORMATS = ["JPEG", "PNG", "WEBP"]
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
MAX_HEIGHT = 6000  # WebP ends at 16,383; a page has no use for half of that
QUALITY = 82


def keep(source: bytes) -> Picture:
    """Check, clean and store an uploaded picture; the same pixels give the same Picture.

    Raises ValidationError with a sentence where it is not a JPEG, PNG or WebP by its bytes, is over 10 MB,
    over 40 million pixels, or broken.
    """
    clean = clean_pixels(source)
    sha256 = hashlib.sha256(clean.mode.encode() + repr(clean.size).encode() + clean.tobytes()).hexdigest()
    for width in sizes(clean.width):
        store(clean, sha256, width)
    return Picture.objects.get_or_create(sha256=sha256, defaults={"width": clean.width, "height": clean.height})[0]


def clean_pixels(source: bytes) -> Pillow.Image:
    """The upright pixels alone: no metadata, no place, no comment, no profile; at most 1200 wide."""
    if len(source) > MAX_BYTES:
        raise ValidationError(_("This picture is larger than 10 MB. Make it smaller and try again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(source), formats=FORMATS) as opened:
                return rebuilt(opened)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        raise ValidationError(too_many_pixels()) from None
    except UnidentifiedImageError:
        raise ValidationError(_("This file is not a JPEG, PNG or WebP picture, whatever its name says.")) from None
    except ValidationError:
        raise
    except Exception:  # a broken file makes decoders raise whatever they please
        raise ValidationError(_("This picture is broken and cannot be read.")) from None


def rebuilt(opened: Pillow.Image) -> Pillow.Image:
    if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
        raise ValidationError(too_many_pixels())
    upright = ImageOps.exif_transpose(opened)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    clean = Pillow.new(mode, upright.size)
    clean.paste(upright.convert(mode))
    if clean.width > WIDTHS[-1]:
        clean = scaled(clean, WIDTHS[-1])
    if clean.height > MAX_HEIGHT:
        raise ValidationError(_("This picture is far taller than it is wide. Cut out the part that matters."))
    return clean


def sizes(width: int) -> list[int]:
    """The widths kept of a picture: those of WIDTHS below its own, and its own."""
    return [smaller for smaller in WIDTHS if smaller < width] + [width]


def store(clean: Pillow.Image, sha256: str, width: int):
    name = file_name(sha256, width)
    if default_storage.exists(name):
        return
    image = scaled(clean, width) if width != clean.width else clean
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=4)
    default_storage.save(name, ContentFile(out.getvalue()))


def scaled(image: Pillow.Image, width: int) -> Pillow.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Pillow.Resampling.LANCZOS)


def file_name(sha256: str, width: int) -> str:
    return f"{sha256[:2]}/{sha256}-{width}.webp"


def too_many_pixels() -> str:
    return _("This picture has more than 40 million pixels, or 12,000 on one side. Make it smaller and try again.")
