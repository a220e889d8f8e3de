"""What is uploaded becomes plain upright sRGB pixels, in every size alike, and nothing else of it is kept."""

import io

import pytest
from PIL import Image as Pillow
from PIL import ImageCms
from PIL.PngImagePlugin import PngInfo

from catalog.imaging import files
from catalog.imaging.pixels import clean_pixels, sha256_of
from catalog.models import Picture
from catalog.pictures import keep
from tests import factories
from tests.pictures.uploads import KINDS, close, made, on_disk, seen, spelled, stored


def with_place() -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = "SECRETDATE"
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_camera_place_comment_and_profile_are_gone_from_every_file(db, settings, kind):
    hidden = {"exif": with_place(), "icc_profile": b"SECRETPROFILE" + b"\x00" * 200}
    comments = PngInfo()
    comments.add_text("Comment", "SECRETCOMMENT")
    hidden |= {"JPEG": {"comment": b"SECRETCOMMENT"}, "PNG": {"pnginfo": comments}, "WEBP": {"xmp": b"SECRETXMP"}}[kind]
    upload = spelled(Pillow.new("RGB", (260, 40), "navy"), kind, **hidden)
    assert b"SECRET" in upload
    assert clean_pixels(upload).info == {}

    picture = made(upload + b"SECRETTAIL")

    written = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert len(written) == picture.size_count + 1  # its lossless master
    for path in written:
        content = path.read_bytes()
        assert [mark for mark in (b"SECRET", b"Exif", b"ICC_PROFILE", b"<x:xmpmeta") if mark in content] == []
        with Pillow.open(io.BytesIO(content)) as clean:
            kept = [clean.info.get(key) for key in ("icc_profile", "xmp", "exif", "comment", "gps")]
            assert (dict(clean.getexif()), kept) == ({}, [None] * 5)


def page_that_is_a_picture() -> bytes:
    """A JPEG whose comment is a script, with a page and an archive behind its end."""
    picture = factories.picture_bytes(size=(60, 40), kind="JPEG", comment=b"*/alert(1)/*")
    return picture + b"<html><script>alert(1)</script>PK\x03\x04"


def test_a_picture_that_is_a_page_as_well_is_a_picture_alone_afterwards(db):
    picture = made(page_that_is_a_picture())

    contents = [stored(picture, kind=kind) for kind in KINDS] + [files.read(files.master_name(picture.sha256))]
    assert [mark for mark in (b"alert", b"<html", b"PK\x03\x04") for content in contents if mark in content] == []


# Orientation: red, green, blue and white in the corners, as eight kinds of camera keep them.

TURNS = {
    1: None,
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_90,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_270,
}
CORNERS = {(0, 0): "red", (60, 0): "lime", (0, 40): "blue", (60, 40): "white"}


def corners() -> Pillow.Image:
    image = Pillow.new("RGB", (120, 80))
    for (left, top), colour in CORNERS.items():
        image.paste(colour, (left, top, left + 60, top + 40))
    return image


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright(orientation, kind):
    exif, turn = Pillow.Exif(), TURNS[orientation]
    exif[0x0112] = orientation
    kept = corners().transpose(turn) if turn is not None else corners()

    clean = clean_pixels(spelled(kept, kind, exif=exif))

    assert clean.size == (120, 80)
    colours = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
    found = {name: clean.getpixel((left + 30, top + 20)) for (left, top), name in CORNERS.items()}
    assert {name: close(pixel, colours[name], by=12) for name, pixel in found.items()} == dict.fromkeys(colours, True)


# Colours


def swapped_profile() -> bytes:
    """A profile in which what is called red is green, and the other way round: sRGB with two tags changed over."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"rXYZ", b"tmpX").replace(
        b"gXYZ", b"rXYZ"
    ).replace(b"tmpX", b"gXYZ")  # fmt: skip


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_are_those_that_the_profile_means(mode):
    image = Pillow.new("RGB", (20, 20), (255, 0, 0)).convert(mode)
    if mode == "RGBA":
        image.putalpha(128)

    clean = clean_pixels(spelled(image, icc_profile=swapped_profile()))

    assert close(clean.getpixel((5, 5))[:3], (0, 255, 0), by=4)
    assert clean.mode == ("RGBA" if mode == "RGBA" else "RGB")


def test_a_profile_of_other_colours_than_the_picture_has_is_ignored():
    clean = clean_pixels(spelled(Pillow.new("L", (20, 20), 90), icc_profile=swapped_profile()))

    assert clean.getpixel((5, 5)) == (90, 90, 90)


def test_sixteen_bits_of_grey_keep_their_shades():
    image = Pillow.new("I;16", (4, 1))
    for position, value in enumerate((0, 0x4040, 0x8080, 0xFFFF)):
        image.putpixel((position, 0), value)

    clean = clean_pixels(spelled(image))

    assert [clean.getpixel((position, 0)) for position in range(4)] == [(value,) * 3 for value in (0, 64, 128, 255)]


@pytest.mark.parametrize(
    ("ink", "colour"),
    [((0, 0, 0, 0), (255, 255, 255)), ((0, 255, 255, 0), (255, 0, 0)), ((0, 0, 0, 255), (0, 0, 0))],
)
def test_printing_inks_become_the_colours_on_paper(ink, colour):
    clean = clean_pixels(spelled(Pillow.new("CMYK", (16, 16), ink), "JPEG", quality=95))

    assert close(clean.getpixel((8, 8)), colour, by=4)


# Transparency: JPEG stands on white, the others let the page through


def half_clear(mode) -> bytes:
    """Left nothing, in the middle half a red, right a whole one; below the nothing lies a hidden blue."""
    image = Pillow.new("RGBA", (300, 100), (0, 0, 255, 0))
    image.paste((255, 0, 0, 128), (100, 0, 200, 100))
    image.paste((255, 0, 0, 255), (200, 0, 300, 100))
    if mode == "P":
        image = Pillow.new("P", (300, 100), 0)
        image.putpalette([0, 0, 255, 255, 0, 0, 255, 0, 0])
        image.paste(1, (100, 0, 200, 100))
        image.paste(2, (200, 0, 300, 100))
        return spelled(image, transparency=b"\x00\x80\xff")
    return spelled(image)


@pytest.mark.parametrize("mode", ["RGBA", "P"])
@pytest.mark.parametrize("width", [200, 300])
def test_what_is_transparent_stays_so_and_is_white_in_a_jpeg(db, mode, width):
    picture = made(half_clear(mode))

    middles = [(int(width * part), 20) for part in (1 / 6, 1 / 2, 5 / 6)]
    for kind in ("avif", "webp"):
        image = seen(picture, width, kind)
        assert image.mode == "RGBA"
        alphas = [image.getpixel(middle)[3] for middle in middles]
        assert close(alphas, (0, 128, 255), by=3)
        assert close(image.getpixel(middles[2])[:3], (255, 0, 0), by=12)
    flat = seen(picture, width, "jpg")
    assert flat.mode == "RGB"
    for middle, colour in zip(middles, ((255, 255, 255), (255, 127, 127), (255, 0, 0)), strict=True):
        assert close(flat.getpixel(middle), colour, by=12)


def test_nothing_hides_below_what_is_transparent(db):
    clean = clean_pixels(half_clear("RGBA"))

    assert clean.getpixel((50, 50)) == (255, 255, 255, 0)


def test_an_alpha_that_hides_nothing_is_dropped():
    opaque = Pillow.new("RGBA", (20, 20), (1, 2, 3, 255))

    assert clean_pixels(spelled(opaque)).mode == "RGB"
    assert sha256_of(clean_pixels(spelled(opaque))) == sha256_of(clean_pixels(spelled(opaque.convert("RGB"))))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_what_moves_the_first_picture_is_taken(db, kind):
    first, second = Pillow.new("RGB", (40, 30), "red"), Pillow.new("RGB", (40, 30), "blue")

    picture = made(spelled(first, kind, save_all=True, append_images=[second], duration=100))

    assert [close(seen(picture, kind=one).convert("RGB").getpixel((9, 9)), (255, 0, 0), by=12) for one in KINDS]
    assert [getattr(seen(picture, kind=one), "n_frames", 1) for one in KINDS] == [1] * 3


# Identity


def test_the_identity_of_pixels_never_changes():
    """Publications name it: this hash was written down when pictures were first kept."""
    image = Pillow.new("RGB", (3, 2), (10, 20, 30))

    assert sha256_of(clean_pixels(spelled(image))) == (
        "e1b3b9f7c2ca3c83e0c141c1039134ab727481e73f58a99314ff860913a2acd8"
    )


def test_the_master_holds_every_pixel(db):
    source = half_clear("RGBA")

    picture = keep(source)

    assert sha256_of(picture.master()) == sha256_of(clean_pixels(source)) == picture.sha256


def test_the_upload_itself_is_not_kept(db, settings):
    picture = keep(factories.picture_bytes(size=(900, 600)))

    assert on_disk(settings.MEDIA_ROOT) == [f"{picture.sha256}-200.webp", f"{picture.sha256}-master.webp"]
    assert Picture.objects.get() == picture
