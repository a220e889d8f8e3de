"""Reviews of generated products, for measuring: published, by readers who are nobody; a few products have most of them.

See catalog/generated, which makes the products. No decision is noted and no letter put: nobody sent or decided them.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from accounts.models import User
from catalog.generated import bulk
from catalog.generated.making import ADDRESS
from catalog.models import Listing, Rating
from pharmacy import markets
from reviews.models import Review, ReviewText

READER = "generated-reader-"
BATCH = 5000
FEWEST, SHARE = 50, 20  # readers at least, and reviews for each of them
TAIL = 3  # the higher, the more reviews the first products get
STARS = (5,) * 50 + (4,) * 21 + (3,) * 10 + (2,) * 7 + (1,) * 12
STRIDES = (7919, 7907)  # primes
FIRST, MINUTES = datetime(2024, 6, 1, tzinfo=UTC), 500 * 24 * 60
CONSENT = "Generated for measuring: nobody wrote this, and nobody agreed to anything."
TAKEN_FOR = (*ReviewText.TakenFor.values, "")
SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())  # titles, first and second sentences
GENERATED = "(Generated for measuring.)"


def make(signer: str, number: int, *, seed: int, first: int) -> Iterator[int]:
    """So many reviews of the generated products from the id `first` on, a batch a transaction; yields how many more."""
    chance = Random(f"reviews {seed} {number}")  # noqa: S311
    listed = reviewable(signer, first)
    if not listed:
        return
    readers = make_readers(max(FEWEST, number // SHARE), prefix=first)
    had: Counter = Counter()
    for start in range(0, number, BATCH):
        some = min(BATCH, number - start)
        chosen = [listed[place_of(chance.random(), len(listed))] for _one in range(some)]
        write(chosen, signer, readers, had, chance)
        yield some


def reviewable(signer: str, first: int) -> list[tuple]:
    """(product, language, condition) of what may show reviews, in the order of ids."""
    ours = Listing.objects.filter(publication__signed_by=int(signer), product__gte=first, reviews_open=True)
    rows = ours.order_by("product_id").values_list("product_id", "language", "conditions", "market", "legal_status")
    return [row[:3] for row in rows.iterator(chunk_size=10_000) if markets.may_show_reviews(*row[3:])]


def place_of(share: float, number: int) -> int:
    """Of so many, some far more often than most: a stride spreads the favourites over the catalogue."""
    stride = next(one for one in STRIDES if number % one)
    return int(share**TAIL * number) * stride % number


@transaction.atomic
def make_readers(number: int, *, prefix: int) -> list[str]:
    """The ids of as many accounts that nobody can sign in to."""
    first = bulk.reserve(User, number)
    password = make_password(None)
    rows: bulk.Rows = {}
    for place in range(number):
        name = f"{READER}{prefix}-{place}"
        values = {"id": first + place, "username": name, "email": f"{name}{ADDRESS}", "password": password}
        values |= {"display_name": f"Generated reader {place + 1}", "is_active": False, "date_joined": spelled(FIRST)}
        key, line = bulk.line(User, values)
        rows.setdefault(key, []).append(line)
    bulk.insert(rows)
    return [str(first + place) for place in range(number)]


@transaction.atomic
def write(chosen: list[tuple], signer: str, readers: list[str], had: Counter, chance: Random):
    first = bulk.reserve(Review, len(chosen))
    rows: bulk.Rows = {}
    stars: Counter = Counter()
    for review, (product, language, condition) in enumerate(chosen, start=first):
        # One review for each reader and product: when all readers have written one, the next is by nobody any more.
        place = had[product]
        had[product] += 1
        author = readers[(place + product) % len(readers)] if place < len(readers) else None
        at = spelled(FIRST + timedelta(minutes=chance.randrange(MINUTES)))
        text = text_columns(language, condition, chance) | {"review_id": review, "product_id": product}
        times = {"consented_at": at, "submitted_at": at, "decided_at": at, "decided_by_id": signer}
        reviewed = {"id": review, "product_id": product, "author_id": author, "created_at": at}
        for model, values in ((Review, reviewed), (ReviewText, text | times)):
            key, line = bulk.line(model, values)
            rows.setdefault(key, []).append(line)
        stars[product, text["rating"]] += 1
    bulk.insert(rows)
    count(stars)


def text_columns(language: str, condition, chance: Random) -> dict:
    said = SAID[language]
    words = (chance.choice(said["firsts"]), chance.choice(said["seconds"]), GENERATED)
    return {
        "rating": chance.choice(STARS),
        "title": chance.choice(said["titles"]),
        "text": " ".join(filter(None, words)),
        "language": language,
        "condition_id": condition if chance.random() < 0.7 else None,
        "taken_for": chance.choice(TAKEN_FOR),
        "verified": chance.random() < 0.1,
        "consent_wording": CONSENT,
        "state": ReviewText.State.SHOWN.value,
    }


def count(stars: Counter):
    """Add the stars of new reviews to the counters of their products; see also reviews/models/stars.py."""
    added: dict[int, list[int]] = {}
    for (product, rating), number in stars.items():
        added.setdefault(product, [0] * 5)[rating - 1] += number
    sums = ", ".join(f"{name} = catalog_rating.{name} + excluded.{name}" for name in Rating.COLUMNS)
    sql = f"""INSERT INTO catalog_rating (product_id, {", ".join(Rating.COLUMNS)}) VALUES (%s, %s, %s, %s, %s, %s)
        ON CONFLICT (product_id) DO UPDATE SET {sums}"""  # noqa: S608  our own columns
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[product, *numbers] for product, numbers in sorted(added.items())])


def spelled(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"
