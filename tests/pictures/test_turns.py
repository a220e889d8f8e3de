"""Pictures take a core and much memory: one at a time, made once, and nobody waits for long."""

import errno
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from catalog.imaging import files, pixels
from catalog.imaging.turns import turn
from catalog.models import Picture, picture
from catalog.pictures import keep
from catalog.views import pictures as view
from tests import factories
from tests.pictures.uploads import spelled, stored
from tests.public.hidden import image


def test_ten_who_want_the_same_size_get_it_made_once(db, monkeypatch):
    made, encoded, kept = [], picture.encoded, keep(factories.picture_bytes())

    def counted(*what):
        made.append(what)
        return encoded(*what)

    monkeypatch.setattr(picture, "encoded", counted)
    with ThreadPoolExecutor(10) as ten:
        list(ten.map(lambda _number: kept.make([(800, "avif")]), range(10)))

    assert len(made) == 1


@pytest.fixture
def somebody_at_work():
    """Another thread has the turn until the test ends."""
    begun, ended = Event(), Event()

    def work():
        with turn():
            begun.set()
            ended.wait(30)

    with ThreadPoolExecutor(1) as other:
        other.submit(work)
        begun.wait(30)
        yield
        ended.set()


def test_while_others_are_at_work_a_reader_gets_another_size_that_nobody_keeps(
    client, editor, pharmacist, monkeypatch, request
):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])
    monkeypatch.setattr(view, "PATIENCE", 0)
    request.getfixturevalue("somebody_at_work")

    response = client.get(f"/pictures/{shown['sha256']}-800.jpg")

    assert b"".join(response) == stored(Picture.objects.get(), 200)
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/webp", "no-store")


def test_of_a_picture_that_is_lost_the_log_tells_the_story_once_and_then_a_line(
    client, editor, pharmacist, settings, caplog
):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])
    for path in settings.MEDIA_ROOT.rglob("*.*"):
        path.unlink()
    caplog.clear()

    answers = [client.get(f"/pictures/{shown['sha256']}-400.webp").status_code for _ in range(3)]

    told = [(one.levelno, bool(one.exc_info)) for one in caplog.records if one.name == "pharmacy.pictures"]
    assert (answers, told) == ([404] * 3, [(logging.ERROR, True), (logging.WARNING, False), (logging.WARNING, False)])
    assert Picture.objects.get().failure == Picture.Failure.GONE


# Room


def refuse(_old, _new):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_upload_without_room_is_refused_with_a_sentence(db, monkeypatch):
    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(ValidationError) as refusal:
        keep(factories.picture_bytes())

    assert refusal.value.messages == ["There is no room left for files. Make room, then try again."]
    assert not Picture.objects.exists()


def test_what_went_wrong_first_is_what_is_told(monkeypatch):
    def too(_self, _name):
        raise PermissionError(errno.EACCES, "And the half of it cannot be removed")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(files.WholeFiles, "delete", too)

    with pytest.raises(OSError) as told:
        files.write("ab/one.webp", b"one")
    assert told.value.errno == errno.ENOSPC


# Memory


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("RGB", "WEBP"), ("RGBA", "WEBP")])
def test_what_takes_more_memory_may_have_fewer_pixels(monkeypatch, mode, kind):
    monkeypatch.setattr(pixels, "MAX_LAYERED", 999)

    with pytest.raises(ValidationError, match="more than 20 million pixels"):
        pixels.clean_pixels(spelled(Pillow.new(mode, (50, 20)), kind))
    assert pixels.clean_pixels(spelled(Pillow.new("RGB", (50, 20)), "PNG")).size == (50, 20)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("I;16", "PNG")]
)
def test_a_wide_picture_is_narrowed_before_anything_else_and_stands_upright(monkeypatch, mode, kind, orientation):
    seen, plain = [], pixels.plain

    def watched(shown, profile):
        seen.append(shown.size)
        return plain(shown, profile)

    monkeypatch.setattr(pixels, "plain", watched)
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    size = (6400, 400) if orientation == 1 else (400, 6400)

    clean = pixels.clean_pixels(spelled(Pillow.new(mode, size), kind, exif=exif))

    assert (seen, clean.size) == ([(1600, 100)], (1600, 100))
