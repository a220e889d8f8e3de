"""The feed of newly signed medicines: valid Atom, roles instead of names, warnings first."""

import re
from datetime import datetime

import pytest

from catalog import feeds
from catalog.models import Listing
from tests import factories
from tests.machines.reading import NAMESPACES, SITE, texts, xml
from tests.public import hidden
from tests.public.crowd import multiply


@pytest.fixture
def signed(editor, pharmacist):
    return lambda **changes: factories.listed(editor=editor, pharmacist=pharmacist, **({"slug": "shown"} | changes))


@pytest.fixture
def feed(client):
    def read():
        response = client.get("/feed.xml")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        return xml(response)

    return read


def of_entries(root, name) -> list[str]:
    return texts(root, f"atom:entry/atom:{name}/text()")


def test_a_feed_and_its_entries_have_what_atom_asks_for(feed, signed):
    signed(slug="a", name="A Testazole 10 mg")
    signed(slug="b", name="B Testazole 10 mg")

    root = feed()

    for one in (root, *root.iterfind("atom:entry", NAMESPACES)):
        assert [len(texts(one, f"atom:{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert re.fullmatch(r"tag:localhost,\d{4}:\S+", texts(one, "atom:id/text()")[0])
        assert datetime.fromisoformat(texts(one, "atom:updated/text()")[0]).tzinfo
        assert len(texts(one, "atom:link[@rel='alternate']/@href")) == 1
    ids = texts(root, "//atom:id/text()")
    assert len(set(ids)) == len(ids) == 3
    assert texts(root, "atom:link[@rel='self']/@href") == [f"{SITE}/feed.xml"]
    assert of_entries(root, "title") == ["B Testazole 10 mg", "A Testazole 10 mg"]
    assert texts(root, "atom:updated/text()") == of_entries(root, "updated")[:1]
    assert len(root.xpath("atom:entry/atom:author/atom:name", namespaces=NAMESPACES)) == 2


def test_an_entry_keeps_its_id_through_versions_and_addresses(feed, signed, editor, pharmacist):
    listing = signed()
    first = feed()

    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, slug="moved")

    second = feed()
    assert of_entries(second, "id") == of_entries(first, "id")
    assert of_entries(second, "updated") > of_entries(first, "updated")
    assert texts(second, "atom:entry/atom:link/@href") == [f"{SITE}/products/moved/"]


def test_a_summary_begins_with_the_boxed_warnings_by_their_titles(feed, signed):
    notes = [
        {"severity": "boxed", "topic": "pregnancy", "title": "Birth defects", "text": "Never."},
        {"severity": "boxed", "topic": "heart", "title": "Blood clots", "text": "Often."},
    ]
    signed(summary="A **tablet**.", safety_notes=notes)

    assert of_entries(feed(), "summary") == ["Boxed warning: Birth defects; Blood clots. A tablet."]


def test_who_signed_is_a_role(feed, signed):
    signed(slug="a")
    signed(slug="b", demonstration=True)

    root = feed()

    names = [str(name) for name in root.xpath("atom:entry/atom:author/atom:name/text()", namespaces=NAMESPACES)]
    assert names == ["Demonstration", "A pharmacist"]


def test_the_text_says_its_language(feed, signed):
    signed(language="es")

    assert texts(feed(), "atom:entry/atom:summary/@xml:lang") == ["es"]


def test_what_a_home_page_may_not_show_is_not_in_the_feed(feed, signed):
    signed(slug="a", market="gb", legal_status="prescription_only")
    signed(slug="b", market="gb", legal_status="pharmacy_only")

    assert texts(feed(), "atom:entry/atom:link/@href") == [f"{SITE}/products/b/"]


def test_the_feed_ends_at_fifty(feed, signed, client, django_assert_max_num_queries):
    multiply(signed(), {f"other-{number}": f"Testazole {number}" for number in range(60)})

    with django_assert_max_num_queries(2):
        root = feed()

    assert len(of_entries(root, "id")) == feeds.ENTRIES == 50


def test_nothing_hidden_is_in_the_feed(feed, db):
    hidden.build()

    root = feed()

    assert texts(root, "atom:entry/atom:link/@href") == [
        f"{SITE}/products/closed/",
        f"{SITE}/products/shown/",
    ]
    assert hidden.MARK not in " ".join(texts(root, "//text()"))


def test_a_feed_without_entries_is_valid(feed, db):
    root = feed()

    assert len(texts(root, "atom:updated/text()")) == 1
    assert of_entries(root, "id") == []


def test_texts_that_xml_cannot_hold_are_cleaned(feed, signed):
    listing = signed()
    # Nobody can sign these any more; what was signed before may still hold them.
    hidden = {"name": "Testazole \x0b\x1f 10 mg <b>&amp;]]>", "summary_text": "A\x08 tablet & more."}
    Listing.objects.filter(pk=listing.pk).update(**hidden)

    root = feed()

    assert of_entries(root, "title") == ["Testazole  10 mg <b>&amp;]]>"]
    assert of_entries(root, "summary") == ["A tablet & more."]
