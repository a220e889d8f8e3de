"""The leak walk: with everything hidden that there can be, ask for every address and find none of it."""

import re
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.contrib import admin
from django.urls import URLPattern, reverse

from accounts.models import User
from catalog.models import ListingPicture, Picture, Product, Submission
from catalog.search import CHOICES, KNOWN, TERMS
from tests import factories
from tests.public import hidden, walk
from tests.public.hidden import GONE, MARK


@pytest.fixture(scope="module")
def built(built_once):
    """(fill, folder of pictures, answers by visitor)"""
    with built_once(hidden.build) as (fill, folder):
        yield fill, folder, {}


@pytest.fixture
def world(built, settings, db, searched_in):
    fill, settings.MEDIA_ROOT, _answers = built
    searched_in(settings.MEDIA_ROOT)
    return fill


@pytest.fixture(params=["nobody", "another customer"])
def visitor(request, client, world, signed_in):
    if request.param == "nobody":
        return client
    return signed_in(factories.user(name="stranger", display_name="Stranger"))


@pytest.fixture
def walked(built, request, visitor) -> dict:
    """Address → (status, headers and body) of every address there is, as this visitor sees it."""
    fill, _pictures, answers = built
    who = request.node.callspec.params["visitor"]
    if who not in answers:
        answers[who] = {address: ask(visitor, address) for address in walk.addresses(fill)}
    return answers[who]


def ask(client, address):
    response = client.get(address)
    return response.status_code, everything(response)


def everything(response) -> str:
    """Headers and body as text, lower case."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{key}: {value}" for key, value in response.headers.items())
    return f"{headers}\n\n{body.decode(errors='replace')}".lower()


def test_the_walk_knows_every_address():
    assert walk.names() == walk.PLAIN | walk.OF_A_PRODUCT | walk.OF_A_TERM | set(walk.OTHER)


def test_the_world_holds_what_could_leak(world):
    assert {state for (state,) in Submission.objects.values_list("state").distinct()} >= {"waiting", "sent_back"}
    assert Picture.objects.count() == 6
    assert f"{MARK}-new-slug" in world.products
    assert len(world.questions) == 4
    assert f"{GONE}-1" in world.products


def test_no_address_shows_what_is_hidden(walked):
    leaks = [address for address, (_status, text) in walked.items() if MARK in unasked(address, text)]

    assert leaks == []


def unasked(address, text):
    """What a page says of itself: without the words that it was asked for, which it may repeat."""
    asked = parse_qs(urlsplit(address).query).get("q", [])
    for said in (address, escape(address), quote(address), *asked):
        text = text.replace(said.lower(), "")
    return text


def test_only_its_own_addresses_name_a_withdrawn_product(walked):
    """Those that follow the changes learn which one has gone, too: by its last address, and no more."""
    naming = {address: status for address, (status, text) in walked.items() if GONE in unasked(address, text)}
    followed = {address for address in naming if address.startswith("/api/v1/changes/")}
    naming = {address: status for address, status in naming.items() if address not in followed}

    slugs = {re.search(r"/(?:products|Bundle|MedicationKnowledge)/([^/]+)", address)[1] for address in naming}
    assert followed == {"/api/v1/changes/", "/api/v1/changes/?size=1000"}
    assert slugs == {f"{GONE}-1", f"{GONE}-2"}
    assert set(naming.values()) == {410}


def test_e_mail_addresses_are_shown_nowhere(walked):
    found = {mail for _status, text in walked.values() for mail in re.findall(r"[\w.-]+@example\.com", text)}

    assert found <= {"stranger@example.com"}


def test_prices_that_the_market_hides_are_shown_nowhere(walked):
    leaks = [address for address, (_status, text) in walked.items() if hidden.PRICE in unasked(address, text)]

    assert leaks == []


def test_no_address_fails(walked):
    statuses = {address: status for address, (status, _text) in walked.items()}

    assert statuses.pop("/api/v1/suggestions/") == 400  # its words are missing
    assert set(statuses.values()) == {200, 301, 302, 404, 410} | {401, 403, 405}


def test_what_may_be_seen_is_seen(walked):
    status, page = walked["/products/shown/"]

    assert status == 200
    for text in ("shownbrand", "shown-1", "shown title", "shown words.", "shown name"):
        assert text in page


@pytest.mark.parametrize("name", sorted(walk.OF_A_PRODUCT))
def test_a_hidden_product_is_the_same_404_as_none_at_all(visitor, world, name):
    nothing = visitor.get(reverse(name, args=["nothing-there"]))
    never_public = set(world.products) - hidden.public_slugs()

    answers = {slug: everything(visitor.get(reverse(name, args=[slug]))) for slug in never_public}

    assert nothing.status_code == 404
    assert len(never_public) == 4
    assert answers == dict.fromkeys(never_public, everything(nothing))


@pytest.mark.parametrize("name", sorted(walk.OF_A_TERM))
def test_a_term_of_drafts_alone_is_the_same_404_as_none_at_all(visitor, world, name):
    nothing = visitor.get(reverse(name, args=["nothing-there"]))
    unused = [slug for slug in world.terms if MARK in slug]

    answers = {slug: everything(visitor.get(reverse(name, args=[slug]))) for slug in unused}

    assert nothing.status_code == 404
    assert len(unused) == 6
    assert answers == dict.fromkeys(unused, everything(nothing))


@pytest.mark.parametrize("name", sorted(walk.OF_A_PRODUCT))
@pytest.mark.parametrize("slug", [f"{GONE}-1", f"{GONE}-2"])
def test_every_address_of_a_withdrawn_product_is_gone(visitor, world, name, slug):
    response = visitor.get(reverse(name, args=[slug]))

    assert response.status_code == 410
    assert f"The note on {GONE}." in response.content.decode()
    assert MARK not in everything(response)


def test_only_the_pictures_of_listings_have_an_address(walked):
    pictures = {address: status for address, (status, _text) in walked.items() if address.startswith("/pictures/")}
    listed = ListingPicture.objects.get().sha256

    assert {address for address, status in pictures.items() if status != 404} == {
        f"/pictures/{listed}-{width}.{kind}" for width in (200, 400, 800, 900) for kind in ("avif", "webp", "jpg")
    }


@pytest.mark.parametrize("key", sorted(set(KNOWN) - {"q", "sort"}))
def test_filters_answer_for_hidden_values_as_for_unknown_ones(visitor, world, key):
    nothing = everything(visitor.get(f"/products/?{key}=nothing-there"))
    unlisted = [slug for slug in world.terms + world.products if MARK in slug or GONE in slug]

    answers = {value: everything(visitor.get("/products/", {key: value})) for value in unlisted}

    assert answers == dict.fromkeys(unlisted, nothing)


def test_filters_offer_only_what_listings_have(visitor, world):
    page = visitor.get("/products/").content.decode()

    offered = {key: set(re.findall(rf'name="{key}"[^>]* value="([^"]*)"', page)) for key in (*CHOICES, *TERMS)}
    assert offered == {
        "form": {"tablet"},
        "status": {"general_sale", "prescription_only"},
        "market": {"us", "gb"},
        "condition": {"hay-fever"},
        "substance": {"testazole"},
        "category": {"allergy"},
        "manufacturer": {"example-laboratories"},
    }


# As typed by somebody who knew the medicine that was withdrawn, whose words nothing else has.
SLIPS = [f"{GONE[:-2]}el", GONE[1:], f"{GONE[:5]}{GONE[6:]}", f"{MARK[:-1]}m", f"{MARK}{GONE}"]
CODES = [f"{MARK}-{GONE}", f"{MARK}-1"]  # of its pack, and of one that is discontinued
ITS_SUBSTANCE = f"{MARK}-{GONE}-1"


@pytest.mark.parametrize("word", [MARK, GONE, *SLIPS, *CODES, ITS_SUBSTANCE])
def test_searching_for_what_is_hidden_finds_nothing(visitor, world, word):
    """The words asked for are shown again; but for them, the page is that of words that nothing has."""
    unknown = "y" * len(word)
    nothing = everything(visitor.get(f"/products/?q={unknown}"))

    found = everything(visitor.get(f"/products/?q={word}"))

    # The tag of the page hangs on its address, which the visitor wrote.
    assert without_etag(found).replace(word, unknown) == without_etag(nothing)


@pytest.mark.parametrize(
    "word", [MARK, MARK[:2], MARK[:5], GONE, GONE[:6], f"{MARK} {GONE}-1", f"{MARK} used by nobody", *SLIPS, *CODES]
)
def test_nothing_hidden_is_suggested(visitor, world, word):
    assert visitor.get("/products/suggestions/", {"q": word}).json()["suggestions"] == []


def test_words_of_a_superseded_version_find_nothing(visitor, world):
    """The first version of "shown" had no brand name, and another slug."""
    assert "shown" in visitor.get("/products/?q=shownbrand").content.decode()
    for word in ("first-slug", MARK):
        assert 'class="card__name"' not in visitor.get(f"/products/?q={word}").content.decode()


def test_no_price_of_a_market_that_hides_them_narrows_a_list(visitor, world):
    page = visitor.get("/products/?market=gb").content.decode()

    assert 'name="price"' not in page


def without_etag(answer):
    return re.sub(r'etag: "[0-9a-f]+"', "", answer)


def test_the_history_shows_no_draft_and_no_editor(visitor, world):
    page = everything(visitor.get("/products/shown/history/?from=1&to=2"))

    assert "shownbrand" in page
    assert MARK not in page


def test_no_query_of_the_history_reaches_another_products_publication(visitor, world):
    numbers = [str(number) for number in range(-1, 9)]

    answers = {(a, b): visitor.get(f"/products/british/history/?from={a}&to={b}") for a in numbers for b in numbers}

    assert {pair for pair, answer in answers.items() if answer.status_code == 200} == {
        (a, b) for a in "12" for b in "12"
    }


def test_the_admin_shows_a_visitor_nothing(visitor, world):
    leaks = [
        address for address in admin_addresses(world) if MARK in everything(visitor.get(address)).replace(address, "")
    ]

    assert leaks == []


def test_the_admin_lets_no_visitor_in(visitor, world):
    statuses = {visitor.get(address).status_code for address in admin_addresses(world)}

    assert statuses <= {302, 403, 404}


def admin_addresses(world) -> list[str]:
    """Every address of the admin, filled with the keys of products, reviews, pictures and accounts."""
    filled = []
    for route in sorted(set(admin_routes(admin.site.get_urls()))):
        for key in (Product.objects.last().pk, world.reviews[0], world.pictures[0], User.objects.last().pk):
            address = re.sub(r"<[^>]+>", str(key), route)
            if not re.search(r"[()?$^\\]", address):
                filled.append(f"/admin/{address}")
    return sorted(set(filled) - {reverse("admin:login"), reverse("admin:jsi18n")})


def admin_routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from admin_routes(pattern.url_patterns, route)
