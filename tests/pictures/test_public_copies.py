"""The public folder follows what listings show: after the commit, whatever crashed in between, and both ways."""

import pytest
from django.db import transaction

from catalog import picture_shelf
from catalog.imaging import files
from catalog.models import Listing, ListingPicture, Picture
from catalog.pictures import make_sizes
from tests import factories
from tests.pictures.uploads import KINDS, made, on_disk
from tests.public.hidden import image

WITHDRAWAL = {"reason": "Recall.", "public_note": "Recalled."}


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` does what follows a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def public(settings):
    """`public()` is the names of the files that the public may fetch."""
    return lambda: on_disk(settings.MEDIA_ROOT / "public")


@pytest.fixture
def people(editor, pharmacist):
    return {"editor": editor, "pharmacist": pharmacist}


def white() -> dict:
    """The facts of a picture whose sizes are all made."""
    shown = image("white", alt="A white tablet.")
    Picture.objects.get(sha256=shown["sha256"]).make_sizes()
    return shown


def copies(*pictures) -> list[str]:
    """The names of all sizes of pictures that are 900 wide."""
    widths = (200, 400, 800, 900)
    return sorted(f"{one['sha256']}-{width}.{kind}" for one in pictures for width in widths for kind in KINDS)


def address(shown, width=400, kind="webp"):
    return f"/pictures/{shown['sha256']}-{width}.{kind}"


def test_a_draft_has_no_public_copy(people, committed, public):
    with committed():
        factories.submitted(by=people["editor"], images=[white()])

    assert public() == []


def test_signing_copies_every_size_and_no_master(people, committed, public):
    shown = white()
    with committed():
        factories.listed(**people, images=[shown])

    assert public() == copies(shown)


def test_a_signature_that_is_rolled_back_copies_nothing(people, committed, public):
    with committed(), pytest.raises(RuntimeError), transaction.atomic():
        factories.listed(**people, images=[white()])
        raise RuntimeError

    assert public() == []


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fails_after_the_commit_undoes_no_signature(people, monkeypatch, client):
    def refuse(_name):
        raise OSError("The disk is gone.")

    shown = white()
    with monkeypatch.context() as broken:
        broken.setattr(picture_shelf, "copy", refuse)
        factories.listed(**people, images=[shown])

    assert Listing.objects.get().first_image == shown
    assert client.get(address(shown)).status_code == 200


def test_withdrawing_removes_the_copies_and_keeps_the_private_files(people, committed, public, settings):
    shown = white()
    with committed():
        listing = factories.listed(**people, images=[shown])
    with committed():
        listing.product.withdraw(by=people["pharmacist"], **WITHDRAWAL)

    assert public() == []
    assert on_disk(settings.MEDIA_ROOT) == sorted([*copies(shown), f"{shown['sha256']}-master.webp"])


def test_a_version_without_the_picture_removes_its_copies_alone(people, committed, public):
    one, other = white(), image("red", alt="A red tablet.")
    Picture.objects.get(sha256=other["sha256"]).make_sizes()
    with committed():
        product = factories.listed(**people, images=[one, other]).product
    with product.editing(by=people["editor"]) as edited:
        edited.images.filter(picture__sha256=one["sha256"]).delete()
    with committed():
        factories.republish(product, **people)

    assert public() == copies(other)


def test_what_another_listing_shows_stays(people, committed, public):
    shown = white()
    with committed():
        first, _second = (factories.listed(**people, images=[shown]) for _ in range(2))
    with committed():
        first.product.withdraw(by=people["pharmacist"], **WITHDRAWAL)

    assert public() == copies(shown)


# Where the crash came between the commit and the copies


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_copy_is_made_when_it_is_asked_for(people, client, public, kind):
    shown = white()
    factories.listed(**people, images=[shown])

    response = client.get(address(shown, kind=kind))

    assert public() == [f"{shown['sha256']}-400.{kind}"]
    assert b"".join(response.streaming_content) == files.read(f"{shown['sha256'][:2]}/{shown['sha256']}-400.{kind}")


def test_without_room_for_a_copy_the_picture_is_shown_all_the_same(people, client, settings):
    shown = white()
    factories.listed(**people, images=[shown])
    (settings.MEDIA_ROOT / "public").write_text("No folder, and none can be made here.")

    response = client.get(address(shown))

    assert (response.status_code, len(b"".join(response.streaming_content)) > 0) == (200, True)


def test_a_copy_that_cannot_be_made_stops_no_task_and_is_logged(people, settings, caplog):
    shown = white()
    factories.listed(**people, images=[shown])
    (settings.MEDIA_ROOT / "public").write_text("No folder, and none can be made here.")

    picture_shelf.show([shown["sha256"]])

    said = {record.getMessage() for record in caplog.records}
    assert f"The public copy of {shown['sha256'][:2]}/{shown['sha256']}-400.webp could not be made." in said


def test_a_size_that_nobody_has_made_is_made_when_it_is_asked_for(people, client, public):
    shown = image("white", alt="A white tablet.")
    factories.listed(**people, images=[shown])

    assert client.get(address(shown, 800, "avif")).status_code == 200
    assert public() == [f"{shown['sha256']}-800.avif"]


def test_a_picture_that_is_lost_is_not_found_and_no_error(people, client, settings):
    shown = white()
    factories.listed(**people, images=[shown])
    for path in settings.MEDIA_ROOT.rglob("*.*"):
        path.unlink()

    assert client.get(address(shown)).status_code == 404


def test_a_copy_that_a_crash_left_behind_has_no_address(people, client, committed, public):
    """The row is the truth: withdrawn, and the process died before the copies were taken away."""
    shown = white()
    with committed():
        listing = factories.listed(**people, images=[shown])
    listing.product.withdraw(by=people["pharmacist"], **WITHDRAWAL)

    assert public() == copies(shown)
    assert client.get(address(shown)).status_code == 404


@pytest.fixture
def withdrawn_meanwhile(monkeypatch):
    """`withdrawn_meanwhile(listing)`: the next copy is made just after the listing stopped showing its pictures."""

    def arrange(listing):
        copy = picture_shelf.copy

        def copy_late(name):
            ListingPicture.objects.filter(listing=listing).delete()
            copy(name)

        monkeypatch.setattr(picture_shelf, "copy", copy_late)

    return arrange


def test_what_is_withdrawn_while_it_is_copied_is_not_left_behind(people, public, withdrawn_meanwhile):
    """The worker has just read the row when the pharmacist withdraws."""
    shown = white()
    listing = factories.listed(**people, images=[shown])
    withdrawn_meanwhile(listing)
    picture_shelf.show([shown["sha256"]])

    assert public() == []


def test_a_visitor_gets_nothing_of_what_is_withdrawn_while_it_is_copied(people, client, public, withdrawn_meanwhile):
    shown = white()
    listing = factories.listed(**people, images=[shown])
    withdrawn_meanwhile(listing)

    assert client.get(address(shown)).status_code == 404
    assert public() == []


# The worker and signing


def test_the_worker_shows_what_is_listed_already(people, committed, public):
    shown = image("white", alt="A white tablet.")
    with committed():
        factories.listed(**people, images=[shown])
    before = public()

    make_sizes.call(shown["sha256"])

    assert (before, public()) == ([f"{shown['sha256']}-200.webp"], copies(shown))


def test_the_worker_shows_no_draft(people, public):
    shown = image("white", alt="A white tablet.")
    factories.submitted(by=people["editor"], images=[shown])

    make_sizes.call(shown["sha256"])

    assert public() == []


@pytest.mark.django_db(transaction=True)
def test_signing_makes_what_no_worker_has_made(people, public):
    shown = image("white", alt="A white tablet.")

    factories.listed(**people, images=[shown])

    assert Picture.objects.get().is_ready
    assert public() == copies(shown)


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_is_lost_keeps_no_pharmacist_from_signing(people, settings):
    """What a patient has to know is not held up by a file."""
    shown = image("white", alt="A white tablet.")
    for path in settings.MEDIA_ROOT.rglob("*.*"):
        path.unlink()

    listing = factories.listed(**people, images=[shown])

    assert listing.first_image == shown
    assert Picture.objects.get().failure == Picture.Failure.GONE


def test_a_picture_made_anew_is_copied_anew(people, committed, monkeypatch):
    shown = white()
    with committed():
        factories.listed(**people, images=[shown])
    name = f"{shown['sha256'][:2]}/{shown['sha256']}-400.webp"

    files.write(name, b"better encoded")
    picture_shelf.show([shown["sha256"]])

    assert files.read(files.public_name(name)) == b"better encoded"


def test_two_pictures_do_not_mix(people, committed, public):
    white()
    red = made(factories.picture_bytes(colour="red"))
    with committed():
        factories.listed(**people, images=[{"sha256": red.sha256, "alt": "Red."}])

    assert public() == copies({"sha256": red.sha256})
