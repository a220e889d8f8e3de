"""Home, lists, history and reviews: kept by any cache, asked for each time, and fresh after every verb."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import engine
from catalog.models import Category, Listing
from tests import factories

# Pages that show several listings, or several rows of one: they hang on the whole clock.
LISTS = [
    "/",
    "/products/",
    "/products/?letter=T",
    "/products/?sort=newest",
    "/products/?rating=4",
    "/products/?category=allergy",
    "/products/shown/history/",
    "/products/shown/history/?from=1&to=1",
    "/products/shown/reviews/",
    "/products/shown/reviews/?stars=4",
    "/products/shown/reviews/?sort=lowest",
    "/conditions/",
    "/conditions/hay-fever/",
    "/substances/",
    "/substances/testazole/",
    "/categories/",
    "/categories/allergy/",
]
# What visitors can ask for without end.
SEARCHES = ["/products/?q=testazole", "/products/?q=testazole&letter=T&sort=newest"]
SEARCHES += ["/products/?category=allergy&form=tablet", "/products/suggestions/?q=testazole"]


@pytest.fixture
def shown(editor, pharmacist, customer, moderator):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, slug="shown")
    factories.approved(listing=listing, author=customer, moderator=moderator)
    engine.catch_up()
    return listing


def text(client, address) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", LISTS + SEARCHES)
def test_any_cache_may_keep_it_and_asks_each_time(client, shown, address):
    response = client.get(address)

    assert (response.status_code, response["Cache-Control"]) == (200, "public, no-cache")
    assert response["ETag"].startswith('"') and len(response["ETag"]) == 34


@pytest.mark.parametrize("address", LISTS + SEARCHES)
def test_what_is_asked_for_again_is_not_sent_again(client, shown, address):
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "public, no-cache")


def test_no_two_addresses_share_a_tag(client, shown):
    tags = {address: client.get(address)["ETag"] for address in LISTS + SEARCHES + ["/products/shown/"]}

    assert len(set(tags.values())) == len(tags)


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_made_once(client, shown, address):
    first = queries_of(client, address)

    again = queries_of(client, address)

    # The clock, and below a product the way from its address to its listing.
    assert again == (2 if "/shown/" in address else 1)
    assert again < first


@pytest.mark.parametrize("address", SEARCHES)
def test_a_search_is_not_kept(client, shown, address):
    queries_of(client, address)  # the names of terms are

    # The clock, and the listings that the index names.
    assert [queries_of(client, address) for _time in range(2)] == [2, 2]


def test_what_was_kept_before_is_not_sent_after_a_search(client, shown):
    assert "Testazole" in text(client, "/products/")

    assert 'class="card__name"' not in text(client, "/products/?q=qqqqqqqq")


def test_what_an_index_has_not_caught_up_with_is_not_kept_for_good(client, shown, editor, pharmacist):
    """Somebody signs, and somebody reads before the index has followed: the page is made again once it has."""
    text(client, "/products/?form=tablet")
    factories.listed(editor=editor, pharmacist=pharmacist, name="Freshazole 10 mg Tablets")
    before = client.get("/products/?form=tablet")

    engine.catch_up()

    after = client.get("/products/?form=tablet", headers={"If-None-Match": before["ETag"]})
    assert "Freshazole" not in before.content.decode()
    assert (after.status_code, "Freshazole" in after.content.decode()) == (200, True)


def test_what_was_made_without_an_index_is_not_kept_for_good(client, editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist)
    assert "1 medicine" in text(client, "/products/")
    assert 'class="index__count"' not in text(client, "/")
    assert "Search is being built" in text(client, "/products/?q=testazole")

    engine.catch_up()

    assert 'class="facet__count"' in text(client, "/products/")
    assert 'class="index__count"' in text(client, "/")
    assert "Search is being built" not in text(client, "/products/?q=testazole")


def test_what_was_withdrawn_is_not_shown_before_the_index_has_followed(client, shown, pharmacist):
    withdraw({"pharmacist": pharmacist}, shown)

    for address in ("/products/", "/products/?form=tablet", "/products/?q=testazole", "/products/suggestions/?q=test"):
        assert "Testazole" not in text(client, address)


def another(people, _shown):
    factories.listed(editor=people["editor"], pharmacist=people["pharmacist"], name="Freshazole 10 mg Tablets")


def republish(people, shown):
    factories.republish(
        shown.product, editor=people["editor"], pharmacist=people["pharmacist"], name="Freshazole 10 mg"
    )


def withdraw(people, shown):
    shown.product.withdraw(by=people["pharmacist"], reason="Recall.", public_note="Recalled.")


def rename_category(_people, _shown):
    category = Category.objects.get()
    category.name = "Freshness"
    category.keep(by=None)


def describe_category(_people, _shown):
    category = Category.objects.get()
    category.description = "Fresh words."
    category.keep(by=None)


def approve(people, shown):
    author = factories.user(name="fresh", display_name="Fresh Name")
    factories.approved(listing=shown, author=author, moderator=people["moderator"], title="Fresh title", rating=1)


def take_back(people, _shown):
    people["customer"].reviews.get().withdraw(by=people["customer"])


def rename(people, _shown):
    people["customer"].rename("Fresh Name")


def leave(people, _shown):
    people["customer"].leave(with_reviews=False)


@pytest.mark.parametrize(
    ("act", "address", "come", "gone"),
    [
        (another, "/", "Freshazole", ""),
        (another, "/products/", "Freshazole", ""),
        (another, "/products/?letter=F", "Freshazole", ""),
        (another, "/products/?q=10", "Freshazole", ""),
        (another, "/conditions/hay-fever/", "Freshazole", ""),
        (another, "/substances/testazole/", "Freshazole", ""),
        (another, "/categories/allergy/", "Freshazole", ""),
        (republish, "/", "Freshazole", "Testazole 10 mg"),
        (republish, "/products/", "Freshazole", "Testazole 10 mg"),
        (republish, "/products/?q=10", "Freshazole", "Testazole 10 mg"),
        (republish, "/products/shown/history/", "Version 2", ""),
        (republish, "/products/shown/reviews/", "Freshazole", "Testazole 10 mg"),
        (withdraw, "/", "", "Testazole 10 mg"),
        (withdraw, "/products/", "", "Testazole 10 mg"),
        (withdraw, "/products/?q=10", "", "Testazole 10 mg"),
        (withdraw, "/products/?rating=4", "", "Testazole 10 mg"),
        (withdraw, "/conditions/", "", "Hay fever"),
        (withdraw, "/substances/", "", "testazole"),
        (withdraw, "/categories/", "", "Allergy"),
        (withdraw, "/conditions/hay-fever/", "", "Testazole 10 mg"),
        (withdraw, "/products/shown/history/", "Recalled.", "Version 1"),
        (withdraw, "/products/shown/reviews/", "Recalled.", "It helped"),
        (rename_category, "/", "Freshness", "Allergy"),
        (rename_category, "/categories/", "Freshness", "Allergy"),
        (rename_category, "/categories/allergy/", "Freshness", ""),
        (rename_category, "/products/?q=testazole", "Freshness", "Allergy"),
        (rename_category, "/products/?category=allergy", "Freshness", "Allergy"),
        (describe_category, "/categories/allergy/", "Fresh words.", ""),
        (approve, "/products/shown/reviews/", "Fresh title", ""),
        (approve, "/products/?rating=4", "", "Testazole 10 mg"),
        (take_back, "/products/shown/reviews/", "", "It helped"),
        (take_back, "/products/?rating=4", "", "Testazole 10 mg"),
        (rename, "/products/shown/reviews/", "Fresh Name", "Ana P."),
        (leave, "/products/shown/reviews/", "A former customer", "Ana P."),
    ],
)
def test_a_list_is_fresh_after_a_verb(client, shown, editor, pharmacist, moderator, customer, act, address, come, gone):
    first = client.get(address)
    before = first.content.decode()
    people = {"editor": editor, "pharmacist": pharmacist, "moderator": moderator, "customer": customer}

    act(people, shown)
    engine.catch_up()

    response = client.get(address, headers={"If-None-Match": first["ETag"]})
    after = response.content.decode()
    assert response.status_code != 304
    assert (not come or come not in before, not gone or gone in before) == (True, True)
    assert (not come or come in after, not gone or gone not in after) == (True, True)


@pytest.mark.parametrize("below", ["", "history/", "reviews/"])
def test_an_old_address_is_asked_each_time(client, shown, editor, pharmacist, below):
    factories.republish(shown.product, editor=editor, pharmacist=pharmacist, slug="second")

    response = client.get(f"/products/shown/{below}")

    assert (response.status_code, response["Location"]) == (301, f"/products/second/{below}")
    assert response["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("below", ["", "history/", "reviews/"])
def test_what_is_gone_is_asked_each_time(client, shown, pharmacist, below):
    shown.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    response = client.get(f"/products/shown/{below}")

    assert (response.status_code, response["Cache-Control"]) == (410, "public, no-cache")
    assert "Recalled." in response.content.decode()


def test_what_was_gone_and_comes_back_is_seen_at_once(client, shown, editor, pharmacist):
    shown.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    assert client.get("/products/shown/").status_code == 410

    factories.republish(shown.product, editor=editor, pharmacist=pharmacist, summary="Back again.")

    assert "Back again." in text(client, "/products/shown/")
    assert Listing.objects.get().publication.number == 2


RACES = ["/products/shown/history/", "/products/shown/reviews/"]


@pytest.mark.parametrize("address", RACES)
def test_what_is_signed_while_a_page_is_made_is_on_the_next(client, shown, editor, pharmacist, address):
    """Somebody signs between the first query of a request and its second."""
    signing = iter([lambda: republish({"editor": editor, "pharmacist": pharmacist}, shown)])

    def sign_meanwhile(execute, *query):
        found = execute(*query)
        next(signing, lambda: None)()
        return found

    with connection.execute_wrapper(sign_meanwhile):
        client.get(address)

    kept = text(client, address)
    caches["pages"].clear()
    assert kept == text(client, address)


def test_bytes_that_name_another_address_of_the_site_are_other_bytes(client, listing, settings):
    address = f"/products/{listing.slug}/"
    before = client.get(address)
    settings.SITE_URL = "https://pharmacy.example"
    after = client.get(address)

    assert before["ETag"] != after["ETag"]
    assert b'<link rel="canonical" href="https://pharmacy.example/' in after.content
