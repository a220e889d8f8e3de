from django.core.management.base import BaseCommand
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from catalog import engine

LINE_EVERY = 50_000  # listings, where no terminal shows a bar


class Command(BaseCommand):
    help = "Build the search index of this host anew, beside the one that is searched meanwhile, and swap."

    def handle(self, **options):
        if self.stdout.isatty():
            with Progress(TextColumn("Indexing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as bar:
                task = bar.add_task("Indexing", total=None)
                tick = engine.rebuild(lambda done, total: bar.update(task, completed=done, total=total))
        else:
            tick = engine.rebuild(self.tell)
        self.stdout.write(f"{engine.reader().searcher.num_docs} listings are indexed, up to tick {tick}.")

    def tell(self, done, total):
        if done == total or done % LINE_EVERY == 0:
            self.stdout.write(f"{done} of {total}")
