"""Text at twice its size on a small telephone: set in the browser, so no media query knows of it."""

import pytest

from tests.browser import leaflets

TWICE = "document.documentElement.style.fontSize = '200%'"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OVERLAP = """() => {
  const boxOf = selector => document.querySelector(selector).getBoundingClientRect()
  const name = boxOf(".masthead__name"), languages = boxOf(".languages")
  return name.bottom > languages.top && name.right > languages.left && name.left < languages.right
}"""
PAGES = ["/", "/products/", "/products/?view=table", "/products/complete/", "/products/complete/reviews/"]


@pytest.mark.parametrize("language", ["", "/ar"])
def test_nothing_is_cut_or_overlaps_with_text_of_twice_the_size(page, site, language):
    leaflets.listed()
    page.set_viewport_size({"width": 360, "height": 780})
    faults = {}
    for path in PAGES:
        page.goto(f"{site}{language}{path}")
        page.evaluate(TWICE)
        found = (page.evaluate(TOO_WIDE), page.evaluate(OVERLAP))
        if found != (0, False):
            faults[path] = found
    assert faults == {}
