"""What axe sees, and what it does not: every public page type at two widths, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/",
    "/products/",
    "/products/?q=nothing-like-this",
    "/products/testazole/",
    "/products/testazole/history/",
    "/products/testazole/reviews/",
    "/conditions/",
    "/conditions/hay-fever/",
    "/substances/",
    "/substances/testazole/",
    "/categories/",
    "/categories/allergy/",
    "/products/no-such-medicine/",
    "/account/login/",
    "/account/signup/",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(page, site, width, theme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    faults = {}
    for path in PAGES:
        page.goto(f"{site}{path}")
        # Without preload: axe would copy our style sheets into inline ones, which the policy refuses.
        found = Axe().run(page, options={"preload": False})
        if found.violations_count:
            faults[path] = found.generate_report()
    assert faults == {}


def test_no_page_scrolls_sideways_at_320_pixels(page, site):
    page.set_viewport_size({"width": 320, "height": 800})
    too_wide = []
    for path in PAGES:
        page.goto(f"{site}{path}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(path)
    assert too_wide == []


def test_each_page_has_one_h1_and_its_landmarks(page, site):
    odd = []
    for path in PAGES:
        page.goto(f"{site}{path}")
        counts = [page.locator(selector).count() for selector in ("h1", "main", "header.masthead", "footer.footer")]
        if counts != [1, 1, 1, 1]:
            odd.append((path, counts))
    assert odd == []


def test_the_first_tab_offers_to_skip_to_the_content(page, site):
    page.goto(f"{site}/products/testazole/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
