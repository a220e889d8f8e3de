"""Suggestions below a search field: by keyboard, by mouse, by finger, from right to left, and not in the way."""

import pytest
from playwright.sync_api import expect

from catalog import engine
from tests.browser import axe, leaflets
from tests.browser.test_public_pages import TOO_WIDE


@pytest.fixture
def shop(site):
    """One medicine, its substance, its condition, and an index of them."""
    engine.catch_up()
    return site


@pytest.fixture
def field(page, shop):
    page.goto(f"{shop}/")
    field = page.get_by_role("combobox", name="Search medicines")
    field.click()
    return field


def options(page):
    return page.get_by_role("option")


def typed(page, text, number):
    page.keyboard.type(text)
    expect(options(page)).to_have_count(number)


def active(page) -> str:
    """The words of the option that the field points at, "" for none."""
    return page.evaluate(
        """() => { const id = document.activeElement.getAttribute("aria-activedescendant")
        const option = id && document.getElementById(id)
        return option?.getAttribute("aria-selected") === "true" ? option.querySelector("bdi").textContent : "" }"""
    )


def test_they_open_while_somebody_types_and_say_what_each_is(page, field):
    expect(field).to_have_attribute("aria-expanded", "false")

    typed(page, "testa", 2)

    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-controls") == page.get_by_role("listbox", name="Suggestions").get_attribute("id")
    expect(options(page).first).to_have_text("testazole Substance")
    expect(options(page).nth(1)).to_contain_text("Medicine")
    expect(page.locator("form.search [aria-live=polite]")).to_have_text("Suggestions: 2")


def test_arrows_go_round_and_the_text_stays(page, field):
    typed(page, "test", 2)
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "Home"):
        page.keyboard.press(key)
        seen.append(active(page))

    assert seen == ["testazole", "Testazole 10 mg Tablets", "", "Testazole 10 mg Tablets", "testazole", ""]
    expect(field).to_have_value("test")
    assert field.evaluate("field => field.selectionStart") == 0
    expect(field).to_be_focused()


def test_enter_goes_where_the_option_leads(page, field, shop):
    typed(page, "test", 2)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{shop}/products/testazole/")


def test_enter_without_an_option_searches_for_what_was_typed(page, field, shop):
    typed(page, "test", 2)
    page.keyboard.press("Enter")

    page.wait_for_url(f"{shop}/products/?q=test")


def test_escape_closes_first_and_empties_then(page, field):
    typed(page, "test", 2)
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("test")
    assert active(page) == ""

    page.keyboard.press("ArrowDown")
    expect(options(page)).to_have_count(2)
    assert active(page) == "testazole"

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_those_of_other_words_do_not_come_back(page, field):
    typed(page, "test", 2)
    typed(page, "qqq", 0)
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert active(page) == ""


def test_those_of_longer_words_do_not_come_back_for_shorter_ones(page, field):
    typed(page, "testa", 2)
    page.keyboard.press("Escape")
    page.route("**/products/suggestions/*", lambda route: route.abort())
    page.keyboard.press("Backspace")
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_tab_goes_on_and_closes_them(page, field):
    typed(page, "test", 2)
    page.keyboard.press("Tab")

    expect(page.get_by_role("listbox")).to_have_count(0)
    assert page.evaluate("document.activeElement.className") == "search__button"


def test_a_click_leads_there_and_the_field_keeps_the_focus_until_then(page, field, shop):
    typed(page, "test", 2)
    options(page).first.hover()
    page.mouse.down()
    expect(field).to_be_focused()
    page.mouse.up()

    page.wait_for_url(f"{shop}/substances/testazole/")


def test_a_finger_does_what_a_mouse_does(browser, shop):
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{shop}/products/")
    page.get_by_role("combobox").tap()
    typed(page, "hay", 1)
    assert not page.evaluate(TOO_WIDE)
    options(page).first.tap()

    page.wait_for_url(f"{shop}/conditions/hay-fever/")
    context.close()


def test_only_the_last_question_is_answered(page, field, shop):
    """An answer that comes late does not overwrite a newer one, and a quick typist asks once."""
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions/?" in request.url else None)

    page.keyboard.type("testazole", delay=10)
    expect(options(page)).to_have_count(2)

    assert asked == [f"{shop}/products/suggestions/?q=testazole"]


def test_an_error_leaves_a_plain_field(page, field, shop):
    page.route("**/products/suggestions/*", lambda route: route.abort())
    page.keyboard.type("test")
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_have_count(0)

    page.keyboard.press("Enter")
    page.wait_for_url(f"{shop}/products/?q=test")


@pytest.mark.parametrize("path", ["/ar/", "/ar/products/", "/ar/conditions/"])
def test_from_right_to_left(page, shop, path):
    page.goto(f"{shop}{path}")
    field = page.get_by_role("combobox")
    field.click()
    typed(page, "test", 2)

    assert options(page).first.evaluate("option => getComputedStyle(option).direction") == "rtl"
    boxes = page.get_by_role("listbox").bounding_box(), page.locator("form.search").bounding_box()
    assert abs(boxes[0]["x"] - boxes[1]["x"]) <= 1 and abs(boxes[0]["width"] - boxes[1]["width"]) <= 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shop}/ar/substances/testazole/")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/products/", "/conditions/"])
def test_axe_finds_nothing_while_they_are_open(page, shop, path, theme):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{shop}{path}")
    page.get_by_role("combobox").click()
    typed(page, "test", 2)
    page.keyboard.press("ArrowDown")

    assert axe.faults(page) == ""
    page.set_viewport_size({"width": 320, "height": 450})
    assert not page.evaluate(TOO_WIDE)


def test_the_one_that_is_reached_can_be_seen_in_forced_colours(page, field):
    page.emulate_media(forced_colors="active")
    typed(page, "test", 2)
    page.keyboard.press("ArrowDown")

    assert options(page).first.evaluate("option => getComputedStyle(option).outlineStyle") == "solid"


def test_a_long_name_is_not_cut(page, shop):
    leaflets.listed(name="Budesonide " + "and Formoterol " * 6, language="en")
    engine.catch_up()
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{shop}/")
    page.get_by_role("combobox").click()
    page.keyboard.type("budes")
    expect(options(page).first).to_be_visible()

    assert not page.evaluate(TOO_WIDE)
