import time
from contextlib import nullcontext

from django.db import OperationalError
from django_tasks_db.management.commands import db_worker
from django_tasks_db.utils import is_locked_database_exception

from api.models import KeptAnswer
from catalog import pictures
from reviews.models import Letter
from webhooks.follower import Follower
from webhooks.following import follow, prune
from webhooks.models import Delivery

PAUSE = 3  # seconds
CHORES = (prune, lambda: KeptAnswer.objects.over().delete())  # once an hour


class Command(db_worker.Command):
    help = "Do the work that waits, as db_worker does; take up what was left unfinished, and outlive a locked database."

    def handle(self, **options):
        while True:
            try:
                pictures.take_up_unfinished()
                Letter.objects.take_up()
                Delivery.objects.take_up()
                if options["batch"]:  # it goes once all is done, so it looks at the clock once
                    follow()
                with nullcontext() if options["batch"] else Follower(hourly=CHORES):
                    return super().handle(**options)
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
            self.stdout.write(f"The database was locked for too long; the worker goes on in {PAUSE} seconds.")
            self.stdout.flush()
            time.sleep(PAUSE)
