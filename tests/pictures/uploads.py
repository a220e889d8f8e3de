"""What people upload, and what becomes of it: plain functions that the tests of pictures share."""

import io

from PIL import Image as Pillow

from catalog.imaging import files
from catalog.models import Picture
from catalog.pictures import keep

KINDS = ("avif", "webp", "jpg")
PILLOW = {"AVIF": "image/avif", "WEBP": "image/webp", "JPEG": "image/jpeg"}


def spelled(image: Pillow.Image, kind="PNG", **save) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **save)
    return out.getvalue()


def made(source: bytes) -> Picture:
    """The picture of an upload, once the worker has made its sizes."""
    picture = keep(source)
    assert picture.make_sizes()
    return picture


def stored(picture, width=None, kind="webp") -> bytes:
    return files.read(picture.file_name(width or picture.width, kind))


def seen(picture, width=None, kind="webp") -> Pillow.Image:
    with Pillow.open(io.BytesIO(stored(picture, width, kind))) as image:
        image.load()
        return image


def on_disk(folder) -> list[str]:
    """The names of all files below a folder, sorted; the folders of two figures left out."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def close(colour, other, by=6) -> bool:
    return all(abs(one - two) <= by for one, two in zip(colour, other, strict=True))
