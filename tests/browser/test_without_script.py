"""With JavaScript off: everything is there, from the list to the errors of a form."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.page_types import furnish


@pytest.fixture
def plain(browser, site):
    """A page of a browser that runs no script, as wide as a telephone."""
    furnish()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    yield context.new_page()
    context.close()


def test_from_the_list_by_a_filter_to_a_medicine(plain, site):
    plain.goto(f"{site}/products/")
    expect(plain.get_by_role("status")).to_have_text("2 medicines")

    plain.locator(".filters__all > summary").click()
    plain.get_by_label("Tablet").check()
    plain.locator(".facet > summary", has_text="Rating").click()
    plain.get_by_label("4 stars and more").check()
    plain.get_by_role("button", name="Show the results").click()
    expect(plain).to_have_url(re.compile(r"\?form=tablet&rating=4$"))
    expect(plain.locator(".chosen__item")).to_contain_text(["Tablet", "4 stars and more"])
    expect(plain.get_by_role("status")).to_have_text("1 medicine")
    plain.locator(".chosen__item", has_text="4 stars").click()
    expect(plain.get_by_role("status")).to_have_text("2 medicines")

    plain.get_by_role("link", name="Table", exact=True).click()
    expect(plain.get_by_role("row")).to_have_count(3)
    plain.get_by_role("rowheader", name="Testazole").get_by_role("link").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Testazole 10 mg Tablets")


def test_words_are_kept_while_choices_are_made_and_the_other_way_round(plain, site):
    plain.goto(f"{site}/products/?form=tablet&view=table")
    plain.get_by_role("searchbox").fill("testazole")
    plain.get_by_role("button", name="Search").click()
    expect(plain).to_have_url(re.compile(r"\?q=testazole&form=tablet&view=table$"))

    plain.locator(".filters__all > summary").click()
    plain.locator(".facet > summary", has_text="Market").click()
    plain.get_by_label("United States").check()
    plain.get_by_role("button", name="Show the results").click()
    expect(plain).to_have_url(re.compile(r"\?q=testazole&view=table&form=tablet&market=us(&rating=)?$"))
    expect(plain.get_by_role("row")).to_have_count(3)


def test_a_choice_is_taken_away_again(plain, site):
    plain.goto(f"{site}/products/?form=tablet&letter=T")
    expect(plain.get_by_role("status")).to_have_text("1 medicine")

    plain.get_by_role("link", name="Remove all choices").click()

    expect(plain.get_by_role("status")).to_have_text("2 medicines")


def test_what_is_wrong_in_a_form_is_said_beside_the_field(plain, site):
    plain.goto(f"{site}/account/signup/")
    plain.locator("input[name=email]").fill("not an address")
    plain.locator("input[name=email]").press("Enter")  # sends the form, though another button stands first

    expect(plain.get_by_role("heading", name="Please look at this again")).to_be_visible()
    assert plain.title() == "Please look again: Make an account · Pharmacy"
    described = plain.locator("input[name=email]").get_attribute("aria-describedby")
    expect(plain.locator(f"#{described}")).to_have_text("Enter a valid email address.")


def test_the_language_is_changed_and_the_place_kept(plain, site):
    plain.goto(f"{site}/products/?view=table&letter=T")

    plain.get_by_role("link", name="Español").click()

    assert plain.url == f"{site}/es/products/?letter=T&view=table"
    expect(plain.locator("html")).to_have_attribute("lang", "es")
