"""The closed set of sizes: four widths in three formats, and how each is encoded.

Measured on the demonstration drawings (1200 x 900) and a noisy photograph (1600 x 1200): at these settings the three
formats come within 1 dB of each other; the AVIF of a drawing has a third of the bytes of its JPEG.
"""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image as Pillow

WIDTHS = (200, 400, 800, 1600)


@dataclass(frozen=True)
class Format:
    """How a browser and Pillow call it, and what Pillow is told when it writes one."""

    content_type: str
    pillow: str
    options: dict[str, Any]
    keeps_alpha: bool = True


# The best first: a browser takes the first that it knows.
FORMATS = {
    "avif": Format("image/avif", "AVIF", {"quality": 60, "speed": 8}),
    "webp": Format("image/webp", "WEBP", {"quality": 82, "method": 4}),
    "jpg": Format("image/jpeg", "JPEG", {"quality": 80, "optimize": True, "progressive": True}, keeps_alpha=False),
}


def widths(own: int) -> list[int]:
    """The widths made of a picture so wide: those of WIDTHS below its own, and its own."""
    return [smaller for smaller in WIDTHS if smaller < own] + [own]


def scaled(image: Pillow.Image, width: int) -> Pillow.Image:
    """So wide, its height in proportion and at least one pixel; the image itself where it is so wide already."""
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Pillow.Resampling.LANCZOS)


def encoded(image: Pillow.Image, kind: str) -> bytes:
    """An RGB or RGBA image as "avif", "webp" or "jpg"; JPEG has no alpha, so it stands on white."""
    made = FORMATS[kind]
    out = io.BytesIO()
    (image if made.keeps_alpha else on_white(image)).save(out, made.pillow, **made.options)
    return out.getvalue()


def lossless(image: Pillow.Image) -> bytes:
    """Every pixel as it is, in WebP: smaller than PNG and faster both ways."""
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=True, exact=True, method=0)
    return out.getvalue()


def on_white(image: Pillow.Image) -> Pillow.Image:
    if image.mode != "RGBA":
        return image
    ground = Pillow.new("RGB", image.size, "white")
    ground.paste(image, (0, 0), image.getchannel("A"))
    return ground
