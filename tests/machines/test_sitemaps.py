"""The sitemaps hold every page that is to be indexed, and no other."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from catalog import sitemaps
from catalog.models import Change, Clock, Listing
from tests import factories
from tests.machines.reading import SITE, Page, texts, xml
from tests.public import hidden
from tests.public.crowd import multiply

LOC, LASTMOD = "//map:loc/text()", "//map:lastmod/text()"


@pytest.fixture
def shown(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist, slug="shown", images=[hidden.image("white", alt="x")])


@pytest.fixture
def locations(client):
    """The addresses in a sitemap."""
    return lambda path: texts(xml(client.get(path)), LOC)


def path_of(address):
    assert address.startswith(f"{SITE}/")
    return urlsplit(address).path


def test_the_index_names_every_sitemap(client, shown):
    response = client.get("/sitemap.xml")

    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert texts(xml(response), LOC) == [
        f"{SITE}/sitemap-pages.xml",
        f"{SITE}/sitemap-terms.xml",
        f"{SITE}/sitemap-products-{(shown.pk - 1) // sitemaps.CHUNK + 1}.xml",
    ]


def test_every_address_answers_is_its_own_canonical_and_is_indexed(client, locations, shown):
    maps = locations("/sitemap.xml")

    addresses = [address for one in maps for address in locations(path_of(one))]

    pages = {address: client.get(path_of(address)) for address in addresses}
    assert {response.status_code for response in pages.values()} == {200}
    assert {address: Page.of(response).links("canonical") for address, response in pages.items()} == {
        address: [address] for address in addresses
    }
    assert all(Page.of(response).indexed for response in pages.values())
    assert len(addresses) == len(set(addresses)) == 3 * 9


def test_the_languages_of_an_entry_are_those_of_its_page(client, shown):
    root = xml(client.get(f"/sitemap-products-{(shown.pk - 1) // sitemaps.CHUNK + 1}.xml"))

    for entry in root:
        address = texts(entry, "map:loc/text()")[0]
        named = dict(zip(texts(entry, "xhtml:link/@hreflang"), texts(entry, "xhtml:link/@href"), strict=True))
        assert named == Page.of(client.get(path_of(address))).languages


def test_an_entry_shows_the_pictures_of_its_page(client, shown):
    root = xml(client.get(f"/sitemap-products-{(shown.pk - 1) // sitemaps.CHUNK + 1}.xml"))

    pictures = set(texts(root, "//image:loc/text()"))

    assert pictures == {f"{SITE}/pictures/{shown.pictures.get().sha256}-900.jpg"}
    assert {client.get(path_of(one)).status_code for one in pictures} == {200}


def test_nothing_hidden_is_in_any_sitemap(client, db):
    hidden.build()

    maps = texts(xml(client.get("/sitemap.xml")), LOC)

    found = {path_of(address) for one in maps for address in texts(xml(client.get(path_of(one))), LOC)}
    english = {path for path in found if not path.startswith(("/es/", "/ar/"))}
    assert english == {
        "/",
        "/products/",
        "/conditions/",
        "/substances/",
        "/categories/",
        "/conditions/hay-fever/",
        "/substances/testazole/",
        "/categories/allergy/",
        "/products/shown/",
        "/products/british/",
        "/products/closed/",
    }


def test_without_a_listing_there_is_home_alone(locations, db):
    maps = locations("/sitemap.xml")

    assert [path_of(address) for one in maps for address in locations(path_of(one))] == ["/", "/es/", "/ar/"]


def chunk(client, listing) -> list[str]:
    return texts(xml(client.get(f"/sitemap-products-{(listing.pk - 1) // sitemaps.CHUNK + 1}.xml")), LASTMOD)


def test_the_last_change_is_that_of_the_page(client, shown, editor):
    assert set(chunk(client, shown)) == {at(Change.objects.last().at)}

    factories.pack(product=shown.product, by=editor)
    Change.objects.filter(kind="pack").update(at=datetime(2030, 1, 2, tzinfo=UTC))
    Clock.renew_epoch()

    assert set(chunk(client, shown)) == {"2030-01-02T00:00:00+00:00"}


def test_a_term_changed_when_a_medicine_of_it_was_signed(client, shown):
    signed = xml(client.get("/sitemap-terms.xml"))

    assert set(texts(signed, LASTMOD)) == {at(Listing.objects.get().signed_at)}


def test_the_lists_changed_when_something_was_withdrawn(client, shown, pharmacist):
    shown.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")
    Change.objects.filter(kind="withdrawn").update(at=datetime(2030, 1, 2, tzinfo=UTC))

    lastmod = texts(xml(client.get("/sitemap-pages.xml")), LASTMOD)

    assert set(lastmod) == {"2030-01-02T00:00:00+00:00"}


def at(moment) -> str:
    return moment.isoformat(timespec="seconds")


def test_chunks_are_cut_by_ids(client, locations, shown, monkeypatch):
    multiply(shown, {f"other-{number}": f"Testazole {number}" for number in range(25)})
    monkeypatch.setattr(sitemaps, "CHUNK", 10)

    maps = [one for one in locations("/sitemap.xml") if "products" in one]

    found = [locations(path_of(one)) for one in maps]
    assert [len(part) <= 3 * 10 for part in found] == [True] * len(maps)
    assert len(maps) >= 3
    assert len({address for part in found for address in part}) == 3 * 26


def test_the_last_id_of_a_chunk_is_in_it(locations, shown, monkeypatch):
    monkeypatch.setattr(sitemaps, "CHUNK", shown.pk)

    maps = [one for one in locations("/sitemap.xml") if "products" in one]

    assert maps == [f"{SITE}/sitemap-products-1.xml"]
    assert f"{SITE}/products/shown/" in locations("/sitemap-products-1.xml")


def test_the_last_chunk_costs_what_the_first_does(client, locations, shown, monkeypatch, django_assert_num_queries):
    multiply(shown, {f"other-{number}": f"Testazole {number}" for number in range(25)})
    monkeypatch.setattr(sitemaps, "CHUNK", 10)
    maps = [path_of(one) for one in locations("/sitemap.xml") if "products" in one]

    for path in maps:
        with django_assert_num_queries(3):
            client.get(path)


@pytest.mark.parametrize("number", ["0", "01", "2", "999999999999999", "9999999999999999", "x", "-1"])
def test_a_chunk_that_is_not_there_is_no_page(client, shown, number, monkeypatch):
    monkeypatch.setattr(sitemaps, "CHUNK", shown.pk)  # all that is listed stands in the first

    assert client.get(f"/sitemap-products-{number}.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-terms.xml", "/feed.xml"])
def test_what_has_not_changed_is_not_sent_again(client, shown, editor, path, django_assert_num_queries):
    first = client.get(path)

    with django_assert_num_queries(1):
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
    factories.pack(product=shown.product, by=editor)
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert client.post(path).status_code == 405


def test_the_index_dates_each_map_by_what_is_in_it(client, shown, editor, pharmacist):
    factories.pack(product=shown.product, by=editor)
    Change.objects.filter(kind="pack").update(at=datetime(2030, 1, 2, tzinfo=UTC))
    Change.objects.filter(kind="published").update(at=datetime(2029, 5, 6, tzinfo=UTC))
    Clock.renew_epoch()
    index = xml(client.get("/sitemap.xml"))

    dated = dict(zip(map(path_of, texts(index, LOC)), texts(index, LASTMOD), strict=True))

    assert dated == {path: max(texts(xml(client.get(path)), LASTMOD)) for path in dated}
