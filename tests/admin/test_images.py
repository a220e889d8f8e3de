"""Pictures in the product's form, and their address for staff."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.models import Picture
from catalog.pictures import keep
from tests import factories
from tests.admin.forms import posted, text_of, with_row


def change_page(product):
    return reverse("admin:catalog_product_change", args=[product.pk])


def upload(name="tablet.png", content=None):
    return SimpleUploadedFile(name, content or factories.picture_bytes(), "image/png")


def with_picture(client, product, **fields):
    data = posted(client.get(change_page(product)))
    return with_row(data, "images", **({"position": "", "alt": "A white tablet.", "picture": upload()} | fields))


def test_an_uploaded_picture_becomes_an_image(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)

    response = client.post(change_page(product), with_picture(client, product))

    image = product.images.get()
    assert response.status_code == 302
    assert (image.alt, image.position, image.picture.width) == ("A white tablet.", 1, 900)
    product.refresh_from_db()
    assert product.last_edit.content["images"][0]["sha256"] == image.picture.sha256


def test_an_error_elsewhere_does_not_lose_the_picture(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)

    refused = client.post(change_page(product), with_picture(client, product, alt=""))
    again = posted(refused) | {"images-0-alt": "A white tablet."}
    picture = Picture.objects.get()
    shown = reverse("admin:catalog_picture", args=[picture.sha256, 200, "webp"])

    assert refused.status_code == 200
    assert shown in refused.content.decode()
    assert again["images-0-picture-kept"] == [picture.sha256]
    client.post(change_page(product), again)
    assert product.images.get().picture == picture


def test_a_conflict_does_not_lose_the_picture(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = with_picture(client, product)
    with product.editing(by=other_editor) as edited:
        edited.summary = "Theirs."
        edited.save()

    client.post(change_page(product), posted(client.post(change_page(product), data)))

    assert product.images.get().alt == "A white tablet."


def test_what_is_no_picture_is_refused_beside_the_field(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = with_picture(client, product, picture=upload("tablet.png", b"<script>"))

    response = client.post(change_page(product), data)

    assert "This file is not a JPEG, PNG or WebP picture" in text_of(response)
    assert not product.images.exists()


def test_a_row_without_a_picture_is_refused(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)

    response = client.post(change_page(product), with_picture(client, product, picture=""))

    assert "Choose a picture: JPEG, PNG or WebP." in text_of(response)


def test_a_hash_that_nobody_knows_is_refused(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = with_picture(client, product, picture="", **{"picture-kept": "f" * 64})

    assert "Choose the file again" in text_of(client.post(change_page(product), data))


def test_a_picture_is_replaced(editor, signed_in):
    first = keep(factories.picture_bytes(colour="red"))
    product = factories.draft(by=editor, images=[{"sha256": first.sha256, "alt": "Red."}])
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"images-0-picture": upload()}

    client.post(change_page(product), data)

    assert product.images.get().picture != first


def address(picture, width=400, kind="webp"):
    return reverse("admin:catalog_picture", args=[picture.sha256, width, kind])


@pytest.mark.parametrize(
    ("kind", "content_type"), [("webp", "image/webp"), ("avif", "image/avif"), ("jpg", "image/jpeg")]
)
def test_staff_alone_see_a_draft_s_picture(editor, moderator, customer, signed_in, client, kind, content_type):
    picture = keep(factories.picture_bytes())

    response = signed_in(editor).get(address(picture, kind=kind))

    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Cache-Control"].startswith("private")
    others = (client, signed_in(customer), signed_in(moderator))
    assert [c.get(address(picture, kind=kind)).status_code for c in others] == [404] * 3
    assert signed_in(editor).post(address(picture)).status_code == 405


def test_a_size_that_no_worker_has_made_is_made_when_it_is_looked_at(editor, signed_in):
    picture = keep(factories.picture_bytes())
    before = picture.missing_sizes()

    signed_in(editor).get(address(picture, 900, "jpg"))

    assert picture.missing_sizes() == [size for size in before if size != (900, "jpg")]


def test_a_picture_that_is_lost_is_not_found_and_no_error(editor, signed_in, settings):
    picture = keep(factories.picture_bytes())
    for path in settings.MEDIA_ROOT.rglob("*.*"):
        path.unlink()

    assert signed_in(editor).get(address(picture)).status_code == 404


def test_no_other_size_and_no_other_picture(editor, signed_in):
    picture = keep(factories.picture_bytes())
    client = signed_in(editor)
    odd = ([picture.sha256, 401, "webp"], ["f" * 64, 400, "webp"], [picture.sha256, 10**30, "webp"])
    for args in (*odd, [picture.sha256, 400, "png"], [picture.sha256, 400, "jpeg"]):
        assert client.get(f"/admin/catalog/product/picture/{args[0]}/{args[1]}.{args[2]}").status_code == 404
