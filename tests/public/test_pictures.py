"""Uploads are judged by their bytes and rebuilt from clean pixels; only what is listed has an address."""

import io
import re
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from lxml import html
from PIL import Image as Pillow

from catalog.imaging import files
from catalog.imaging.pixels import MAX_BYTES
from catalog.models import Picture
from catalog.pictures import keep
from catalog.templatetags.cards import card_face
from tests import factories
from tests.public.hidden import image

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
NOT_A_PICTURE = "This file is not a JPEG, PNG or WebP picture, whatever its name says."
TOO_LARGE = "This picture is larger than 10 MB. Make it smaller and try again."
TOO_MANY_PIXELS = "This picture has more than 40 million pixels, or 12,000 on one side. Make it smaller and try again."
BROKEN = "This picture is broken and cannot be read."


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def claiming(width, height) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A PNG whose compressed comment unpacks to 64 MB."""
    comment = b"comment\x00\x00" + zlib.compress(b"a" * 64 * 1024 * 1024)
    whole = factories.picture_bytes(size=(4, 4))
    return whole[:33] + chunk(b"zTXt", comment) + whole[33:]


def spelled(kind, **save) -> bytes:
    return factories.picture_bytes(size=(60, 40), kind=kind, **save)


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (b"", NOT_A_PICTURE),
        (b"Just text, called picture.png.", NOT_A_PICTURE),
        (SVG, NOT_A_PICTURE),
        (spelled("GIF"), NOT_A_PICTURE),
        (spelled("BMP"), NOT_A_PICTURE),
        (spelled("TIFF"), NOT_A_PICTURE),
        (spelled("PDF"), NOT_A_PICTURE),
        (b"MZ" + spelled("PNG"), NOT_A_PICTURE),
        (spelled("PNG") + b"\x00" * MAX_BYTES, TOO_LARGE),
        (claiming(60_000, 60_000), TOO_MANY_PIXELS),
        (claiming(6_400, 6_300), TOO_MANY_PIXELS),
        (claiming(2**31 - 1, 1), TOO_MANY_PIXELS),
        (claiming(100, 100), BROKEN),
        (spelled("PNG")[:-30], BROKEN),
        (spelled("JPEG")[:400], BROKEN),
        (text_bomb(), BROKEN),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_clean_picture_is_refused_with_a_sentence(db, upload, sentence):
    with pytest.raises(ValidationError) as refusal:
        keep(upload)

    assert refusal.value.messages == [sentence]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("size", [(600, 20_000), (20_000, 600), (400, 16_384), (1600, 6001), (2400, 12_000 + 1)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_no_page_can_show_is_refused_with_a_sentence(db, size, kind):
    with pytest.raises(ValidationError) as refusal:
        keep(factories.picture_bytes(size=size, kind=kind))

    [sentence] = refusal.value.messages
    assert sentence.startswith("This picture ") and sentence.endswith(".")
    assert not Picture.objects.exists()


@pytest.mark.parametrize("size", [(1600, 6000), (3200, 12_000), (12_000, 600)])
def test_a_picture_of_the_last_size_is_taken(db, size):
    picture = keep(factories.picture_bytes(size=size, kind="JPEG"))

    assert (picture.width, picture.height) == (1600, round(size[1] * 1600 / size[0]))


@pytest.mark.parametrize("kind", ["WEBP", "JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.3, 0.6])
def test_a_truncated_upload_is_refused(db, kind, share):
    upload = spelled(kind)

    with pytest.raises(ValidationError) as refusal:
        keep(upload[: int(len(upload) * share)])

    assert refusal.value.messages[0] in (BROKEN, NOT_A_PICTURE)


@pytest.mark.parametrize("kind", ["WEBP", "JPEG", "PNG"])
def test_a_picture_is_taken_by_its_bytes(db, kind):
    picture = keep(spelled(kind))

    assert (picture.width, picture.height) == (60, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixels_is_taken(db, mode):
    out = io.BytesIO()
    Pillow.new(mode, (30, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")

    assert keep(out.getvalue()).width == 30


def test_the_same_pixels_are_stored_once(db):
    first = keep(factories.picture_bytes())
    exif = Pillow.Exif()
    exif[0x010F] = "A camera"

    second = keep(factories.picture_bytes(exif=exif, compress_level=0))

    assert second == first
    assert Picture.objects.count() == 1


def test_other_pixels_are_another_picture(db):
    pictures = {
        keep(factories.picture_bytes(**change)).sha256 for change in ({}, {"colour": "red"}, {"size": (600, 900)})
    }

    assert len(pictures) == 3


# Addresses


def address(shown, width=400, kind="webp"):
    return f"/pictures/{shown['sha256']}-{width}.{kind}"


TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
FOREVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("width", [200, 400, 800, 900])
def test_a_listed_picture_is_served(client, editor, pharmacist, width, kind):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    response = client.get(address(shown, width, kind))

    assert (response.status_code, response["Content-Type"]) == (200, TYPES[kind])
    assert b"".join(response.streaming_content) == files.read(files.file_name(shown["sha256"], width, kind))
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", FOREVER)


def test_asking_for_the_headers_alone_works(client, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    response, whole = client.head(address(shown)), client.get(address(shown))

    assert (response.status_code, b"".join(response)) == (200, b"")
    assert response["Content-Length"] == whole["Content-Length"]
    assert client.post(address(shown)).status_code == 405


def test_every_address_on_the_page_is_served(client, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    listing = factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    page = client.get(f"/products/{listing.slug}/").content.decode()

    found = set(re.findall(r"/pictures/[0-9a-f]{64}-\d+\.[a-z]+", page))
    assert found >= {address(shown, width, kind) for width in (200, 400, 800, 900) for kind in TYPES}
    assert {one: client.get(one).status_code for one in found} == dict.fromkeys(found, 200)


@pytest.mark.parametrize("path", ["/", "/products/"])
def test_a_card_offers_every_format(client, editor, pharmacist, path):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    [card] = html.fromstring(client.get(path).content).xpath("//article//picture")

    assert [source.get("type") for source in card.xpath(".//source")] == ["image/avif", "image/webp"]
    assert [one.get("srcset").split(", ")[0] for one in card.xpath(".//source|.//img")] == [
        f"{address(shown, 200, kind)} 200w" for kind in TYPES
    ]
    [img] = card.xpath(".//img")
    assert [img.get(name) for name in ("src", "width", "height", "alt", "loading")] == [
        address(shown, 900, "jpg"),
        "900",
        "600",
        "",
        "lazy",
    ]


def test_a_listing_keeps_no_address_and_reads_those_of_before(editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    listing = factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])
    kept, face = listing.first_image, listing.face

    listing.first_image = kept | {"url": "/pictures/old-1200.webp", "srcset": "/pictures/old-1200.webp 1200w"}

    assert kept == shown
    assert listing.face == face
    assert address(shown, 900, "jpg") in card_face(face)


@pytest.mark.parametrize("width", [1, 401, 1200, 1600, 9999])
@pytest.mark.parametrize("kind", TYPES)
def test_another_width_is_not_found(client, editor, pharmacist, width, kind):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    assert client.get(address(shown, width, kind)).status_code == 404


@pytest.mark.parametrize("kind", ["png", "gif", "jpeg", "JPG", "webp.jpg", "webp/", "part"])
def test_another_format_is_not_found(client, editor, pharmacist, kind):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    assert client.get(address(shown, kind=kind)).status_code == 404


def test_the_master_has_no_address(client, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    assert client.get(address(shown, width="master")).status_code == 404


@pytest.mark.parametrize("who", [None, "editor", "pharmacist"])
def test_a_drafts_picture_has_no_public_address(client, signed_in, editor, pharmacist, request, who):
    visitor = signed_in(request.getfixturevalue(who)) if who else client
    shown = image("white", alt="A white tablet.")
    factories.submitted(by=editor, images=[shown])

    assert visitor.get(address(shown)).status_code == 404


def test_a_new_picture_of_a_listing_is_public_with_the_signature(client, listing, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    with listing.product.editing(by=editor) as edited:
        edited.images.create(picture=Picture.objects.get(), alt="A white tablet.")
    factories.submit(edited, by=editor)
    before = client.get(address(shown)).status_code

    edited.publish(by=pharmacist, digest=edited.digest())

    assert (before, client.get(address(shown)).status_code) == (404, 200)


def test_a_picture_that_is_taken_out_has_no_address_after_the_signature(client, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    product = factories.listed(editor=editor, pharmacist=pharmacist, images=[shown]).product
    with product.editing(by=editor) as edited:
        edited.images.all().delete()
    factories.submit(edited, by=editor)
    before = client.get(address(shown)).status_code

    edited.publish(by=pharmacist, digest=edited.digest())

    assert (before, client.get(address(shown)).status_code) == (200, 404)


def test_a_withdrawn_products_picture_is_not_found(client, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    product = factories.listed(editor=editor, pharmacist=pharmacist, images=[shown]).product

    product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    assert client.get(address(shown)).status_code == 404


def test_a_picture_that_another_listing_shows_stays(client, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    first, _second = (factories.listed(editor=editor, pharmacist=pharmacist, images=[shown]) for _ in range(2))

    first.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    assert client.get(address(shown)).status_code == 200


def test_listing_again_brings_the_picture_back(client, editor, pharmacist):
    shown = image("white", alt="A white tablet.")
    product = factories.listed(editor=editor, pharmacist=pharmacist, images=[shown]).product
    product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    factories.submit(product, by=editor)

    product.publish(by=pharmacist, digest=product.digest())

    assert client.get(address(shown)).status_code == 200


@pytest.mark.parametrize("odd", ["../../secret_key", "0" * 63, "0" * 65, "G" * 64, "A" * 64, "0" * 64])
def test_no_address_leads_out_of_the_folder(client, db, odd):
    assert client.get(f"/pictures/{odd}-400.webp").status_code == 404
