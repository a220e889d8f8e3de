"""How far a picture's sizes are: in the product's form, and on a page where the missing ones are made."""

from django.urls import reverse

from catalog.models import Picture
from catalog.pictures import keep
from tests import factories
from tests.admin.forms import posted, text_of
from tests.pictures.uploads import made


def sizes_page(picture):
    return reverse("admin:catalog_picture_sizes", args=[picture.sha256])


def form_of(client, editor, picture) -> str:
    product = factories.draft(by=editor, images=[{"sha256": picture.sha256, "alt": "A white tablet."}])
    return client.get(reverse("admin:catalog_product_change", args=[product.pk]))


def lose_files(settings):
    for path in settings.MEDIA_ROOT.rglob("*.*"):
        path.unlink()


def test_the_form_says_how_far_they_are(editor, signed_in):
    picture, client = keep(factories.picture_bytes()), signed_in(editor)

    response = form_of(client, editor, picture)

    assert "1 of 12 sizes are ready." in text_of(response)
    assert sizes_page(picture) in response.content.decode()


def test_the_form_says_that_all_are_ready(editor, signed_in):
    response = form_of(signed_in(editor), editor, made(factories.picture_bytes()))

    assert "Every size is ready." in text_of(response)


def test_the_form_says_what_failed_and_leads_to_another_try(editor, signed_in, settings):
    picture, client = keep(factories.picture_bytes()), signed_in(editor)
    lose_files(settings)
    picture.make_sizes()

    response = form_of(client, editor, picture)

    assert "0 of 12 sizes are ready. Failed: Its stored file is gone. Choose the picture's file again." in text_of(
        response
    )
    assert sizes_page(picture) in response.content.decode()


def test_the_missing_sizes_are_made_at_the_press_of_a_button(editor, signed_in):
    picture, client = keep(factories.picture_bytes()), signed_in(editor)
    page = client.get(sizes_page(picture))

    response = client.post(sizes_page(picture), posted(page, form=None, button=None), follow=True)

    assert "1 of 12 sizes are ready." in text_of(page)
    assert response.redirect_chain == [(sizes_page(picture), 302)]
    assert "Every size is ready." in text_of(response)
    assert picture.is_ready


def test_a_try_that_fails_says_why_and_another_one_may_work(editor, signed_in, settings):
    source = factories.picture_bytes()
    picture, client = keep(source), signed_in(editor)
    lose_files(settings)

    failed = client.post(sizes_page(picture), follow=True)
    keep(source)
    done = client.post(sizes_page(picture), follow=True)

    assert "Its stored file is gone. Choose the picture's file again." in text_of(failed)
    assert "Try again" in failed.content.decode()
    assert "Every size is ready." in text_of(done)
    assert Picture.objects.get().failure == ""


def test_a_listed_picture_is_public_as_soon_as_it_is_made(editor, pharmacist, signed_in, settings):
    picture = keep(factories.picture_bytes())
    factories.listed(editor=editor, pharmacist=pharmacist, images=[{"sha256": picture.sha256, "alt": "White."}])

    signed_in(pharmacist).post(sizes_page(picture))

    assert len(list((settings.MEDIA_ROOT / "public").rglob("*.*"))) == 12


def test_who_may_not_see_products_sees_no_picture_and_makes_nothing(moderator, customer, signed_in, client, db):
    picture = keep(factories.picture_bytes())

    answers = {(c.get(sizes_page(picture)).status_code, c.post(sizes_page(picture)).status_code)
               for c in (client, signed_in(customer))}  # fmt: skip

    assert answers == {(302, 302)}
    moderating = signed_in(moderator)
    assert [moderating.get(sizes_page(picture)).status_code, moderating.post(sizes_page(picture)).status_code] == [
        403,
        403,
    ]
    assert picture.made_count == 1


def test_a_picture_that_nobody_knows_is_not_found(editor, signed_in):
    client = signed_in(editor)

    assert [client.get(reverse("admin:catalog_picture_sizes", args=[odd])).status_code for odd in ("f" * 64, "x")] == [
        404,
        404,
    ]
