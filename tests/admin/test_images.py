"""Pictures in the product's form, and their address for staff."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from catalog import pictures
from catalog.models import Picture
from catalog.pictures import keep
from tests import factories
from tests.admin.forms import posted, text_of, with_row
from tests.pictures.uploads import made, on_disk, stored


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
    picture = made(factories.picture_bytes())

    response = signed_in(editor).get(address(picture, kind=kind))

    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Cache-Control"].startswith("private")
    others = (client, signed_in(customer), signed_in(moderator))
    assert [c.get(address(picture, kind=kind)).status_code for c in others] == [404] * 3
    assert signed_in(editor).post(address(picture)).status_code == 405


def test_until_a_worker_has_made_a_size_the_nearest_one_stands_in_and_nobody_keeps_it(editor, signed_in):
    picture = keep(factories.picture_bytes())

    response = signed_in(editor).get(address(picture, 900, "jpg"))

    assert b"".join(response) == stored(picture, 200)
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/webp", "no-store")
    assert picture.made_count == 1


def test_where_the_master_alone_is_left_the_size_is_made(editor, signed_in, settings):
    picture = keep(factories.picture_bytes())
    (settings.MEDIA_ROOT / picture.file_name(200, "webp")).unlink()

    assert signed_in(editor).get(address(picture, 900, "jpg")).status_code == 200
    assert picture.made_count == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_new", [False, True])
def test_uploads_are_cleaned_before_the_transaction_of_the_form_begins(editor, signed_in, monkeypatch, is_new):
    """SQLite has one writer: nobody could sign in meanwhile."""
    held, clean = [], pictures.clean_pixels

    def watched(source):
        held.append(connection.in_atomic_block)
        return clean(source)

    page = reverse("admin:catalog_product_add") if is_new else change_page(factories.draft(by=editor))
    client = signed_in(editor)
    data = posted(client.get(page))
    monkeypatch.setattr(pictures, "clean_pixels", watched)
    client.post(page, with_row(data, "images", position="", alt="A white tablet.", picture=upload()))

    assert held == [False]


def test_who_may_not_edit_leaves_no_picture(editor, moderator, signed_in, settings):
    page = change_page(factories.draft(by=editor))

    response = signed_in(moderator).post(page, {"images-0-picture": upload()})

    assert (response.status_code, Picture.objects.count(), on_disk(settings.MEDIA_ROOT)) == (403, 0, [])


def test_an_eleventh_file_is_refused_beside_its_field(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product)))
    for number in range(11):
        data = with_row(data, "images", position="", alt=f"Number {number}.", picture=upload())

    response = client.post(change_page(product), data)

    refused = "Only ten pictures can be taken at once. Save the others, then choose this file again."
    assert text_of(response).count(refused) == 2  # above the form, and beside the field
    assert len(re.findall(r'name="images-[0-9]+-picture-kept"', response.content.decode())) == 10


def test_a_folder_that_takes_no_file_is_said_beside_the_field(editor, signed_in, settings):
    settings.MEDIA_ROOT.write_bytes(b"a file where the folder should be")
    product = factories.draft(by=editor)
    client = signed_in(editor)

    response = client.post(change_page(product), with_picture(client, product))

    assert response.status_code == 200
    assert "A size could not be made; the site's log says why." in text_of(response)


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
