from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from catalog.generated import bulk, removing
from catalog.models import Clock
from pharmacy.management.progress import shown


class Command(BaseCommand):
    help = (
        "Remove everything that generate_catalogue made: products, publications, listings, packs, reviews, accounts, "
        "and the terms that nothing else names. Nothing else is touched; stopped half-way, nothing is removed at all."
    )

    def handle(self, **options):
        removed, number = removing.Removed(), removing.generated_products().count()
        try:
            passes = removing.PASSES
            shown(self, "Removing", removing.remove(removed), number * passes, passes=passes)
        except DatabaseError as error:
            raise CommandError(
                f"The database refused, and nothing is removed: {str(error).strip()}\n"
                "Removing lifts the guards of publications for a moment: that takes the account that owns the tables."
            ) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped: nothing is removed.", returncode=130) from None
        Clock.renew_epoch()
        bulk.analyse()
        self.stdout.write(
            f"Removed: {removed.products} products with all that hung on them, {removed.terms} terms, "
            f"{removed.accounts} accounts."
        )
        if removed.adopted:
            self.stdout.write(f"Somebody else has signed {removed.adopted} of the generated products since: they stay.")
