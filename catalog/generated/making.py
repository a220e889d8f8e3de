"""Making a catalogue: what all products share first, then batches of them, by as many processes as there are cores."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection, transaction

from accounts.models import User
from catalog.generated import bulk, fda, processes, rows
from catalog.generated.medicines import Medicine, built_in
from catalog.generated.rows import Run
from catalog.generated.terms import terms_of
from catalog.models import Address, Listing, Product, Publication

SIGNER = "catalogue-generator"
ADDRESS = "@generated.invalid"  # of the accounts that were made here
BATCH = 5000  # products in one transaction
NUMBERED = re.compile(r"-g(\d+)$")


@dataclass(frozen=True)
class Source:
    """The medicines that products are made of; what was left out, by reason; whether they are real ones of the US."""

    medicines: list[Medicine]
    left_out: Counter = field(default_factory=Counter)
    at_home: bool = False


def source(seed: int, path=None) -> Source:
    """The built-in list, or that of the export at `path`. Raises OSError, fda.NotTheExport."""
    if path is None:
        return Source(built_in(seed))
    medicines, left_out = fda.read(path)
    if not medicines:
        raise fda.NotTheExport("no product in it has a form and a strength that we know")
    return Source(medicines, left_out, at_home=True)


def signer() -> User:
    """The account that signs what is generated, and by which it is found again. Nobody can sign in with it."""
    account = User.objects.filter(username=SIGNER).first()
    if account is None:
        account = User(username=SIGNER, email=f"{SIGNER}{ADDRESS}", display_name="Catalogue generator")
        account.is_active = False
        account.set_unusable_password()
        account.save()
    return account


@transaction.atomic
def begin(source: Source, *, number: int, seed: int) -> Run:
    """Make what the products share, and take their ids."""
    first = last_number() + 1
    terms = terms_of(named_by(source.medicines, first, number))
    return Run(
        seed=seed,
        medicines=source.medicines,
        at_home=source.at_home,
        terms=terms,
        makers=list(terms.makers.values()),
        signer=str(signer().pk),
        first=first,
        product=bulk.reserve(Product, number),
        publication=bulk.reserve(Publication, number),
        listing=bulk.reserve(Listing, number),
    )


def named_by(medicines: list[Medicine], first: int, number: int) -> list[Medicine]:
    """Those of the medicines that so many products from the one numbered `first` on are made of; see rows.product."""
    places = range(first - 1, first - 1 + min(number, len(medicines)))
    return [medicines[place % len(medicines)] for place in places]


def generated_listings():
    """The public rows of what was made here."""
    return Listing.objects.filter(publication__signed_by__username=SIGNER)


def last_number() -> int:
    """That of the latest generated product, as its slug ends; 0 where there is none."""
    slugs = [model.objects.filter(slug__contains="-g").values_list("slug", flat=True) for model in (Product, Address)]
    found = (NUMBERED.search(slug) for some in slugs for slug in some.iterator(chunk_size=10_000))
    return max((int(match[1]) for match in found if match), default=0)


def make(run: Run, number: int) -> Iterator[int]:
    """Write so many products, a batch a transaction; yields how many more are there after each."""
    starts = [(start, min(BATCH, run.first + number - start)) for start in range(run.first, run.first + number, BATCH)]
    if len(starts) == 1:
        write(rows.batch(run, *starts[0]))
        yield starts[0][1]
    else:
        yield from (written(run, starts) if connection.vendor == "postgresql" else made_ahead(run, starts))


@transaction.atomic
def write(batch: bulk.Rows):
    bulk.insert(batch)


def made_ahead(run: Run, starts) -> Iterator[int]:
    """SQLite has one writer: another process makes the rows, this one writes them, in their order."""
    with pool(run, 1) as others:
        rest = iter(starts)
        waiting = [(others.submit(made, *one), one) for one in islice(rest, 3)]
        while waiting:
            (done, (_start, number)), *waiting = waiting
            write(done.result())
            waiting += [(others.submit(made, *one), one) for one in islice(rest, 1)]
            yield number


def written(run: Run, starts) -> Iterator[int]:
    """PostgreSQL takes rows from several at once: each process makes its own and hands them over itself."""
    workers = min(os.cpu_count() or 1, 4)
    with pool(run, workers) as others:
        rest = iter(starts)
        waiting = {others.submit(made_and_written, *one) for one in islice(rest, workers + 1)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= {others.submit(made_and_written, *one) for one in islice(rest, len(done))}
            yield sum(one.result() for one in done)


def pool(run: Run, number: int):
    return processes.pool(number, run, database=connection.settings_dict["NAME"])


def made(start: int, number: int) -> bulk.Rows:
    """In another process."""
    return rows.batch(processes.shared, start, number)


def made_and_written(start: int, number: int) -> int:
    """In another process."""
    batch = rows.batch(processes.shared, start, number)
    bulk.hurry()
    write(batch)
    return number
