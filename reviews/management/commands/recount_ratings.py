from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from catalog.models import Product
from reviews.models.stars import Wrong, differences, recount

AT_ONCE = 200  # products


class Command(BaseCommand):
    help = (
        "Compare the stars of every medicine, the votes and the complaints of every published review with what they "
        "are counted from, print each difference, and put it right."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="put nothing right; exit 1 where something is wrong")

    def handle(self, *, check, **options):
        found = 0
        products = list(Product.objects.order_by("pk").values_list("pk", flat=True))
        for some in self.shown(products):
            for one in differences(some) if check else repaired(some):
                self.stdout.write(line(one, repaired=not check))
                found += 1
        self.stdout.write(f"Medicines looked at: {len(products)}. Differences: {found}.")
        if check and found:
            raise CommandError("Run it without --check to put them right.")

    def shown(self, products: list[int]) -> Iterator[list[int]]:
        """So many products at once, with a progress bar on a terminal, a line now and then elsewhere."""
        starts = range(0, len(products), AT_ONCE)
        visible = track(starts, description="Counting") if self.stdout.isatty() and len(starts) > 1 else starts
        for start in visible:
            if start and visible is starts and start % (10 * AT_ONCE) == 0:
                self.stdout.write(f"  {start} of {len(products)} …")
                self.stdout.flush()
            yield products[start : start + AT_ONCE]


def repaired(products: list[int]) -> Iterator[Wrong]:
    """What was wrong; a product that is right is not locked."""
    for product in sorted({one.product for one in differences(products)}):
        yield from recount(product)


def line(one: Wrong, *, repaired: bool) -> str:
    where = f"product {one.product}" + (f", text {one.text}" if one.text else "")
    return f"{where}: {one.what} is {one.kept}, counted {one.right}" + ("; put right" if repaired else "")
