from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from catalog.generated import bulk, fda, making
from catalog.models import Clock, Listing
from catalog.refusals import Refused
from pharmacy.management.progress import shown
from reviews import generated

GO_ON = "What was made before is kept. Run it again to make more, or remove_generated to take it away."


class Command(BaseCommand):
    help = (
        "Generate a catalogue for measuring: products that are signed and listed, with packs, stars and reviews. They "
        "are marked as a demonstration and say what they are; remove_generated removes them. Run again, it adds more."
    )

    def add_arguments(self, parser):
        parser.add_argument("--products", type=int, required=True, metavar="N", help="how many products")
        parser.add_argument(
            "--reviews", type=int, default=0, metavar="M", help="how many reviews; few products get most"
        )
        parser.add_argument(
            "--from-drugsatfda", type=Path, metavar="ZIP", help="take names, forms and strengths from the FDA's export"
        )
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same catalogue")
        parser.add_argument("--beside-real-listings", action="store_true", help="even where real medicines are listed")

    def handle(self, *, products, reviews, from_drugsatfda, seed, beside_real_listings, **options):
        if products < 1 or reviews < 0:
            raise CommandError("Ask for one product or more, and for no review or more.")
        try:
            if not beside_real_listings:
                refuse_beside_real_listings()
            with making.workers(products) as others:
                source = read(from_drugsatfda, seed)
                for reason, number in source.left_out.most_common():
                    self.stdout.write(f"Left out of the export, {reason}: {number}.")
                self.generate(making.begin(source, number=products, seed=seed), products, reviews, others)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        except DatabaseError as error:
            raise CommandError(f"The database refused: {str(error).strip()}\n{GO_ON}") from error
        except BrokenProcessPool as error:
            raise CommandError(f"A process that made rows was ended from outside (out of memory?). {GO_ON}") from error
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {GO_ON}", returncode=130) from None

    def generate(self, run, products, reviews, others):
        try:
            shown(self, "Products", making.make(run, products, others), products)
            bulk.analyse()
            if reviews:
                made = generated.make(run.signer, reviews, seed=run.seed, first=run.product)
                shown(self, "Reviews", made, reviews)
        finally:
            # Half of it is public, too: what lists and indexes know is of before.
            Clock.renew_epoch()
        bulk.analyse()
        self.stdout.write(f"Generated listings: {making.generated_listings().count()}.")


def read(path: Path | None, seed: int) -> making.Source:
    try:
        return making.source(seed, path)
    except OSError as error:
        raise CommandError(
            f"{path} cannot be read: {error.strerror}. Give --from-drugsatfda the zip's path."
        ) from error
    except fda.NotTheExport as error:
        raise CommandError(
            f"{path} is not the zip of Drugs@FDA with Products.txt and Applications.txt ({error}). "
            "The FDA offers it as “Drugs@FDA data files”; without --from-drugsatfda, names are invented."
        ) from error


def refuse_beside_real_listings():
    if Listing.objects.filter(demonstration=False).exists():
        raise CommandError(
            "Real medicines are listed here, and the public would find invented ones among them. "
            "Use a database of its own, or say --beside-real-listings."
        )
