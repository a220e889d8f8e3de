"""`manage.py rebuild_pictures`: makes what is missing, puts the public folder right, and can be stopped anywhere."""

import io
import os
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog.imaging import files
from catalog.models import Picture
from catalog.pictures import keep
from tests import factories
from tests.pictures.uploads import on_disk
from tests.public.hidden import image

COLOURS = ("red", "green", "blue")


def rebuild(*flags) -> str:
    out = io.StringIO()
    call_command("rebuild_pictures", *flags, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def three(db) -> list[Picture]:
    return [keep(factories.picture_bytes(colour=colour)) for colour in COLOURS]


def grow_old(folder, days=2.0):
    """As if every file had been written so many days ago."""
    then = time.time() - days * 24 * 3600
    for path in folder.rglob("*.*"):
        os.utime(path, (then, then))


def times(folder) -> dict:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*.*") if "master" not in path.name}


def test_what_is_missing_is_made_and_nothing_else(three, settings):
    before = times(settings.MEDIA_ROOT)

    said = rebuild()

    assert [picture.is_ready for picture in three] == [True] * 3
    assert {name: after for name, after in times(settings.MEDIA_ROOT).items() if name in before} == before
    assert said == "  1 of 3 …\nPictures that are ready: 3.\nPublic copies that no listing shows, removed: 0.\n"


def test_a_second_run_changes_nothing(three, settings):
    rebuild()
    before = times(settings.MEDIA_ROOT)

    rebuild()

    assert times(settings.MEDIA_ROOT) == before


def test_all_makes_every_size_anew(three, settings):
    rebuild()
    grow_old(settings.MEDIA_ROOT)
    before = times(settings.MEDIA_ROOT)

    rebuild("--all")

    after = times(settings.MEDIA_ROOT)
    assert set(after) == set(before)
    assert [name for name in after if after[name] <= before[name]] == []


def stopped_at(monkeypatch, number):
    """Ctrl-C at the file of this number."""
    write, left = files.write, iter(range(number))

    def stop(name, content):
        if next(left, None) is None:
            raise KeyboardInterrupt
        write(name, content)

    monkeypatch.setattr(files, "write", stop)


@pytest.mark.parametrize("again", [["--all"], []])
def test_all_goes_on_where_it_was_stopped(three, settings, monkeypatch, again):
    rebuild()
    grow_old(settings.MEDIA_ROOT)
    old = times(settings.MEDIA_ROOT)
    with monkeypatch.context() as interrupted:
        stopped_at(interrupted, 20)
        with pytest.raises(CommandError) as stop:
            rebuild("--all")
    done = {name: when for name, when in times(settings.MEDIA_ROOT).items() if when != old[name]}

    said = rebuild(*again)

    after = times(settings.MEDIA_ROOT)
    assert (str(stop.value), stop.value.returncode) == ("Stopped. Run it again: it goes on where it was.", 130)
    assert len(done) == 19  # one of the twenty files was the mark of the beginning
    assert {name: after[name] for name in done} == done
    assert [name for name in after if after[name] == old[name]] == []
    assert said.startswith("Going on with the pictures that are made anew since ")
    assert on_disk(settings.MEDIA_ROOT) == sorted([*after, *(f"{picture.sha256}-master.webp" for picture in three)])


def test_after_the_end_the_next_all_begins_anew(three, settings):
    rebuild("--all")
    grow_old(settings.MEDIA_ROOT)
    before = times(settings.MEDIA_ROOT)

    said = rebuild("--all")

    assert "Going on" not in said
    assert [name for name, when in times(settings.MEDIA_ROOT).items() if when == before[name]] == []


def test_a_picture_that_fails_is_named_at_the_end_and_stops_no_other(three, settings):
    lost = three[1]
    for path in settings.MEDIA_ROOT.rglob(f"{lost.sha256}*"):
        path.unlink()

    with pytest.raises(CommandError) as failure:
        rebuild()

    assert str(failure.value) == (
        f"Pictures that failed: 1\n  {lost.sha256}: Its stored file is gone. Choose the picture's file again."
    )
    assert failure.value.returncode == 1
    assert [picture.is_ready for picture in three] == [True, False, True]


# The public folder


def test_the_public_folder_becomes_what_the_listings_say(three, editor, pharmacist, settings):
    shown = image("white", alt="A white tablet.")
    factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])
    hidden = three[0]
    hidden.make_sizes()
    left_behind = hidden.file_name(400, "avif")
    files.write(files.public_name(left_behind), files.read(left_behind))
    files.write(f"public/ab/{'ab' * 32}-400.avif", b"of a picture that was removed")

    said = rebuild()

    kept = {name[:64] for name in on_disk(settings.MEDIA_ROOT / "public")}
    assert kept == {shown["sha256"]}
    assert len(on_disk(settings.MEDIA_ROOT / "public")) == 12
    assert "Public copies that no listing shows, removed: 1." in said


# Pictures that nothing names


def old(picture, days=2.0):
    Picture.objects.filter(pk=picture.pk).update(made_at=timezone.now() - timedelta(days=days))


def test_pictures_that_nothing_names_are_removed_with_their_files(three, settings):
    rebuild()
    old(three[0])

    said = rebuild("--prune")

    assert set(Picture.objects.values_list("sha256", flat=True)) == {picture.sha256 for picture in three[1:]}
    assert [name for name in on_disk(settings.MEDIA_ROOT) if three[0].sha256 in name] == []
    assert said.endswith("Unused pictures removed: 1. Files of no picture removed: 0.\n")


def test_without_the_flag_nothing_is_removed(three):
    for picture in three:
        old(picture)

    rebuild()

    assert Picture.objects.count() == 3


def test_what_is_younger_than_a_day_or_was_chosen_again_stays(three):
    old(three[0], days=0.9)
    old(three[1])
    keep(factories.picture_bytes(colour=COLOURS[1]))

    rebuild("--prune")

    assert Picture.objects.count() == 3


def test_what_a_draft_or_an_old_publication_names_stays(editor, pharmacist):
    drafted, published = image("red", alt="Red."), image("blue", alt="Blue.")
    factories.draft(by=editor, images=[drafted])
    product = factories.listed(editor=editor, pharmacist=pharmacist, images=[published]).product
    with product.editing(by=editor) as edited:
        edited.images.all().delete()
    factories.republish(product, editor=editor, pharmacist=pharmacist)
    for picture in Picture.objects.all():
        old(picture)

    rebuild("--prune")

    assert set(Picture.objects.values_list("sha256", flat=True)) == {drafted["sha256"], published["sha256"]}


def test_files_of_no_picture_are_removed_after_a_day(three, settings):
    lost, young = "ab/" + "ab" * 32 + "-400.webp", "cd/" + "cd" * 32 + "-400.webp"
    half = f"{three[0].sha256[:2]}/{three[0].sha256}-400.webp.0badcafe.part"
    for name in (lost, half):
        files.write(name, b"left behind")
    grow_old(settings.MEDIA_ROOT)
    files.write(young, b"of an upload that is not committed yet")

    said = rebuild("--prune")

    assert [(settings.MEDIA_ROOT / name).exists() for name in (lost, half, young)] == [False, False, True]
    assert said.endswith("Unused pictures removed: 0. Files of no picture removed: 2.\n")
    assert [picture.is_ready for picture in three] == [True] * 3
