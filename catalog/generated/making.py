"""Making a catalogue: what all products share first, then batches of them, by as many processes as there are cores."""

import os
import pickle
import re
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection, transaction

from accounts.models import User
from catalog.generated import bulk, fda, processes, rows
from catalog.generated.medicines import Medicine, built_in
from catalog.generated.rows import Run
from catalog.generated.terms import terms_of
from catalog.models import Address, Listing, Product, Publication
from catalog.refusals import Refused

SIGNER = "catalogue-generator"
ADDRESS = "@generated.invalid"  # of the accounts that were made here
BATCH = 10_000  # products in one transaction
MOST, AHEAD = 4, 2  # processes that write; batches that are made ahead of the one that is written
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
    """The account that signs what is generated, and by which it is found again. Nobody can sign in with it.

    Raises Refused where somebody else has taken its name.
    """
    account = User.objects.filter(username=SIGNER).first()
    if account and account.email != f"{SIGNER}{ADDRESS}":
        raise Refused(f"There is an account called “{SIGNER}” already, and it is a person's. Rename it first.")
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
    return Listing.objects.filter(publication__signed_by__email=f"{SIGNER}{ADDRESS}")


def last_number() -> int:
    """That of the latest generated product, as its slug ends; 0 where there is none."""
    slugs = [model.objects.filter(slug__contains="-g").values_list("slug", flat=True) for model in (Product, Address)]
    found = (NUMBERED.search(slug) for some in slugs for slug in some.iterator(chunk_size=10_000))
    return max((int(match[1]) for match in found if match), default=0)


def workers(number: int):
    """The processes that so many products take: none for a single batch; SQLite has one writer, and one beside it."""
    if number <= BATCH:
        return nullcontext()
    several = min(os.cpu_count() or 1, MOST) if connection.vendor == "postgresql" else 1
    return processes.pool(several, database=connection.settings_dict["NAME"])


def make(run: Run, number: int, others: Executor | None) -> Iterator[int]:
    """Write so many products, a batch a transaction; yields how many more are there after each."""
    end = run.first + number
    starts = [(start, min(BATCH, end - start)) for start in range(run.first, end, BATCH)]
    if others is None:
        for one in starts:
            write(rows.batch(run, *one))
            yield one[1]
    else:
        ways = written_there if connection.vendor == "postgresql" else made_there
        yield from ways(pickle.dumps(run), starts, others)


@transaction.atomic
def write(batch: bulk.Rows):
    bulk.insert(batch)


def made_there(run: bytes, starts, others: Executor) -> Iterator[int]:
    """Another process makes the rows, this one writes them, in their order."""
    rest = iter(starts)
    waiting = deque((processes.submit(others, rows.batch, run, *one), one) for one in islice(rest, AHEAD))
    while waiting:
        done, (_start, number) = waiting.popleft()
        write(done.result())
        waiting.extend((processes.submit(others, rows.batch, run, *one), one) for one in islice(rest, 1))
        yield number


def written_there(run: bytes, starts, others: Executor) -> Iterator[int]:
    """PostgreSQL takes rows from several at once: each process makes its own and hands them over itself."""
    rest = iter(starts)
    waiting = {processes.submit(others, make_and_write, run, *one) for one in islice(rest, MOST)}
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        waiting |= {processes.submit(others, make_and_write, run, *one) for one in islice(rest, len(done))}
        yield sum(one.result() for one in done)


def make_and_write(run: Run, start: int, number: int) -> int:
    """In another process."""
    batch = rows.batch(run, start, number)
    bulk.hurry()
    write(batch)
    return number
