"""A medicine with as many reviews as one likes, put there past the verbs: what the benches and budgets look at."""

import random
from datetime import UTC, datetime, timedelta

from accounts.models import User
from catalog.models import Condition, Listing, Rating
from reviews.models import Reply, Review, ReviewText
from reviews.models.stars import counted

BATCH = 5000
STARS = {5: 52, 4: 21, 3: 9, 2: 6, 1: 12}  # of a hundred, as shops see them
RARE = 10  # reviews of the last condition, whatever the number of all
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
SAID = "It took a few days before I noticed anything; after that the nights were quieter and I got up rested. "


def crowd(listing: Listing, number: int, *, moderator, seed=1):
    """So many published reviews of one listing: invented authors, all stars, conditions, votes, some answers."""
    chance = random.Random(seed)  # noqa: S311
    conditions = [*Condition.objects.filter(listings=listing).order_by("pk")]
    for start in range(0, number, BATCH):
        rows = range(start, min(start + BATCH, number))
        authors = User.objects.bulk_create(account(listing, row) for row in rows)
        reviews = Review.objects.bulk_create(Review(product_id=listing.product_id, author=one) for one in authors)
        texts = [text(review, row, chance, conditions, moderator) for row, review in zip(rows, reviews, strict=True)]
        ReviewText.objects.bulk_create(texts)
        Reply.objects.bulk_create(
            Reply(review=one, text="Thank you. Ask us at the counter.", by=moderator) for one in reviews[::50]
        )
    columns = dict(zip(Rating.COLUMNS, counted([listing.product_id])[listing.product_id], strict=True))
    Rating.objects.update_or_create(product_id=listing.product_id, defaults=columns)


def account(listing, row) -> User:
    name = f"crowd-{listing.pk}-{row}"
    return User(username=name, email=f"{name}@example.com", display_name=f"Customer {row}")


def text(review, row, chance, conditions, moderator) -> ReviewText:
    at = FIRST + timedelta(minutes=7 * row, microseconds=chance.randrange(1_000_000))
    rare = row % max(RARE, 1) == 3 and row < RARE * RARE
    return ReviewText(
        review=review,
        product_id=review.product_id,
        rating=chance.choices([*STARS], [*STARS.values()])[0],
        title=f"Review {row}",
        text=SAID * chance.randrange(1, 6),
        condition=conditions[-1] if rare else chance.choice([*conditions[:-1], None]),
        taken_for=chance.choice([*ReviewText.TakenFor.values, ""]),
        verified=chance.random() < 0.1,
        language="en",
        consent_wording="I agree that everybody may read this.",
        consented_at=at,
        state=ReviewText.State.SHOWN,
        decided_by=moderator,
        decided_at=at,
        helpful_count=int(chance.paretovariate(1.2)) - 1,
    )
