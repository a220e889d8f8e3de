"""The parts of a product's page, looked at one by one: facts, links to a part, pictures, what leaves the page."""

import re

import pytest
from django.utils import formats

from tests import factories
from tests.public.hidden import image
from tests.public.test_product_page import ORDER, complete, part, read


@pytest.fixture
def shown(editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="related-one", name="Relatedzole 10 mg Tablets")
    return factories.listed(editor=editor, pharmacist=pharmacist, **complete())


def test_the_facts_at_the_head_are_not_said_again_in_the_composition(client, editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, **complete(atc_code="R06AX99"))
    html = read(client)

    composition = part(html, "composition")
    assert [
        fact for fact in ("10 mg", "By mouth", "United States", "Example Lab", "R06AX99") if fact in composition
    ] == []
    assert html.count("<bdi>R06AX99</bdi>") == 1


def test_a_page_without_more_to_say_of_its_composition_has_no_such_part(client, editor, pharmacist):
    plain = dict.fromkeys(factories.content()["appearance"], "")
    listing = factories.listed(
        editor=editor, pharmacist=pharmacist, appearance=plain, excipients="", categories=[], brand_name=""
    )

    assert 'composition"' not in read(client, listing.slug)


def test_every_heading_has_a_link_to_its_part_that_is_called_after_it(client, shown):
    html = read(client)
    links = re.findall(r'class="anchor" href="#([\w-]+)" aria-labelledby="link-to ([\w-]+)"', html)
    ids = re.findall(r' id="([^"]+)"', html)

    assert [anchor for anchor, _title in links if f"{anchor}-title" not in ids or anchor not in ids] == []
    assert [title for anchor, title in links if title != f"{anchor}-title"] == []
    assert [anchor for anchor in ORDER if anchor not in dict(links)] == []
    assert ids.count("link-to") == 1


def test_several_pictures_are_a_row_with_its_thumbnails_and_one_is_a_picture(client, editor, pharmacist, listing):
    images = [image("white", alt="A tablet."), image("navy", alt="A box.")]
    factories.listed(editor=editor, pharmacist=pharmacist, slug="two", images=images)
    factories.listed(editor=editor, pharmacist=pharmacist, slug="one", images=images[:1])
    two, one = read(client, "two"), read(client, "one")

    assert re.findall(r'class="gallery__thumbnail" href="#([\w-]+)"', two) == ["picture-1", "picture-2"]
    assert re.findall(r'class="gallery__position">([^<]+)', two) == ["1 of 2", "2 of 2"]
    assert [
        word for word in ("gallery__thumbnail", "gallery__button", "gallery.js", 'tabindex="0"') if word in one
    ] == []
    assert 'alt="A tablet."' in one


def test_the_page_can_be_shared_by_a_plain_link(client, shown, settings):
    settings.SITE_URL = "https://pharmacy.example"

    sign_off = part(read(client), "sign-off")

    assert '<a class="share__address" href="https://pharmacy.example/products/complete/"' in sign_off
    assert "body=https%3A%2F%2Fpharmacy.example%2Fproducts%2Fcomplete%2F" in sign_off


def test_a_sheet_of_paper_says_where_it_is_from_and_which_version_it_is(client, shown, settings):
    settings.SITE_URL = "https://pharmacy.example"
    date = formats.date_format(shown.publication.signed_at, "DATE_FORMAT")

    imprint = re.search(r'<p class="imprint">(.*?)</p>', read(client))[1]

    assert imprint == (
        f"<bdi>https://pharmacy.example/products/complete/</bdi> · Version 1, signed {date} · Label of: United States"
    )


def test_numbers_to_call_are_dialled_letters_and_all(client, shown):
    html = read(client)

    numbers = re.findall(r'<a class="telephone" href="tel:([^"]+)"><bdi dir="ltr">([^<]+)</bdi></a>', html)
    assert numbers == [("1-800-555-0100", "1-800-555-0100"), ("1-800-332-1088", "1-800-FDA-1088")]


@pytest.mark.parametrize("address", ["", "history/"])
def test_a_demonstration_never_says_that_a_pharmacist_reviewed_it(client, editor, pharmacist, address):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="show", demonstration=True)

    html = client.get(f"/products/show/{address}").content.decode()

    assert "Signed for show on" in html
    assert [words for words in ("by a pharmacist on", "#seal") if words in html] == []
