"""What a page of a search says: what was looked for, whether all words were found, why each result fits."""

import pytest
from lxml import html

from catalog import engine
from catalog.models import SynonymGroup
from tests import factories
from tests.public.crowd import multiply
from tests.public.lists import NEXT

SOME_CODE = "4006381333931"  # a GTIN with its check digit


def build():
    staff = {"editor": factories.editor(name="builder"), "pharmacist": factories.pharmacist(name="signer")}
    metformin = factories.listed(
        **staff,
        slug="metformin",
        name="Metformin 500 mg Tablets",
        brand_name="Glucostart",
        ingredients=[{"substance": {"name": "metformin"}, "strength": "500", "unit": "mg", "per": ""}],
        description="A tablet for <grown-ups> & others with sugar in the blood.",
    )
    factories.pack(product=metformin.product, by=staff["editor"], gtin=SOME_CODE)
    factories.listed(**staff, slug="ibuprofen", name="Ibuprofen 10 mg Tablets")


@pytest.fixture(scope="module")
def built(built_once):
    with built_once(build) as (_nothing, folder):
        yield folder


@pytest.fixture
def asked(client, built, db, searched_in):
    searched_in(built)

    def read(q, **query):
        response = client.get("/products/", {"q": q} | query)
        assert response.status_code == 200
        return html.fromstring(response.content.decode())

    return read


def words(element) -> str:
    return " ".join(element.text_content().split())


def found(tree) -> list[str]:
    return tree.xpath("//*[@class='card__name']/a/@href")


def said(tree) -> list[str]:
    return [words(one) for one in tree.xpath("//*[@class='found']//p")]


def test_all_words_were_found(asked):
    tree = asked("metformin tablets")

    assert found(tree) == ["/products/metformin/"]
    assert said(tree) == ["Each of these has all of your words."]
    assert words(tree.xpath("//h1")[0]) == "Medicines for “metformin tablets”"
    assert [words(one) for one in tree.xpath("//*[@role='status']")] == ["1 medicine for “metformin tablets”"]


def test_one_word_needs_no_word_on_it(asked):
    assert said(asked("metformin")) == []


def test_of_more_words_than_are_looked_for_not_all_are_said_to_be_found(asked):
    all_read, too_many = asked("metformin " * 12), asked("metformin " * 12 + "qqqqqqqq")

    assert said(all_read) == ["Each of these has all of your words."]
    assert said(too_many) == ["Only the first 12 words were looked for."]
    assert found(too_many) == ["/products/metformin/"]


def test_where_nothing_has_the_first_words_the_others_were_not_looked_for_either(asked):
    tree = asked("qqqqqqqq " * 12 + "metformin")

    assert (found(tree), said(tree)) == ([], ["Only the first 12 words were looked for."])


def test_only_some_words_were_found(asked):
    tree = asked("metformin ibuprofen")

    assert sorted(found(tree)) == ["/products/ibuprofen/", "/products/metformin/"]
    assert said(tree) == ["No medicine has all of these words. These have some of them."]


def test_what_nothing_is_spelled_like_is_corrected_and_said(asked):
    tree = asked("metfromin")

    assert found(tree) == ["/products/metformin/"]
    assert said(tree) == ["Nothing is spelled “metfromin”: these are results for “metformin”."]


def test_a_code_is_said_to_be_one(asked):
    tree = asked(SOME_CODE)

    assert found(tree) == ["/products/metformin/"]
    assert said(tree) == [f"This is the medicine with the code “{SOME_CODE}”."]


def test_why_a_result_fits_is_said_with_the_words_marked_and_everything_else_escaped(asked):
    tree = asked("sugar")

    [why] = tree.xpath("//*[@class='why']")
    assert why.xpath(".//mark/text()") == ["sugar"]
    assert "<grown-ups> & others" in words(why)
    assert why.xpath(".//grown-ups") == []


def test_a_brand_name_is_why(asked):
    tree = asked("glucostart")

    assert [words(one) for one in tree.xpath("//*[@class='why why__where']")] == ["Brand name: Glucostart"]
    assert [words(one) for one in asked("glucostart", view="table").xpath("//tbody//*[@class='why why__where']")] == [
        "Brand name: Glucostart"
    ]


def test_a_summary_that_says_why_is_read_once(asked):
    [summary] = asked("metformin").xpath("//*[@class='card__summary']")
    tree = asked("sneezing")

    assert words(summary) == "Testazole eases the sneezing of hay fever."
    assert [words(one) for one in tree.xpath("//*[@class='why']")] == [words(summary)] * 2
    assert tree.xpath("//*[@class='card__summary']") == []


def test_the_order_is_that_of_the_best_match_unless_another_is_asked_for(asked):
    def chosen(tree):
        return tree.xpath("//nav[@aria-label='Order']//a[@aria-current]/text()")

    assert chosen(asked("tablets")) == ["Best match first"]
    assert chosen(asked("tablets", sort="name")) == ["A to Z"]
    assert chosen(asked("tablets", sort="relevance")) == ["Best match first"]


def test_nothing_found_offers_ways_on(asked):
    tree = asked("qqqqqqqq", form="tablet")

    [empty] = tree.xpath("//*[@class='empty']")
    assert empty.xpath(".//a/@href") == ["/products/?q=qqqqqqqq", "/products/", "/conditions/"]
    assert "Nothing found for “qqqqqqqq”" in words(empty)
    assert "Ask your pharmacist." in words(empty)


def test_search_says_that_it_is_being_built_and_browsing_works(client, built, db):
    tree = html.fromstring(client.get("/products/?q=metformin").content.decode())
    browse = html.fromstring(client.get("/products/").content.decode())

    assert found(tree) == []
    assert [words(one) for one in tree.xpath("//*[@role='status']")] == ["Search is being built"]
    assert tree.xpath("//*[@class='empty']//a/@href") == ["/products/", "/conditions/"]
    assert len(found(browse)) == 2


def test_search_engines_keep_no_search(asked):
    for query in ({"q": "metformin"}, {"q": "", "form": ["gel", "tablet"]}, {"q": "", "sort": "rating", "rating": "4"}):
        tree = asked(**query)
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert tree.xpath("//link[@rel='canonical']") == []


def test_the_list_of_best_matches_ends_and_says_so(client, db, editor, pharmacist, monkeypatch):
    monkeypatch.setattr("catalog.engine.answering.MOST_BY_RELEVANCE", 30)
    listing = factories.listed(editor=editor, pharmacist=pharmacist)
    multiply(listing, {f"other-{number}": f"Testazole {number}" for number in range(40)})
    engine.catch_up()
    first = client.get("/products/?q=testazole").content.decode()
    [address] = NEXT.findall(first)

    last = html.fromstring(client.get(address.replace("&amp;", "&")).content.decode())

    assert "The list of best matches ends" not in first
    assert last.xpath("//a[@rel='next']") == []
    assert "The list of best matches ends at 30." in " ".join(said(last))
    assert last.xpath("//*[@class='found']//a/@href") == ["/products/?q=testazole&sort=name"]


def test_a_synonym_counts_at_once(asked, pharmacist):
    assert found(asked("qwertyzole")) == []

    SynonymGroup(words="qwertyzole\nglucostart", kind=SynonymGroup.Kind.values[0]).keep(by=pharmacist)

    assert found(asked("qwertyzole")) == ["/products/metformin/"]


HOSTILE = "{name} qqqsummaryqqq %s <b>&"


def test_texts_stand_on_a_card_as_they_are_whatever_they_say(asked, editor, pharmacist):
    """A card is a format that the texts of a listing are put into: none is taken for a place of it, or for HTML."""
    given = {"summary": f"Testazole, {HOSTILE}", "name": f"Testazole {HOSTILE} 10 mg Tablets"}
    factories.listed(editor=editor, pharmacist=pharmacist, **given)

    [card] = asked("").xpath("//article[@class='card'][contains(., '{name}')]")

    assert card.xpath("string(.//h3)").strip() == given["name"]
    assert card.xpath("string(.//*[@class='card__summary'])") == given["summary"]
