"""What axe sees, and what it does not: every page type, at two widths, light and dark."""

import pytest

from tests.browser import axe
from tests.browser.page_types import every_page, furnish


@pytest.fixture
def walk(page, site, sign_in):
    """`walk()` opens every page type in turn and gives the name of the one that is open."""
    furnish()
    return lambda: every_page(page, site, sign_in)


def test_axe_finds_nothing_on_any_page_at_two_widths_light_or_dark(page, walk):
    faults = {}
    for name in walk():
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if found := axe.faults_light_and_dark(page):
                faults[name, width] = found
    assert faults == {}


TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Words that their own box hides: what is only read out, and what scrolls inside itself, are meant to.
CUT = """[...document.querySelectorAll("body *")].filter(element => {
  const style = getComputedStyle(element)
  return !element.closest(".unseen, .skip, svg") && element.clientWidth > 0 && element.childNodes.length
    && style.overflowX.match(/hidden|clip/) && style.display !== "inline" && !element.matches("details, picture")
    && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
}).map(element => element.className || element.tagName)"""


def test_no_page_scrolls_sideways_or_cuts_its_words_however_near_it_is_zoomed(page, walk):
    faults = {}
    for name in walk():
        for width in (640, 320):  # a desktop of 1280 at 200 percent, and at 400
            page.set_viewport_size({"width": width, "height": 450})
            found = page.evaluate(CUT) + (["scrolls sideways"] if page.evaluate(TOO_WIDE) else [])
            if found:
                faults[name, width] = found
    assert faults == {}


HEADINGS = """[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))"""
LANDMARKS = ("h1", "main", "header.masthead")


def test_each_page_has_one_h1_its_landmarks_and_headings_in_order(page, walk):
    odd = {}
    for name in walk():
        levels = page.evaluate(HEADINGS)
        skipped = [pair for pair in zip([0, *levels], levels, strict=False) if pair[1] > pair[0] + 1]
        counts = [page.locator(selector).count() for selector in LANDMARKS]
        footers = page.locator("footer.footer").count()
        if skipped or counts != [1, 1, 1] or footers != (name != "500"):
            odd[name] = (counts, footers, levels)
    assert odd == {}


# WCAG 2.5.8: 24 by 24, or far enough from the next; a link within a sentence is let off.
SMALL = """() => {
  const inSentence = link => link.tagName === "A" && [...link.closest("p, li, dd, td, th, div").childNodes].some(
    node => node.nodeType === 3 && node.textContent.trim().length > 1)
  const boxOf = element => (element.closest("label") || document.querySelector(`label[for="${element.id}"]`)
    || element).getBoundingClientRect()
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(one => one.checkVisibility() && one.type !== "hidden" && !one.closest(".skip, .unseen"))
  const centres = targets.map(one => { const box = boxOf(one); return [box.x + box.width / 2, box.y + box.height / 2] })
  return targets.filter((one, number) => {
    const box = boxOf(one)
    if ((box.width >= 24 && box.height >= 24) || inSentence(one)) return false
    const [x, y] = centres[number]
    return centres.some(([a, b], other) => other !== number && Math.hypot(a - x, b - y) < 24)
  }).map(one => one.outerHTML.slice(0, 120))
}"""


def test_every_target_is_large_enough_for_a_finger(page, walk):
    page.set_viewport_size({"width": 360, "height": 780})
    faults = {}
    for name in walk():
        found = page.evaluate(SMALL)
        if found:
            faults[name] = found
    assert faults == {}
