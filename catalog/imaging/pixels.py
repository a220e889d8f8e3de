"""What is uploaded is judged by its bytes and rebuilt from its pixels: upright, in sRGB, and nothing besides."""

import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, ImageCms, ImageOps, UnidentifiedImageError
from PIL import Image as Pillow

from catalog.imaging.sizes import WIDTHS

FORMATS = ["JPEG", "PNG", "WEBP"]
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_LAYERED = 20_000_000  # of WebP, and with alpha: decoding takes up to four times the memory
MAX_SIDE = 12_000
MAX_HEIGHT = 6000  # WebP ends at 16,383; a page has no use for half of that
SRGB = ImageCms.createProfile("sRGB")
# What a profile of each colour space may describe; any other profile is a mistake, and ignored.
SPACES = {"RGB": ("RGB",), "CMYK": ("CMYK",), "GRAY": ("L",)}


def clean_pixels(source: bytes) -> Pillow.Image:
    """The upright sRGB pixels alone, at most 1600 wide: RGBA where something shows through, else RGB.

    No metadata, no place, no comment, no profile. Raises ValidationError with a sentence where it is not a JPEG,
    PNG or WebP by its bytes, is over 10 MB, over 40 million pixels (20 of WebP and with transparency), or broken.
    """
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


def sha256_of(clean: Pillow.Image) -> str:
    """The identity of a picture: publications name it, so this spelling never changes."""
    return hashlib.sha256(clean.mode.encode() + repr(clean.size).encode() + clean.tobytes()).hexdigest()


def rebuilt(opened: Pillow.Image) -> Pillow.Image:
    if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
        raise ValidationError(too_many_pixels())
    if opened.width * opened.height > MAX_LAYERED and (opened.format == "WEBP" or opened.has_transparency_data):
        raise ValidationError(too_many_layered_pixels())
    profile = opened.info.get("icc_profile")
    pixels = plain(ImageOps.exif_transpose(narrowed(opened)), profile)
    if pixels.height > MAX_HEIGHT:
        raise ValidationError(_("This picture is far taller than it is wide. Cut out the part that matters."))
    clean = Pillow.new(pixels.mode, pixels.size)  # a new image carries nothing of the old one's info
    clean.paste(pixels)
    return clean


def narrowed(opened: Pillow.Image) -> Pillow.Image:
    """At most 1600 wide once it stands upright, in eight bits: done first, since each later step makes a copy."""
    on_its_side = opened.getexif().get(ExifTags.Base.Orientation, 1) >= 5
    share = WIDTHS[-1] / (opened.height if on_its_side else opened.width)
    if share >= 1:
        return eight_bits(opened)
    size = max(1, round(opened.width * share)), max(1, round(opened.height * share))
    opened.draft(None, (2 * size[0], 2 * size[1]))  # a JPEG can be read at a half, a quarter or an eighth
    image = eight_bits(opened)
    if image.mode in ("1", "P", "PA") or "transparency" in image.info:  # neither has colours in between
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.resize(size, Pillow.Resampling.LANCZOS)


def eight_bits(image: Pillow.Image) -> Pillow.Image:
    """Sixteen bits of grey as eight: Pillow's own conversion would cut everything above 255 to white."""
    if not image.mode.startswith("I"):
        return image
    grey = image.point(lambda value: value * (1 / 257)).convert("L")
    grey.info.pop("transparency", None)  # a grey of sixteen bits, which names no grey of eight
    return grey


def plain(image: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """RGB in sRGB, or RGBA where a pixel is not opaque."""
    if not image.has_transparency_data:
        return in_srgb(image, profile)
    with_alpha = image.convert("RGBA")
    alpha = with_alpha.getchannel("A")
    colours = in_srgb(image.convert("L") if image.mode == "LA" else with_alpha.convert("RGB"), profile)
    if alpha.getextrema()[0] == 255:
        return colours
    # Nothing hides below what is wholly transparent, and white there leaves no dark seam at the edges.
    colours.paste("white", (0, 0), alpha.point(lambda value: 0 if value else 255))
    colours.putalpha(alpha)
    return colours


def in_srgb(image: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """The colours as the picture's profile means them; a profile that cannot be read is as good as none."""
    if image.mode == "P":
        image = image.convert("RGB")
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode in SPACES.get(meant.profile.xcolor_space.strip(), ()):
                converted = ImageCms.profileToProfile(image, meant, SRGB, outputMode="RGB")
                return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


def too_many_pixels() -> str:
    return _("This picture has more than 40 million pixels, or 12,000 on one side. Make it smaller and try again.")


def too_many_layered_pixels() -> str:
    return _(
        "This picture has more than 20 million pixels, the most for WebP and for pictures with transparency. "
        "Make it smaller and try again."
    )
