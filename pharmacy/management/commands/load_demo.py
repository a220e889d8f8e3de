from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from catalog.models import Listing
from pharmacy.demo import accounts, loading


class Command(BaseCommand):
    help = "Load the demonstration catalogue and its accounts. Run again, it adds what is missing and changes nothing."

    def handle(self, **options):
        try:
            accounts.install()
        except accounts.NotADemonstration as refusal:
            raise CommandError(f"{refusal} Load the demonstration into a database of its own.") from None
        steps = list(loading.steps())
        for name, do in self.shown(steps):
            try:
                do()
            except Exception:
                self.stderr.write(f"The demonstration catalogue stopped at {name}; what came before it is kept.")
                raise
        self.stdout.write(f"The demonstration catalogue is there: {Listing.objects.count()} medicines are listed.")

    def shown(self, steps):
        """A progress bar on a terminal, a line now and then elsewhere."""
        if self.stdout.isatty():
            yield from track(steps, description="Loading medicines")
            return
        for number, step in enumerate(steps, start=1):
            if number % 10 == 1 and len(steps) > 2:
                self.stdout.write(f"  {number} of {len(steps)}: {step[0]} …")
                self.stdout.flush()
            yield step
