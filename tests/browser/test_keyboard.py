"""By keyboard alone: where the focus is can always be seen, and everything can be done."""

import pytest
from playwright.sync_api import expect

from catalog import engine
from tests.browser.page_types import furnish, send_empty

# What the focus looks like on the element, or on the box that a card's link spreads over the card.
FOCUS = """() => {
  const element = document.activeElement
  const ring = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  const box = element.getBoundingClientRect()
  const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0
  const shows = ring(getComputedStyle(element)) || ring(getComputedStyle(element, "::after"))
  return [element.tagName, element.outerHTML.slice(0, 90), seen && shows]
}"""
LONGEST_WALK = 120


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/products/?view=table", "/products/?form=tablet", "/account/signup/"])
def test_the_focus_is_seen_wherever_tab_leads(page, site, path, theme):
    engine.catch_up()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{site}{path}")
    unseen = []
    for _step in range(LONGEST_WALK):
        page.keyboard.press("Tab")
        tag, html, shown = page.evaluate(FOCUS)
        if tag == "BODY":
            break
        if not shown:
            unseen.append(html)
    assert tag == "BODY", "the walk comes to an end"
    assert unseen == []


def test_the_first_tab_offers_to_skip_to_the_content(page, site):
    page.goto(f"{site}/products/testazole/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_medicine_is_searched_for_narrowed_down_and_opened_by_keyboard(page, site):
    furnish()
    page.goto(f"{site}/")
    tab_to(page, "input[type=search]")
    page.keyboard.type("testazole")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("2 medicines for “testazole”")

    tab_to(page, ".facet:not([open]) > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#form-tablet")
    page.keyboard.press("Space")
    expect(page.locator(".chosen__item")).to_contain_text("Tablet")
    expect(page.locator("#form-tablet")).to_be_focused()

    tab_to(page, ".card__name a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Testazole 10 mg Tablets")


def tab_to(page, selector):
    for _step in range(LONGEST_WALK):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no way to {selector} by keyboard")


@pytest.mark.parametrize("script", [True, False])
def test_the_error_summary_takes_the_focus_and_leads_to_the_field(browser, site, script):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    send_empty(page, site, "/account/signup/")
    # Looked at from outside the page: with its script off it can be asked nothing.
    expect(page.locator(".error-summary:focus")).to_have_count(1)

    page.locator(".error-summary a").first.click()
    expect(page.locator("#id_email:focus")).to_have_count(1)
    context.close()
