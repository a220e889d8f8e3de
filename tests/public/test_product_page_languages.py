"""The page of a product in another language than its text's: what is marked, and how figures are written."""

import re

import pytest

from tests import factories
from tests.public.test_product_page import complete, part

ENGLISH = 'lang="en" dir="ltr"'


def read(client, language, slug="complete"):
    prefix = "" if language == "en" else f"/{language}"
    response = client.get(f"{prefix}/products/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def listed(editor, pharmacist, **changes):
    return factories.listed(editor=editor, pharmacist=pharmacist, **complete(images=[], **changes))


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_page_says_which_language_its_text_is_in_directly_above_the_boxed_warning(
    client, editor, pharmacist, language
):
    listed(editor, pharmacist)

    above, note, rest = read(client, language).partition('<p class="language-note">')

    assert note
    assert 'id="safety-boxed"' not in above
    assert re.match(r".*?</p>\s*<section class=\"boxed-warning\" id=\"safety-boxed\"", rest, re.S)


def test_the_language_is_not_said_where_it_is_the_readers_own(client, editor, pharmacist):
    listed(editor, pharmacist)

    html = read(client, "en")

    assert "language-note" not in html
    assert ENGLISH not in part(html, "description")


# What is the medicine's own text, and the names of things, by part.
ITS_OWN = {
    "safety-boxed": [r"boxed-warning__title", "prose"],
    "programme": ["<bdi", "prose"],
    "summary": ["monograph__summary"],
    "composition": [r"<bdi", "prose"],
    "description": ["prose"],
    "indications": ["heading", "prose"],
    "key-features": ["heading", "prose"],
    "how-to-take": ["heading", "prose"],
    "safety": ["heading", "prose"],
    "storage": ["prose"],
    "packs": ["<bdi"],
    "sign-off": ['rel="external"'],
}


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_medicines_own_text_is_marked_in_its_language(client, editor, pharmacist, language):
    listing = listed(editor, pharmacist)
    factories.pack(product=listing.product, by=editor)
    html = read(client, language)

    unmarked = {
        anchor: [mark for mark in marks if not re.search(rf"{mark}[^>]*{ENGLISH}", part(html, anchor))]
        for anchor, marks in ITS_OWN.items()
    }

    assert {anchor: marks for anchor, marks in unmarked.items() if marks} == {}
    assert re.findall(r'class="prose"\s*>', html) == []
    assert f"<h1><bdi {ENGLISH}>" in html


@pytest.mark.parametrize("language", ["de", "pt-BR", "tl"])
def test_a_text_in_a_language_that_the_site_has_not_is_marked_and_named(client, editor, pharmacist, language):
    listed(editor, pharmacist, language=language)

    html = read(client, "en")

    assert f'lang="{language}" dir="ltr"' in part(html, "description")
    assert "The text about this medicine is in" in html


@pytest.mark.parametrize(
    ("language", "price", "celsius"),
    [("en", "12.50 USD", "2.5"), ("es", "12,50 USD", "2,5"), ("ar", "12.50 USD", "2.5")],
)
def test_prices_and_temperatures_are_written_as_the_reader_writes_them(
    client, editor, pharmacist, language, price, celsius
):
    storage = factories.content()["storage"] | {"minimum_celsius": "2.5", "maximum_celsius": "8"}
    listing = listed(editor, pharmacist, storage=storage, legal_status="general_sale", programme=NO_PROGRAMME)
    factories.pack(product=listing.product, by=editor, price="12.50")

    html = read(client, language)

    assert f"<bdi>{price}</bdi>" in part(html, "packs")
    assert re.search(rf"<bdi>[^<]*\b{celsius}\b[^<]*°C", part(html, "storage"))


NO_PROGRAMME = {"name": "", "url": "", "telephone": "", "requirements": ""}


def test_a_strength_is_written_as_on_the_pack_in_every_language(client, editor, pharmacist):
    ingredient = {"substance": {"name": "testazole"}, "strength": "4.5", "unit": "microgram", "per": "dose"}
    listed(editor, pharmacist, ingredients=[ingredient], name="Completezole 4.5 microgram Inhaler")

    facts = [part(read(client, language), "facts") for language in ("en", "es", "ar")]

    assert ["4.5 microgram/dose" in text for text in facts] == [True, True, True]


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_dates_are_written_in_the_readers_language(client, editor, pharmacist, language):
    listed(editor, pharmacist)

    written = {"en": "1 May 2024", "es": "1 de mayo de 2024", "ar": "1 مايو 2024"}
    assert written[language] in part(read(client, language), "sign-off")
