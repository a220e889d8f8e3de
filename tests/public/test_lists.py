"""Lists at their ends: none at all, a place in another script, what a home page may show."""

from django.core.cache import caches

from catalog.search import PAGE_SIZE
from tests import factories
from tests.public.crowd import multiply
from tests.public.lists import pages, shown


def test_a_long_name_in_another_script_ends_a_page_too(client, editor, pharmacist):
    first = factories.listed(editor=editor, pharmacist=pharmacist, name="Таблетка🌿" * 17)
    multiply(first, {f"other-{number}": "Таблетка🌿" * 17 for number in range(PAGE_SIZE)})

    found = pages(client, "/products/")

    assert [len(page) for page in found] == [PAGE_SIZE, 1]


def test_an_empty_catalogue_has_a_page(client, db):
    for address in ("/", "/products/", "/conditions/", "/substances/", "/categories/"):
        assert client.get(address).status_code == 200


def test_home_shows_only_what_its_market_lets_stand_there(client, editor, pharmacist):
    for slug, market, status in (
        ("us-prescription", "us", "prescription_only"),
        ("gb-prescription", "gb", "prescription_only"),
        ("eu-prescription", "eu", "prescription_only"),
        ("gb-general", "gb", "general_sale"),
    ):
        factories.listed(editor=editor, pharmacist=pharmacist, slug=slug, market=market, legal_status=status)

    assert shown(client, "/") == ["gb-general", "us-prescription"]


def test_what_is_drawn_once_is_drawn_once_in_each_language(client, editor, pharmacist):
    """A list in one language, in another, and in the first again; the second text is in a third."""
    units = [{"substance": {"name": "testazole"}, "strength": "100", "unit": "unit", "per": ""}]
    factories.listed(editor=editor, pharmacist=pharmacist, name="Testazole 100 units", ingredients=units)
    factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        name="Testazol 100 unidades",
        ingredients=units,
        language="es",
        market="eu",
    )
    said = {"": ("In an emergency", "United States"), "/ar": ("في حالات الطوارئ", "الولايات المتحدة")}

    for prefix in ("", "/ar", ""):
        html = client.get(f"{prefix}/products/").content.decode()
        others = {words for other in said.keys() - {prefix} for words in said[other]}
        assert [words for words in said[prefix] if words not in html] == []
        assert [words for words in others if words in html] == []
        assert [spelled for spelled in ("testazole 100 units", "testazole 100 unidades") if spelled not in html] == []
        caches["pages"].clear()
