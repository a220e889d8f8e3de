from django.core.management.base import BaseCommand
from django.utils import timezone

from reviews import retention


class Command(BaseCommand):
    help = "Delete what was kept as long as its rule says (reviews/retention.py). Run it daily; it may be stopped."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are.")

    def handle(self, *, dry_run, **options):
        for what, number in retention.purge(timezone.now(), dry_run=dry_run):
            self.stdout.write(f"{number} {what} {'would be erased' if dry_run else 'erased'}")
