from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from catalog.models import Publication
from catalog.models.publication import FIRST_SEAL


class Command(BaseCommand):
    help = "Recompute every publication's digest and seal, and the chain between them. Exits non-zero at a fault."

    def handle(self, **options):
        faults, verified, last = [], 0, None
        publications = Publication.objects.order_by("product_id", "number")
        rows = publications.iterator(chunk_size=200)
        if self.stdout.isatty():
            rows = track(rows, total=publications.count(), description="Verifying", console=None)
        for publication in rows:
            before = last if last and last.product_id == publication.product_id else None
            found = list(faults_of(publication, before))
            faults += found
            verified += not found
            last = publication
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(
                f"{len(faults)} faults. Somebody changed signed text past the guards: compare with a backup, "
                "and withdraw the product until you know more."
            )
        self.stdout.write(f"{verified} publications verified.")


def faults_of(publication, before):
    """Sentences on what does not fit: the content, the seal, the number, the link to the one before."""
    where = f"Product {publication.product_id}, version {publication.number}"
    if publication.computed_digest() != publication.digest:
        yield f"{where}: the content is not what was signed."
    if publication.computed_seal() != publication.seal:
        yield f"{where}: the circumstances of the signature were changed."
    if publication.previous_seal != (before.seal if before else FIRST_SEAL):
        yield f"{where}: it does not follow the version before it."
    if publication.number != (before.number + 1 if before else 1):
        yield f"{where}: a version before it is missing."
