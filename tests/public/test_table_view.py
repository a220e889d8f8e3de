"""The dense view: the same medicines as a table, by its address alone."""

import pytest
from lxml import html

from catalog import engine
from catalog.search import TABLE_SIZE
from tests import factories
from tests.public.crowd import multiply

BOXED = {"severity": "boxed", "topic": "pregnancy", "title": "Harm to an unborn baby", "text": "Do not take it."}


@pytest.fixture
def boxed(editor, pharmacist):
    notes = [BOXED, *factories.content()["safety_notes"]]
    return factories.listed(
        editor=editor, pharmacist=pharmacist, slug="boxed", safety_notes=notes, legal_status="prescription_only"
    )


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content.decode())


def words(element) -> str:
    return " ".join(element.text_content().split())


def test_a_row_says_what_a_pharmacist_compares(client, boxed):
    [row] = page(client, "/products/?view=table").xpath("//tbody/tr")

    assert [words(cell) for cell in row] == [
        "Testazole 10 mg Tablets Boxed warning: Harm to an unborn baby",
        "testazole",
        "10 mg",
        "Tablet",
        "Prescription only",
        "United States",
    ]
    assert row.xpath("th/@scope") == ["row"]
    assert row.xpath("th//a/@href") == ["/products/boxed/"]


def test_a_medicine_without_a_boxed_warning_has_its_name_alone(client, listing):
    [row] = page(client, "/products/?view=table").xpath("//tbody/tr")

    assert words(row[0]) == "Testazole 10 mg Tablets"


def test_the_table_has_a_caption_and_heads_of_columns_and_takes_the_focus(client, listing):
    tree = page(client, "/products/?view=table")

    [region] = tree.xpath("//*[@role='region'][.//table]")
    assert region.get("tabindex") == "0"
    assert tree.xpath("//caption/@id") == [region.get("aria-labelledby")]
    assert tree.xpath("//thead//th/@scope") == ["col"] * 6


def test_every_link_of_the_list_keeps_the_view(client, listing):
    multiply(listing, {f"many-{number}": f"Manyzole {number}" for number in range(TABLE_SIZE + 1)})
    engine.catch_up()
    tree = page(client, "/products/?view=table&form=tablet&sort=newest&q=manyzole")

    classes = ("letters__letter", "pagination__next")
    links = {one: tree.xpath(f"//a[contains(@class, '{one}')]/@href") for one in classes}
    links["chosen"] = tree.xpath("//ul[@class='chosen']//a/@href")
    links["order"] = tree.xpath("//nav[@aria-label='Order']//a/@href")

    assert {name: len(found) > 0 for name, found in links.items()} == dict.fromkeys(links, True)
    assert [link for found in links.values() for link in found if "view=table" not in link] == []
    assert tree.xpath("//form[@role='search']//input[@name='view']/@value") == ["table"]
    assert tree.xpath("//form[@data-facets]//input[@name='view']/@value") == ["table"]


def test_the_way_back_to_cards_keeps_the_other_criteria(client, listing):
    tree = page(client, "/products/?view=table&form=tablet")

    assert tree.xpath("//nav[@aria-label='View']//a/@href") == [
        "/products/?form=tablet",
        "/products/?form=tablet&view=table",
    ]


def test_a_page_of_the_table_holds_more_than_one_of_cards(client, listing):
    multiply(listing, {f"many-{number}": f"Manyzole {number}" for number in range(TABLE_SIZE)})
    engine.catch_up()
    tree = page(client, "/products/?view=table")

    assert len(tree.xpath("//tbody/tr")) == TABLE_SIZE
    assert len(tree.xpath("//a[@rel='next']")) == 1
    assert [words(said) for said in tree.xpath("//*[@role='status']")] == ["51 medicines, 50 on this page"]


def test_search_engines_keep_the_list_and_not_its_table(client, listing):
    tree = page(client, "/products/?view=table")

    assert tree.xpath("//meta[@name='robots']/@content") == []
    assert [link.endswith("/products/") for link in tree.xpath("//link[@rel='canonical']/@href")] == [True]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "1 medicine"),
        ("q=testazole", "1 medicine for “testazole”"),
        ("q=qqqqqqqq", "0 medicines for “qqqqqqqq”"),
        ("form=tablet", "1 medicine"),
    ],
)
def test_how_many_there_are_is_said_in_a_live_region(client, listing, query, said):
    engine.catch_up()
    [region] = page(client, f"/products/?{query}").xpath("//*[@role='status']")

    assert words(region) == said
