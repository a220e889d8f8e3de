"""What every address of the API does: tags, caches, compression, HEAD, OPTIONS, languages, limits."""

import brotli
import pytest
import time_machine
from django.core.cache.backends.base import BaseCache
from django.test import Client
from django.utils import timezone

from api import fair_use
from catalog import engine
from tests import factories
from tests.api.conftest import Asker, detail

pytestmark = pytest.mark.usefixtures("listed_once")

READ = ["", "products/", "products/{slug}/", "products/{slug}/publications/", "products/{slug}/publications/1/"]
READ += [
    "products/{slug}/publications/diff/",
    "products/{slug}/reviews/",
    "reviews/{pk}/",
    "conditions/",
    "substances/",
]
READ += ["categories/", "manufacturers/", "suggestions/?q=te", "changes/", "fhir/metadata"]
READ += ["fhir/MedicationKnowledge/{slug}", "fhir/Bundle/{slug}"]


@pytest.fixture
def fill(listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    return {"slug": listing.slug, "pk": text.review_id}


@pytest.mark.parametrize("address", READ)
def test_a_tag_saves_the_answer(nobody, fill, address):
    first = nobody.get(address.format(**fill))
    again = nobody.get(address.format(**fill), **{"if-none-match": first["ETag"]})

    assert first.status_code == 200
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "public, no-cache"
    assert {"Accept-Encoding", "Accept-Language"} == set(first["Vary"].split(", ")) - {"Accept"}
    assert not first.cookies


def test_pages_of_other_sites_may_read_what_everybody_may(nobody, me, fill):
    address = f"products/{fill['slug']}/reviews/"

    assert nobody.get(address)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in me.post(address, {})
    assert "Access-Control-Allow-Origin" not in me.get("account/")
    assert "Access-Control-Allow-Credentials" not in nobody.get(address)


@pytest.mark.parametrize("address", [one for one in READ if one not in ("", "fhir/metadata", "changes/")])
def test_a_new_price_makes_no_old_answer_pass_for_a_new_one(nobody, fill, listing, editor, address):
    before = nobody.get(address.format(**fill))
    factories.pack(product=listing.product, by=editor)

    after = nobody.get(address.format(**fill), **{"if-none-match": before["ETag"]})

    assert after.status_code == 200


@pytest.mark.parametrize("address", READ)
def test_conditions_of_who_writes_are_none_of_who_reads(nobody, fill, address):
    assert nobody.get(address.format(**fill), **{"if-match": '"x"'}).status_code == 200


@pytest.mark.parametrize("address", READ)
def test_everybody_gets_the_same_bytes(nobody, fill, program, editor, signed_in, customer, address):
    found = {
        nobody.get(address.format(**fill)).content,
        program(editor, "read").get(address.format(**fill)).content,
        signed_in(customer).get(f"/api/v1/{address.format(**fill)}").content,
    }

    assert len(found) == 1


@pytest.mark.parametrize("address", READ)
def test_head_is_get_without_its_body(nobody, fill, address):
    whole, head = (nobody.ask(method, address.format(**fill)) for method in ("get", "head"))

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))
    assert head["ETag"] == whole["ETag"]


@pytest.mark.parametrize("address", [*READ, "packs/", "invitations/", "account/"])
def test_options_says_which_methods_there_are(nobody, fill, address):
    found = nobody.ask("options", address.format(**fill))

    assert (found.status_code, found.content) == (204, b"")
    assert "OPTIONS" in found["Allow"]


@pytest.mark.parametrize(("coding", "opened"), [("br", brotli.decompress), ("gzip", None)])
def test_compressed(nobody, fill, coding, opened):
    import gzip

    plain = nobody.get(f"products/{fill['slug']}/").content
    packed = nobody.get(f"products/{fill['slug']}/", **{"accept-encoding": coding})

    assert packed["Content-Encoding"] == coding
    assert (opened or gzip.decompress)(packed.content) == plain
    assert len(packed.content) < len(plain) / 2


@pytest.mark.parametrize("address", ["account/", "account/reviews/", "packs/"])
def test_what_is_private_is_kept_nowhere(me, program, editor, address):
    asker = program(editor, "packs") if address == "packs/" else me

    found = asker.get(address)

    assert (found.status_code, found["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in found


def test_errors_are_kept_nowhere(nobody, db):
    assert nobody.get("products/nothing/")["Cache-Control"] == "private, no-store"


def test_errors_that_pages_know_speak_the_readers_language(nobody, editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="gb", market="gb", legal_status="prescription_only")

    english, spanish = (nobody.get("products/gb/reviews/", **{"accept-language": code}) for code in ("en", "es"))

    assert detail(english) == "Reviews of this medicine may not be shown in its market."
    assert detail(spanish) != detail(english)


def test_a_share_of_requests_for_a_network(nobody, program, editor, listing, settings):
    settings.API_REQUESTS_OF_A_NETWORK = 40
    key = program(editor, "read")
    with time_machine.travel(timezone.now().replace(second=10), tick=False):
        statuses = [nobody.get("conditions/").status_code for _time in range(42)]
        last = nobody.get("conditions/")
        neighbour = nobody.get("conditions/", **{"x-forwarded-for": "203.0.113.9"})
        own = key.get("conditions/")
    with time_machine.travel(timezone.now().replace(second=10) + timezone.timedelta(minutes=1), tick=False):
        later = nobody.get("conditions/")

    assert statuses == [200] * 40 + [429] * 2
    assert (last.status_code, last["Retry-After"]) == (429, "50")
    assert detail(last) == "Too many requests. Try again in 50 seconds."
    assert neighbour.status_code == 429  # what the asker says of themselves is not believed
    assert (own.status_code, later.status_code) == (200, 200)


def test_processes_tell_one_another(nobody, listing, settings):
    """Another process starts with nothing counted, and hears of the rest from the shared cache."""
    settings.API_REQUESTS_OF_A_NETWORK = 40
    with time_machine.travel(timezone.now(), tick=False):
        first = [nobody.get("conditions/").status_code for _time in range(40)]
        fair_use.tally.forget()
        second = [nobody.get("conditions/").status_code for _time in range(4)]

    assert first == [200] * 40
    assert second[-1] == 429


def test_a_share_of_writes_for_a_key(program, editor, listing, settings):
    settings.API_WRITES_OF_A_KEY = 3
    factories.pack(product=listing.product, by=editor, sku="A")
    till = program(editor, "packs")

    with time_machine.travel(timezone.now(), tick=False):
        written = [till.post("packs/", [{"sku": "A", "price": "1.00"}]).status_code for _time in range(4)]
        read = till.get("packs/").status_code

    assert (written, read) == ([200, 200, 200, 429], 200)


def test_invitations_have_that_share_too(program, pharmacist, listing, settings):
    settings.API_WRITES_OF_A_KEY = 2
    pharmacy = program(pharmacist, "invitations")

    with time_machine.travel(timezone.now(), tick=False):
        asked = [pharmacy.post("invitations/", {"product": listing.slug, "order": "1"}).status_code for _n in range(3)]

    assert asked == [201, 201, 429]


@pytest.mark.parametrize(("address", "status"), [("account/", 401), ("packs/", 401), ("products/", 401)])
def test_who_is_refused_has_asked_too(settings, db, address, status):
    """Else somebody could try keys as often as they like."""
    settings.API_REQUESTS_OF_A_NETWORK = 3
    stranger = Asker(Client(), authorization="Bearer pharmacy_x")

    with time_machine.travel(timezone.now(), tick=False):
        assert [stranger.get(address).status_code for _n in range(5)] == [status] * 3 + [429] * 2


class NoCache(BaseCache):
    """A server that is away."""

    def __init__(self, _location, params):
        super().__init__(params)

    def add(self, *given, **named):
        raise ConnectionError("nobody answers")

    incr = add


def test_a_cache_that_fails_makes_no_answer_fail(nobody, listing, settings):
    settings.API_REQUESTS_OF_A_NETWORK = 40
    nowhere = {"BACKEND": "tests.api.test_manners.NoCache", "LOCATION": "nowhere"}
    settings.CACHES = settings.CACHES | {"default": nowhere}
    with time_machine.travel(timezone.now(), tick=False):
        statuses = [nobody.get("").status_code for _time in range(42)]

    assert statuses == [200] * 40 + [429] * 2


def test_other_questions_have_other_tags(nobody, fill):
    addresses = ["products/", "products/?size=5", "products/?fields=name", "products/?q=te", "products/?sort=newest"]
    addresses += [
        "conditions/?size=3",
        "conditions/",
        f"products/{fill['slug']}/?fields=name",
        f"products/{fill['slug']}/",
    ]

    tags = [nobody.get(address)["ETag"] for address in addresses if "q=" not in address]

    assert len(set(tags)) == len(tags)


def test_counts_hang_on_the_index_as_well(nobody, listing):
    before = nobody.get("conditions/")
    engine.catch_up()

    after = nobody.get("conditions/", **{"if-none-match": before["ETag"]})

    assert (before.json()["results"][0]["count"], after.json()["results"][0]["count"]) == (None, 1)


def test_refusals_speak_the_readers_language(nobody, me, db):
    found = nobody.ask("put", "products/", **{"accept-language": "es"})

    assert (found.status_code, found["Content-Language"]) == (405, "es")
    assert nobody.get("/api/nothing/", **{"accept-language": "ar"})["Content-Language"] == "ar"


def test_counting_asks_the_database_now_and_then_alone(nobody, listing, django_assert_num_queries):
    nobody.get("")

    with django_assert_num_queries(0):
        for _time in range(10):
            nobody.get("")


def test_a_key_is_noted_as_used(program, editor, listing):
    from accounts.api_keys import ApiKey

    program(editor, "read").get("products/")

    assert ApiKey.objects.get().last_used_at is not None
