"""Deleted, damaged, outdated: the index comes back by itself, and nothing that asks meanwhile fails."""

import shutil
from pathlib import Path

import pytest

from catalog import engine
from catalog.engine import documents, folder, follower, keeping, reading
from catalog.engine.folder import Folder
from catalog.models import Clock
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist)


@pytest.fixture
def place(listing) -> Folder:
    engine.catch_up()
    return Folder(Clock.stamp()[2])


def found() -> list[int]:
    return engine.reader().answer(engine.Wanted(q="testazole", sort="relevance")).products


def generation(place) -> Path:
    return place.of(place.state().generation)


def test_a_deleted_folder_is_built_again(listing, place):
    shutil.rmtree(place.root)
    assert follower.look()
    assert found() == [listing.product_id]


@pytest.mark.parametrize("name", ["meta.json", "current.json"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff{", b"[]"])
def test_a_damaged_file_of_the_index_is_built_again(listing, place, name, content):
    file = generation(place) / name if name == "meta.json" else place.path / name
    before = place.state().generation
    file.write_bytes(content)
    reading.forget()

    assert [follower.look() for _second in range(2)][-1]

    assert found() == [listing.product_id]
    assert place.state().generation != before


@pytest.mark.parametrize("kind", ["idx", "term", "fast", "store"])
def test_a_file_that_is_lost_is_noticed(listing, place, kind):
    next(generation(place).glob(f"*.{kind}")).unlink()
    reading.forget()
    assert [follower.look() for _second in range(2)][-1]
    assert found() == [listing.product_id]


def test_an_index_from_the_future_is_nobodys(listing, place):
    """As where an older copy of the database was put back without a new epoch."""
    place.remember(folder.State(place.state().generation, 10**6))
    reading.forget()
    assert engine.catch_up() == Clock.stamp()[0]
    assert place.state().tick == Clock.stamp()[0]


def test_another_schema_is_built_beside_the_one_that_others_search(listing, place, monkeypatch):
    old = engine.reader()
    monkeypatch.setattr(folder, "FINGERPRINT", "another")
    assert follower.look()
    assert engine.reader().folder.name.endswith("-another")
    assert old.answer(engine.Wanted()).products == found() == [listing.product_id]
    assert place.path.exists()


def test_a_rebuild_swaps_in_one_step_and_leaves_nothing_behind(listing, place):
    before, old = place.state(), engine.reader()
    told = []

    engine.rebuild(lambda done, total: told.append((done, total)))

    assert told == [(1, 1)]
    assert place.state().generation != before.generation
    assert [one.name for one in place.path.glob("g-*")] == [place.state().generation]
    assert old.answer(engine.Wanted()).products == found() == [listing.product_id]


def test_what_changes_while_the_index_is_built_is_in_it(listing, place, editor, pharmacist):
    made = []

    def meanwhile(_done, _total):
        if not made:
            other = factories.listed(editor=editor, pharmacist=pharmacist, name="Aestazole 10 mg Tablets")
            made.append(other.product_id)

    engine.rebuild(meanwhile)

    assert engine.reader().answer(engine.Wanted()).products == [*made, listing.product_id]


def test_a_build_that_fails_leaves_nothing_behind(listing, place, monkeypatch):
    before = place.state()

    def fail(_done, _total):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        engine.rebuild(fail)

    assert (place.state(), [one.name for one in place.path.glob("g-*")]) == (before, [before.generation])
    assert found() == [listing.product_id]


def test_what_a_failed_build_wrote_is_deleted_once_nobody_writes_there_any_more(listing, place, monkeypatch):
    others = []

    def drop(folder, generation):
        """The engine lets a second writer in only where the first has ended."""
        others.append(keeping.opened(folder.of(generation)).writer())

    def fail(_done, _total):
        raise OSError("disk full")

    monkeypatch.setattr(Folder, "drop", drop)
    with pytest.raises(OSError, match="disk full"):
        engine.rebuild(fail)
    assert others


def test_a_listing_that_cannot_be_indexed_keeps_no_other_from_being_found(
    listing, place, editor, pharmacist, monkeypatch
):
    factories.listed(editor=editor, pharmacist=pharmacist, name="Poisonol 10 mg Tablets")
    real = documents.fields

    def poisoned(one, around):
        if one.name.startswith("Poisonol"):
            raise ArithmeticError
        return real(one, around)

    monkeypatch.setattr(documents, "fields", poisoned)
    engine.rebuild()
    last = factories.listed(editor=editor, pharmacist=pharmacist, name="Zestazole 10 mg Tablets")
    engine.catch_up()
    assert engine.reader().answer(engine.Wanted()).products == [listing.product_id, last.product_id]


def test_a_folder_of_somebody_else_stays(listing, place, monkeypatch):
    theirs = place.root / "letters"
    theirs.mkdir()
    monkeypatch.setattr(folder, "LEFT_BEHIND", -1)
    engine.rebuild()
    assert theirs.is_dir()


def test_folders_of_other_epochs_go_once_they_are_old(listing, place, monkeypatch):
    Clock.renew_epoch()
    monkeypatch.setattr(folder, "LEFT_BEHIND", -1)
    engine.catch_up()
    assert [one.name for one in place.root.iterdir()] == [Folder(Clock.stamp()[2]).path.name]


def test_a_question_that_the_engine_cannot_answer_does_not_cost_the_index(place, monkeypatch):
    monkeypatch.setattr("catalog.engine.answering.SHOWN", -(10**9))
    with pytest.raises(engine.Unavailable):
        engine.reader().answer(engine.Wanted())
    monkeypatch.undo()
    assert engine.reader() is not None


def test_the_command_says_what_it_did(listing, capsys):
    from django.core.management import call_command

    call_command("rebuild_index")
    assert capsys.readouterr().out == f"1 of 1\n1 listings are indexed, up to tick {Clock.stamp()[0]}.\n"
