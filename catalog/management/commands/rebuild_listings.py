from django.core.management.base import BaseCommand
from django.db import transaction
from rich.progress import track

from catalog import shelf
from catalog.models import Clock, Listing
from catalog.page import render


class Command(BaseCommand):
    help = "Make every listing anew from its publication, after a fix of the sanitiser or of what a listing holds."

    def handle(self, **options):
        keys = list(Listing.objects.order_by("product_id").values_list("pk", flat=True))
        shown = track(keys, description="Rebuilding listings") if self.stdout.isatty() else keys
        rebuilt = sum(rebuild(key) for key in shown)
        with transaction.atomic():
            Clock.move(shape=True)
        self.stdout.write(f"{rebuilt} listings rebuilt.")


@transaction.atomic
def rebuild(key) -> bool:
    """One listing a transaction: stopped half-way, the command is simply run again."""
    listing = Listing.objects.select_related("publication__product").filter(pk=key).first()
    if listing is None:  # withdrawn since the command began
        return False
    listing.publication.product.locked()
    content = listing.publication.content
    shelf.put(listing.publication, content, render(content))
    return True
