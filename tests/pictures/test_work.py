"""The worker takes up what another left unfinished, and outlives a database that is locked."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from catalog.models import ListingPicture, Picture
from catalog.pictures import keep
from pharmacy.management.commands import work
from tests import factories
from tests.public.hidden import image

pytestmark = pytest.mark.django_db(transaction=True)


def run_worker():
    call_command("work", batch=True, startup_delay=False, reload=False, verbosity=0)


def killed(ago: timedelta) -> Picture:
    """A picture whose worker was killed in the middle, so long after its start."""
    picture = keep(factories.picture_bytes())
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - ago)
    return picture


def test_what_a_killed_worker_left_unfinished_is_done_when_the_next_one_starts():
    picture = killed(timedelta(minutes=6))

    run_worker()

    assert (picture.is_ready, DBTaskResult.objects.get().status) == (True, TaskResultStatus.SUCCESSFUL)


def test_what_another_worker_may_be_at_waits_until_that_is_out_of_the_question():
    picture = killed(timedelta(minutes=1))

    run_worker()

    task = DBTaskResult.objects.get()
    assert (picture.made_count, task.status) == (1, TaskResultStatus.READY)
    assert task.run_after - task.started_at == timedelta(minutes=5)


def test_a_locked_database_does_not_end_the_worker(monkeypatch, capsys):
    picture, run, locked = (
        keep(factories.picture_bytes()),
        db_worker.Worker.run,
        [OperationalError("database is locked")],
    )

    def run_once_it_is_free(worker):
        if locked:
            raise locked.pop()
        run(worker)

    monkeypatch.setattr(work, "PAUSE", 0)
    monkeypatch.setattr(db_worker.Worker, "run", run_once_it_is_free)

    run_worker()

    assert picture.is_ready
    assert capsys.readouterr().out == "The database was locked for too long; the worker goes on in 0 seconds.\n"


def test_another_error_of_the_database_ends_it(monkeypatch):
    def broken(_worker):
        raise OperationalError("no such table")

    monkeypatch.setattr(db_worker.Worker, "run", broken)

    with pytest.raises(OperationalError, match="no such table"):
        run_worker()


def test_signing_waits_for_one_picture_at_most(editor, pharmacist, client):
    shown = [image(colour, alt=f"A {colour} tablet.") for colour in ("white", "red")]
    DBTaskResult.objects.all().delete()

    factories.listed(editor=editor, pharmacist=pharmacist, images=shown)

    assert [one.made_count for one in Picture.objects.all()] == [1, 1]
    assert (ListingPicture.objects.count(), DBTaskResult.objects.ready().count()) == (2, 2)
    asked = [f"/pictures/{one['sha256']}-400.jpg" for one in shown]
    assert [client.get(one)["Content-Type"] for one in asked] == ["image/jpeg"] * 2
