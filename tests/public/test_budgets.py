"""How many queries a page takes: the same with one of everything as with fifty."""

import itertools
import re

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from catalog import engine
from catalog.models import Clock, Picture
from catalog.search import names
from reviews.models import Review, ReviewText
from reviews.models.stars import move_stars
from tests import factories
from tests.public.crowd import multiply
from tests.public.hidden import image

FEW, MANY = 1, 50


def parts(number) -> dict:
    """A content with this many of every part."""
    rows = range(1, number + 1)
    values = factories.content()
    sections = [
        {"kind": section["kind"], "title": f"Part {row}", "text": f"{section['text']} In case {row}."}
        for section in values["sections"]
        for row in rows
    ]
    return {
        "categories": [{"name": f"Category {row}"} for row in rows],
        "ingredients": [
            {"substance": {"name": f"substance {row}"}, "strength": "10", "unit": "mg", "per": ""} for row in rows
        ],
        "indications": [
            {"title": f"Use {row}", "text": f"Use {row}.", "condition": {"name": f"Condition {row}"}} for row in rows
        ],
        "key_features": [{"title": f"Feature {row}", "text": f"Feature {row}."} for row in rows],
        "safety_notes": [
            {"severity": "boxed", "topic": "driving", "title": f"Note {row}", "text": f"Note {row}."} for row in rows
        ],
        "sections": sections,
    }


def reviews(listing, moderator, number):
    """Published reviews, put there without the verbs, which other tests look at."""
    start = User.objects.count()
    names = [f"author-{row}" for row in range(start, start + number)]
    authors = User.objects.bulk_create(
        User(username=name, email=f"{name}@example.com", display_name=name) for name in names
    )
    rows = Review.objects.bulk_create(Review(product=listing.product, author=author) for author in authors)
    decided = {"state": "shown", "decided_by": moderator, "decided_at": timezone.now()}
    said = {"rating": 4, "title": "It helped", "text": "I slept."}
    agreed = {"consent_wording": factories.CONSENT, "consented_at": timezone.now()}
    ReviewText.objects.bulk_create(
        ReviewText(review=review, product=listing.product, **said, **agreed, **decided) for review in rows
    )
    with transaction.atomic():
        move_stars(listing.product_id, up=[4] * number)


def packs(listing, editor, number):
    skus = itertools.count()
    for _ in range(number):
        factories.pack(product=listing.product, by=editor, sku=f"{listing.slug}-{next(skus)}")


@pytest.fixture
def queries(client):
    """How many queries an address takes, with nothing kept ready."""

    def count(address):
        caches["pages"].clear()
        names.kept.cache_clear()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200, address
        return len(captured)

    return count


def build():
    """Two listings: one of everything, and fifty of everything."""
    staff = {"editor": factories.editor(name="builder"), "pharmacist": factories.pharmacist(name="signer")}
    moderator = factories.moderator(name="reader")
    made = []
    for slug, number in (("small", FEW), ("large", MANY)):
        listing = factories.listed(**staff, slug=slug, **parts(number))
        packs(listing, staff["editor"], number)
        reviews(listing, moderator, number)
        for version in range(1, 2 if slug == "small" else 6):
            factories.republish(listing.product, **staff, summary=f"Summary {version}.")
        made.append(listing)
    return made


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build) as (made, _folder):
        yield made


@pytest.fixture
def small_and_large(built, db):
    return built


def test_a_product_page_takes_five_queries_whatever_is_on_it(queries, small_and_large):
    counts = [queries(f"/products/{listing.slug}/") for listing in small_and_large]

    assert counts[0] == counts[1] <= 5


def test_ready_bytes_take_one_query(client, small_and_large, django_assert_num_queries):
    client.get("/products/large/")

    with django_assert_num_queries(1):
        client.get("/products/large/")


def test_an_answer_that_nothing_changed_takes_one_query(client, small_and_large, django_assert_num_queries):
    tag = client.get("/products/large/")["ETag"]
    caches["pages"].clear()

    with django_assert_num_queries(1):
        client.get("/products/large/", headers={"If-None-Match": tag})


def test_the_pages_of_reviews_take_the_same_few_queries(queries, small_and_large):
    counts = [queries(f"/products/{listing.slug}/reviews/") for listing in small_and_large]

    assert counts[0] == counts[1] <= 5


def test_the_history_takes_the_same_few_queries(queries, small_and_large):
    counts = [queries(f"/products/{listing.slug}/history/") for listing in small_and_large]

    assert counts[0] == counts[1] <= 6


LISTS = [
    "/",
    "/products/",
    "/products/?sort=newest",
    "/products/?sort=rating&market=us",
    "/products/?form=tablet&form=gel&letter=T&condition=hay-fever&manufacturer=example-laboratories&category=allergy",
    "/products/?q=testazole",
    "/products/?q=testazole&form=tablet&letter=T&condition=hay-fever&manufacturer=example-laboratories&view=table",
    "/products/suggestions/?q=testazole",
    "/conditions/",
    "/conditions/hay-fever/",
    "/substances/",
    "/substances/testazole/",
    "/categories/",
    "/categories/allergy/",
]
MOST = 6


@pytest.fixture(params=["with an index", "without"])
def catch_up(request):
    return engine.catch_up if request.param == "with an index" else lambda: None


def test_a_list_takes_the_same_few_queries_whatever_is_on_it(queries, listing, catch_up):
    catch_up()
    before = {address: queries(address) for address in LISTS}

    multiply(listing, {f"other-{number}": f"Testazole {number}" for number in range(MANY)})
    with transaction.atomic():
        Clock.move((listing.product_id, "published"), shape=True)
    Clock.renew_epoch()  # what was copied past the verbs is found by an index that is built anew
    catch_up()

    after = {address: queries(address) for address in LISTS}
    assert after == before
    assert {address: count for address, count in after.items() if count > MOST} == {}


COUNTS = re.compile(r"\b(?:count|sum|max|min)\s*\(|\bgroup by\b|\bdistinct\b", re.I)


@pytest.mark.parametrize("address", LISTS)
def test_no_list_counts_or_groups_listings_in_the_database(client, listing, catch_up, address):
    catch_up()
    caches["pages"].clear()

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    assert [one["sql"] for one in captured if COUNTS.search(one["sql"])] == []


def test_a_picture_takes_one_query(
    client, editor, pharmacist, django_assert_num_queries, django_capture_on_commit_callbacks
):
    shown = image("white", alt="A white tablet.")
    Picture.objects.get().make_sizes()
    with django_capture_on_commit_callbacks(execute=True):
        factories.listed(editor=editor, pharmacist=pharmacist, images=[shown])

    for address in (f"{shown['sha256']}-400.webp", f"{shown['sha256']}-401.webp", f"{'0' * 64}-400.webp"):
        with django_assert_num_queries(1):
            client.get(f"/pictures/{address}")


def test_machines_are_answered_with_at_most_one_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/readyz")


def test_an_address_that_is_not_listed_takes_few_queries(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get("/products/nothing-there/")


def test_a_snapshot_takes_the_same_queries_whatever_its_size(editor, django_assert_num_queries):
    small, large = (factories.draft(by=editor, **parts(number)) for number in (FEW, MANY))
    with CaptureQueriesContext(connection) as captured:
        small.snapshot()

    with django_assert_num_queries(len(captured)):
        large.snapshot()
