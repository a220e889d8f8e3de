from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from catalog import picture_care
from catalog.models import Picture


class Command(BaseCommand):
    help = (
        "Make the sizes of pictures that are missing, and the public copies what the listings say. "
        "Stopped half-way, run it again: it goes on where it was."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="make every size anew, after a change of the encoders")
        parser.add_argument("--prune", action="store_true", help="remove pictures that nothing has named for a day")

    def handle(self, *, prune, **options):
        try:
            failed = self.make(anew=options["all"])
            self.stdout.write(f"Public copies that no listing shows, removed: {picture_care.clear_shelf()}.")
            if prune:
                pictures, files = picture_care.prune()
                self.stdout.write(f"Unused pictures removed: {pictures}. Files of no picture removed: {files}.")
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again: it goes on where it was.", returncode=130) from None
        if failed:
            raise CommandError(f"Pictures that failed: {len(failed)}\n" + "\n".join(failed))

    def make(self, *, anew: bool) -> list[str]:
        """Make what is missing, or all; returns a line for each picture that failed."""
        unfinished = picture_care.began()
        if unfinished:
            self.stdout.write(f"Going on with the pictures that are made anew since {unfinished:%Y-%m-%d %H:%M} UTC.")
        older_than = picture_care.begin() if anew else unfinished
        pictures = Picture.objects.order_by("pk")
        failed = []
        for picture in self.shown(pictures.iterator(chunk_size=100), pictures.count()):
            if not picture_care.make(picture, older_than=older_than):
                failed.append(f"  {picture.sha256}: {picture.get_failure_display()}")
        picture_care.finish()
        self.stdout.write(f"Pictures that are ready: {pictures.count() - len(failed)}.")
        return failed

    def shown(self, pictures: Iterable[Picture], number: int) -> Iterable[Picture]:
        """A progress bar on a terminal, a line now and then elsewhere."""
        if self.stdout.isatty():
            yield from track(pictures, description="Making pictures", total=number)
            return
        for position, picture in enumerate(pictures, start=1):
            if position % 100 == 1 and number > 1:
                self.stdout.write(f"  {position} of {number} …")
                self.stdout.flush()
            yield picture
