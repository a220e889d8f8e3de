from django.core.management.base import BaseCommand
from django.db import transaction
from rich.progress import track

from catalog import shelf
from catalog.models import Change, Clock, Product
from catalog.page import render


class Command(BaseCommand):
    help = "Make every listing anew from its publication, after a fix of the sanitiser or of what a listing holds."

    def handle(self, **options):
        products = Product.objects.listed().order_by("pk")
        shown = track(products, description="Rebuilding listings") if self.stdout.isatty() else products
        rebuilt = sum(rebuild(product) for product in shown)
        self.stdout.write(f"{rebuilt} listings rebuilt.")


@transaction.atomic
def rebuild(product) -> bool:
    """One listing a transaction: stopped half-way, the command is simply run again."""
    product.locked()
    listing = shelf.locked_listing(product)
    if listing is None:  # withdrawn since the command began
        return False
    content = listing.publication.content
    shelf.put(listing.publication, content, render(content))
    # Search reads the columns that were made anew, too.
    Clock.move((product.pk, Change.Kind.PUBLISHED), shape=True)
    return True
