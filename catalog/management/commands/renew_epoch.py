from django.core.management.base import BaseCommand

from catalog.models import Clock


class Command(BaseCommand):
    help = "Start a new epoch of the clock: after a restore from a backup or the promotion of a replica."

    def handle(self, **options):
        self.stdout.write(f"The clock runs in epoch {Clock.renew_epoch()}.")
