from django.core.management.base import BaseCommand, CommandError

from catalog import listing_checks
from catalog.models import Listing, Product


class Command(BaseCommand):
    help = "Run the listing checks over every draft, or over what is listed. Exits non-zero where an error stands."

    def add_arguments(self, parser):
        parser.add_argument("--listed", action="store_true", help="check the signed text that the public sees")

    def handle(self, *, listed, **options):
        errors = 0
        for name, content in signed() if listed else drafts():
            for finding in listing_checks.run(content):
                errors += finding.is_error
                kind = "error" if finding.is_error else "warning"
                self.stdout.write(f"{name}: {kind}: {finding.message} [{finding.id}]")
        if errors:
            raise CommandError(f"{errors} errors. A product with an error cannot be signed.")
        self.stdout.write("No errors.")


def drafts():
    for product in Product.objects.order_by("name").iterator():
        yield product.name, product.snapshot()


def signed():
    for listing in Listing.objects.select_related("publication").defer("page").order_by("name_key").iterator():
        yield listing.name, listing.publication.content
