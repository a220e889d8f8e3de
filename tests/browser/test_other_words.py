"""Links of a list that ask for other words: heading, field and title say what is shown. And the way back."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_facets import focused, is_same_page, names, opened
from tests.browser.test_facets import shop as shop  # the fixture: two tablets and a cream


@pytest.mark.parametrize("path", ["/products/?q=qqqqqqqq", "/products/?q=qqqqqqqq&form=tablet"])
def test_look_through_all_medicines_leaves_no_word_behind(page, shop, path):
    opened(page, f"{shop}{path}")
    page.get_by_role("link", name="Look through all medicines").click()

    page.wait_for_url(f"{shop}/products/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Medicines")
    expect(page.get_by_role("combobox")).to_have_value("")
    expect(names(page)).to_have_count(3)


def test_did_you_mean_says_the_words_that_were_meant(page, shop, monkeypatch):
    monkeypatch.setattr("catalog.engine.asking.Question.did_you_mean", "creamazole")
    opened(page, f"{shop}/products/?q=tablet&form=cream")
    page.locator(".found__meant a").click()

    page.wait_for_url(f"{shop}/products/?q=creamazole&form=cream")
    expect(page.get_by_role("heading", level=1)).to_have_text("Medicines for “creamazole”")
    expect(page.get_by_role("combobox")).to_have_value("creamazole")
    expect(names(page)).to_have_text(["Creamazole Cream"])


def test_the_same_words_with_fewer_choices_change_in_place(page, shop):
    opened(page, f"{shop}/products/?q=++creamazole+&form=tablet")
    page.get_by_role("link", name="Remove all choices").click()

    expect(page).to_have_url(f"{shop}/products/?q=creamazole")
    expect(names(page)).to_have_text(["Creamazole Cream"])
    assert is_same_page(page)


def test_the_way_back_gives_the_focus_to_the_results(page, shop):
    opened(page, f"{shop}/products/")
    page.locator("#choice-newest").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{shop}/products/?sort=newest")

    page.go_back()

    expect(page).to_have_url(f"{shop}/products/")
    expect(page.locator("#list[aria-busy]")).to_have_count(0)
    page.wait_for_function("document.activeElement.id === 'results-title'")
    assert focused(page) == "results-title"
    assert is_same_page(page)
