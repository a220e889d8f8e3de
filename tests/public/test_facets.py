"""Facets: several values of each, counted as if each facet alone were free; a form, chips, one address a question."""

import pytest
from lxml import html

from tests import factories
from tests.public.lists import shown


def build():
    staff = {"editor": factories.editor(name="builder"), "pharmacist": factories.pharmacist(name="signer")}
    pain = [{"title": "Pain", "text": "For adults.", "condition": {"name": "Pain"}}]
    gel = {"dosage_form": "gel", "route": "cutaneous"}
    a = factories.listed(**staff, slug="a-tablet", name="A 10 mg", indications=pain)
    factories.listed(**staff, slug="b-tablet", name="B 10 mg")
    factories.listed(**staff, slug="c-gel", name="C Gel", indications=pain, legal_status="pharmacy_only", **gel)
    d = factories.listed(**staff, slug="d-gel", name="D Gel", market="gb", **gel)
    e = factories.listed(**staff, slug="e-cream", name="E Cream", market="gb", dosage_form="cream", route="cutaneous")
    for listing, price, currency in ((a, "4.50", "USD"), (d, "7.20", "GBP"), (e, "30.00", "GBP")):
        factories.pack(product=listing.product, by=staff["editor"], price=price, currency=currency)
    for number in range(9):
        makers = {"manufacturer": {"name": f"Maker {number}"}, "market": "eu"}
        factories.listed(**staff, slug=f"m-{number}", name=f"M {number}", legal_status="prescription_only", **makers)
    for stars in (5, 4):
        author = factories.user(name=f"author-{stars}")
        factories.approved(listing=a, author=author, moderator=factories.moderator(name=f"m-{stars}"), rating=stars)


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build) as (_nothing, folder):
        yield folder


@pytest.fixture
def catalogue(built, db, searched_in):
    searched_in(built)


@pytest.fixture
def asked(client, catalogue):
    def read(query=""):
        response = client.get(f"/products/?{query}")
        assert response.status_code == 200
        return html.fromstring(response.content.decode())

    return read


def words(element) -> str:
    return " ".join(element.text_content().split())


def values(tree, facet) -> list[tuple]:
    """[(value, count, whether chosen)] of a facet, in the order of the page."""
    return [
        (one.get("value"), int("".join(one.xpath("..//span[@aria-hidden]/text()"))), one.get("checked") is not None)
        for one in tree.xpath(f"//form[@data-facets]//input[@name='{facet}'][@value!=''][@type!='hidden']")
    ]


def test_every_value_says_how_many_it_has(asked):
    tree = asked("market=us&market=gb")

    assert values(tree, "form") == [("gel", 2, False), ("tablet", 2, False), ("cream", 1, False)]
    assert values(tree, "condition") == [("hay-fever", 3, False), ("pain", 2, False)]
    [label] = tree.xpath("//label[@for='form-cream']")
    assert words(label) == "Cream1, 1 medicine"


def test_a_facet_is_counted_as_if_it_alone_were_free(asked):
    tree = asked("form=gel&condition=pain")

    assert values(tree, "form") == [("gel", 1, True), ("tablet", 1, False)]
    assert values(tree, "condition") == [("pain", 1, True), ("hay-fever", 1, False)]
    assert values(tree, "status") == [("pharmacy_only", 1, False)]


def test_several_values_of_one_facet_are_either_and_of_two_are_both(client, catalogue):
    assert shown(client, "/products/?form=gel&form=cream") == ["c-gel", "d-gel", "e-cream"]
    assert shown(client, "/products/?form=gel&form=cream&market=gb") == ["d-gel", "e-cream"]


def test_what_is_chosen_stands_first_even_where_nothing_fits(asked):
    tree = asked("form=cream&market=us&market=gb&condition=pain")

    assert values(tree, "form")[0] == ("cream", 0, True)
    assert [one for one in values(tree, "condition") if one[2]] == [("pain", 0, True)]


def test_the_form_keeps_all_that_is_no_facet(asked):
    tree = asked("q=mg&letter=A&sort=newest&view=table&form=tablet&rating=4")

    [form] = tree.xpath("//form[@data-facets]")
    hidden = [(one.get("name"), one.get("value")) for one in form.xpath(".//input[@type='hidden']")]
    ticked = [(one.get("name"), one.get("value")) for one in form.xpath(".//input[@checked]")]
    assert hidden == [("q", "mg"), ("letter", "A"), ("sort", "newest"), ("view", "table")]
    assert ticked == [("form", "tablet"), ("rating", "4")]
    assert form.xpath(".//button[@type='submit']")


def test_every_group_is_a_field_set_with_a_legend_and_every_box_has_its_label(asked):
    tree = asked()

    groups = tree.xpath("//form[@data-facets]//fieldset")
    boxes = tree.xpath("//form[@data-facets]//input[@type!='hidden']")
    assert [words(group.xpath("legend")[0]) for group in groups][:3] == ["Condition", "Substance", "Dosage form"]
    assert [box.get("id") for box in boxes] == [box.xpath("ancestor::label/@for")[0] for box in boxes]
    assert len({box.get("id") for box in boxes}) == len(boxes)


def test_more_values_than_are_seen_at_once_are_folded_away(asked):
    tree = asked("market=eu")

    [rest] = tree.xpath("//details[@data-keep='manufacturer-rest']")
    assert words(rest.xpath("summary")[0]) == "3 more"
    assert len(rest.xpath(".//input")) == 3


def test_chips_take_each_choice_away_and_all_of_them(asked):
    tree = asked("q=mg&form=tablet&form=gel&letter=A&rating=4&sort=name")

    links = {words(link).removesuffix(" (remove)"): link.get("href") for link in tree.xpath("//ul[@class='chosen']//a")}
    assert links == {
        "Gel": "/products/?q=mg&letter=A&form=tablet&rating=4&sort=name",
        "Tablet": "/products/?q=mg&letter=A&form=gel&rating=4&sort=name",
        "A": "/products/?q=mg&form=gel&form=tablet&rating=4&sort=name",
        "4 stars and more": "/products/?q=mg&letter=A&form=gel&form=tablet&sort=name",
        "Remove all choices": "/products/?q=mg&sort=name",
    }


def test_each_question_has_one_address(client, catalogue):
    same = [
        "form=gel&form=tablet&market=us",
        "market=us&form=tablet&form=gel&form=gel",
        "market=us&form=tablet&form=gel&x=1",
    ]

    answers = [client.get(f"/products/?{query}") for query in same]

    assert len({answer["ETag"] for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1
    assert 'data-address="/products/?form=gel&amp;form=tablet&amp;market=us"' in answers[0].content.decode()


# Price


def test_prices_narrow_a_list_of_one_currency(asked, client):
    tree = asked("market=gb")

    assert [(value, count) for value, count, _chosen in values(tree, "price")] == [("5-10", 1), ("25-50", 1)]
    assert words(tree.xpath("//label[@for='price-5-10']")[0]).startswith("5 to less than 10 GBP")
    assert "Lowest price first" in tree.xpath("//nav[@aria-label='Order']//a/text()")
    assert shown(client, "/products/?market=gb&price=5-10") == ["d-gel"]
    assert shown(client, "/products/?market=gb&sort=price") == ["d-gel", "e-cream"]


@pytest.mark.parametrize("query", ["", "market=gb&market=us"])
def test_several_currencies_have_no_prices_to_narrow_by(asked, client, query):
    tree = asked(query)

    assert values(tree, "price") == []
    assert "Lowest price first" not in tree.xpath("//nav[@aria-label='Order']//a/text()")
    assert "Choose one market to narrow by price." in words(tree.xpath("//form[@data-facets]")[0])
    assert client.get(f"/products/?{query}&price=5-10&sort=price").content == client.get(f"/products/?{query}").content


def test_a_price_goes_with_the_market_that_it_was_chosen_in(asked):
    tree = asked("market=gb&price=5-10&sort=price")

    [link] = tree.xpath("//a[@id='chosen-market-gb']/@href")
    assert link == "/products/"


# Stars


def test_stars_are_one_of_a_few(asked, client):
    tree = asked("rating=4")

    assert values(tree, "rating") == [("4", 1, True), ("3", 1, False), ("2", 1, False)]
    assert tree.xpath("//fieldset//input[@name='rating']/@type") == ["radio"] * 4
    assert shown(client, "/products/?rating=4") == ["a-tablet"]
    assert shown(client, "/products/?sort=rating")[0] == "a-tablet"


def test_stars_are_not_offered_where_no_market_shows_them(asked, client):
    query = "market=eu&market=gb&status=prescription_only"
    tree = asked(query)

    assert values(tree, "rating") == []
    assert "Most stars first" not in tree.xpath("//nav[@aria-label='Order']//a/text()")
    assert client.get(f"/products/?{query}&rating=4&sort=rating").content == client.get(f"/products/?{query}").content


# Ways in


@pytest.mark.parametrize(("address", "counts"), [("/conditions/", ["12", "2"]), ("/substances/", ["14"])])
def test_the_lists_of_terms_count_what_each_has(client, catalogue, address, counts):
    tree = html.fromstring(client.get(address).content.decode())

    assert tree.xpath("//*[@class='index__count']/span[@aria-hidden]/text()") == counts


def test_the_lists_of_terms_are_there_without_an_index(client, built, db):
    tree = html.fromstring(client.get("/conditions/").content.decode())

    assert [words(item) for item in tree.xpath("//*[@class='index__item']")] == ["Hay fever", "Pain"]


# Without an index


def test_without_an_index_only_enumerations_are_offered_and_nothing_is_counted(client, built, db):
    tree = html.fromstring(client.get("/products/?condition=pain").content.decode())

    names = set(tree.xpath("//form[@data-facets]//input/@name"))
    assert names == {"form", "status", "market", "rating", "condition"}
    assert tree.xpath("//fieldset//input[@name='condition']/@value") == ["pain"]
    assert tree.xpath("//fieldset//input[@name='condition']/@checked")
    assert tree.xpath("//*[@class='facet__count']") == []
    assert [words(said) for said in tree.xpath("//*[@role='status']")] == ["2 medicines"]


def test_other_languages_count_in_their_own_words(client, catalogue):
    for language in ("es", "ar"):
        assert client.get(f"/{language}/products/?market=gb&price=5-10&q=gel").status_code == 200
