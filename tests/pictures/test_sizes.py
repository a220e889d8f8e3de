"""Four widths in three formats, made off the request, whole or not at all, and again wherever one is missing."""

import errno
import itertools
import os

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from PIL import Image as Pillow

from catalog import pictures
from catalog.imaging import files, sizes
from catalog.models import Picture
from catalog.pictures import keep
from tests import factories
from tests.pictures.uploads import KINDS, PILLOW, close, made, on_disk, seen, spelled, stored
from tests.rules.storm import all_at_once, elsewhere


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1, 1), [1]),
        ((150, 100), [150]),
        ((200, 100), [200]),
        ((300, 200), [200, 300]),
        ((900, 600), [200, 400, 800, 900]),
        ((1600, 800), [200, 400, 800, 1600]),
        ((2400, 1600), [200, 400, 800, 1600]),
        ((3000, 1), [200, 400, 800, 1600]),
    ],
)
def test_a_closed_set_of_sizes_is_made(db, size, kept):
    picture = made(factories.picture_bytes(size=size))

    made_of = {f"{picture.sha256}-{width}.{kind}" for width in kept for kind in KINDS}
    _folders, names = default_storage.listdir(picture.sha256[:2])
    assert set(names) == made_of | {f"{picture.sha256}-master.webp"}
    assert (picture.width, picture.height) == (kept[-1], max(1, round(size[1] * kept[-1] / size[0])))


def test_a_size_is_what_its_name_says(db):
    picture = made(factories.picture_bytes(size=(900, 600)))

    found = {(width, kind): seen(picture, width, kind) for width, kind in picture.sizes}

    assert {size: image.size for size, image in found.items()} == {
        (width, kind): (width, round(width * 2 / 3)) for width, kind in picture.sizes
    }
    assert {(kind, PILLOW[image.format]) for (_width, kind), image in found.items()} == {
        (kind, sizes.FORMATS[kind].content_type) for kind in KINDS
    }


def test_all_formats_show_the_same_colours(db):
    picture = made(spelled(Pillow.new("RGB", (400, 200), (180, 90, 30))))

    shown = [seen(picture, width, kind).convert("RGB").getpixel((20, 20)) for width, kind in picture.sizes]
    assert [colour for colour in shown if not close(colour, (180, 90, 30))] == []


# Off the request


def work():
    """The worker, until nothing waits. It renews its connection, so a test's transaction must not hang on it."""
    call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_an_upload_makes_one_size_and_leaves_the_others_to_the_worker():
    picture = keep(factories.picture_bytes(size=(900, 600)))
    before = (picture.made_count, picture.size_count, picture.is_ready)

    work()

    assert before == (1, 12, False)
    assert (picture.made_count, picture.is_ready) == (12, True)


def test_an_upload_of_what_is_ready_leaves_nothing_to_do(db):
    made(factories.picture_bytes())
    DBTaskResult.objects.all().delete()

    keep(factories.picture_bytes())

    assert not DBTaskResult.objects.exists()


def test_the_task_is_harmless_to_repeat_and_changes_no_file(db, settings):
    picture = made(factories.picture_bytes())
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in settings.MEDIA_ROOT.rglob("*.*")}

    assert pictures.make_sizes.call(picture.sha256) is True
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in settings.MEDIA_ROOT.rglob("*.*")} == before


def test_the_task_of_a_picture_that_is_gone_does_nothing(db):
    assert pictures.make_sizes.call("0" * 64) is False


def test_an_upload_that_is_rolled_back_leaves_no_task(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(factories.picture_bytes())
        raise RuntimeError

    assert (Picture.objects.count(), DBTaskResult.objects.count()) == (0, 0)


# What fails, and why


def full_disk(monkeypatch):
    """From the second file on, no room is left."""
    write, written = files.write, itertools.count()

    def refuse(name, content):
        if next(written):
            raise OSError(errno.ENOSPC, "No space left on device")
        write(name, content)

    monkeypatch.setattr(files, "write", refuse)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("spoil", "failure"),
    [
        (lambda path: path.unlink(), Picture.Failure.GONE),
        (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), Picture.Failure.UNREADABLE),
        (lambda path: path.write_bytes(b""), Picture.Failure.UNREADABLE),
    ],
)
def test_a_picture_says_why_its_sizes_are_missing(settings, spoil, failure):
    picture = keep(factories.picture_bytes())
    for path in settings.MEDIA_ROOT.rglob("*.webp"):
        spoil(path)

    work()

    picture.refresh_from_db()
    assert (picture.failure, picture.is_ready) == (failure, False)


def test_a_full_disk_is_said_and_forgotten_once_there_is_room(db, monkeypatch):
    picture = keep(factories.picture_bytes())
    with monkeypatch.context() as crowded:
        full_disk(crowded)
        assert picture.make_sizes() is False
    assert Picture.objects.get().failure == Picture.Failure.NO_ROOM
    assert picture.made_count == 2

    assert picture.make_sizes() is True
    assert (Picture.objects.get().failure, picture.is_ready) == ("", True)


def test_a_new_upload_brings_a_lost_picture_back(db, settings):
    picture = keep(factories.picture_bytes())
    for path in settings.MEDIA_ROOT.rglob("*.webp"):
        path.unlink()
    assert picture.make_sizes() is False

    assert made(factories.picture_bytes()) == picture
    assert Picture.objects.get().failure == ""


# Whole or not at all


def test_no_half_of_a_file_is_ever_seen(db, settings, monkeypatch):
    """Stopped between writing and renaming: nothing has the name, and nothing is left lying about."""

    def stop(_old, _new):
        raise KeyboardInterrupt

    picture = keep(factories.picture_bytes())
    before = on_disk(settings.MEDIA_ROOT)
    with monkeypatch.context() as stopped:
        stopped.setattr(os, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            picture.make_sizes()

    assert on_disk(settings.MEDIA_ROOT) == before


def test_a_file_replaces_what_was_there(settings):
    files.write("ab/one.webp", b"before")

    files.write("ab/one.webp", b"after")

    assert files.read("ab/one.webp") == b"after"
    assert on_disk(settings.MEDIA_ROOT) == ["one.webp"]


# Pictures of before there were masters and other formats


def of_before(width=1200) -> Picture:
    """As an earlier version kept it: WebP alone, at most 1200 wide, by the names that it still has."""
    image = Pillow.radial_gradient("L").resize((width, width // 2)).convert("RGB")
    sha256 = "c0ffee" + "0" * 58
    for one in [smaller for smaller in (400, 800, 1200) if smaller < width] + [width]:
        files.write(files.file_name(sha256, one, "webp"), spelled(sizes.scaled(image, one), "WEBP", quality=82))
    return Picture.objects.create(sha256=sha256, width=width, height=width // 2)


@pytest.mark.parametrize(("width", "had"), [(1200, 3), (900, 3), (400, 1), (150, 1)])
def test_a_picture_of_before_gets_every_size_and_keeps_its_files(db, width, had):
    picture = of_before(width)
    kept = {one: stored(picture, one) for one, kind in picture.sizes if kind == "webp" and one >= min(width, 400)}
    before = picture.made_count

    assert picture.make_sizes()

    assert (before, picture.is_ready) == (had, True)
    assert {one: stored(picture, one) for one in kept} == kept
    assert [seen(picture, one, kind).size for one, kind in picture.sizes] == [
        (one, max(1, round(one / 2))) for one, _kind in picture.sizes
    ]


def test_a_picture_of_before_is_remade_from_its_largest_size(db):
    picture = of_before()
    largest = seen(picture, 1200).convert("RGB")

    picture.make_sizes()

    assert picture.master().tobytes() == largest.tobytes()


# In parallel


@pytest.mark.django_db(transaction=True)
def test_parallel_uploads_of_the_same_picture_are_one(threads_see_the_database):
    source = factories.picture_bytes(size=(900, 600))
    threads_see_the_database()

    def upload():
        with transaction.atomic():
            picture = keep(source)
        pictures.make_sizes.call(picture.sha256)

    errors = all_at_once([upload] * 4)

    [picture] = elsewhere(lambda: list(Picture.objects.all()))
    assert (errors, picture.is_ready, picture.failure) == ([None] * 4, True, "")
