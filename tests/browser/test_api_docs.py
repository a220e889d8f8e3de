"""The interactive page of the API, as developers see it: drawn, tried out, on a phone, in the dark, without script."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from api import pages
from catalog import engine
from tests.browser import axe
from tests.browser.test_public_pages import TOO_WIDE

ADDRESS = "/api/docs/"
OURS = {"exclude": ["#swagger-ui"]}  # what Swagger UI draws is theirs
PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def docs(page, site):
    """The page, drawn, of a site with an index. Faults are what it asks of other hosts and what its console says."""
    engine.catch_up()
    faults = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith((site, "data:")) else None)
    page.goto(f"{site}{ADDRESS}")
    expect(page.locator(".opblock").first).to_be_visible()
    yield page
    assert faults == []


def operations() -> int:
    methods = {"get", "post", "put", "patch", "delete"}
    return sum(len(methods & set(path)) for path in pages.generated("")["paths"].values())


def test_every_operation_is_drawn_and_nothing_is_asked_of_others(page, docs):
    assert operations() > 25
    expect(page.locator(".opblock")).to_have_count(operations())
    expect(page.get_by_role("heading", level=1)).to_have_text("The API of this pharmacy")


def test_a_product_is_tried_out(page, docs, site):
    """Though the site may be known by another name: what is tried out is asked where the page came from."""
    assert pages.generated(settings.SITE_URL)["servers"] != [{"url": site}]
    products = page.locator("#operations-products-products")
    products.locator(".opblock-summary-control").click()
    products.get_by_role("button", name="Try it out").click()
    products.get_by_placeholder("q", exact=True).fill("testazole")
    products.get_by_role("button", name="Execute").click()

    answer = products.locator(".live-responses-table .response")
    expect(answer.locator(".response-col_status")).to_have_text("200")
    expect(answer).to_contain_text('"slug": "testazole"')
    expect(products.locator(".request-url")).to_contain_text(f"{site}/api/v1/products/?")


def test_problems_lead_to_what_they_mean(page, docs, site):
    """The types that answers name are places of this page."""
    named = set()
    for path in Path(settings.BASE_DIR).glob("*/**/*.py"):
        if {"api", "webhooks"} & set(path.parts) and "tests" not in path.parts:
            named |= set(re.findall(r'"(/api/docs/#[a-z-]+)"', path.read_text()))
    assert named >= {f"{ADDRESS}#idempotency", f"{ADDRESS}#epoch"}
    for place in sorted(named):
        page.goto("about:blank")
        page.goto(f"{site}{place}")
        expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_and_can_be_read(page, docs, width, theme):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("#operations-products-product .opblock-summary-control").click()
    expect(page.locator("#operations-products-product .responses-wrapper").first).to_be_visible()

    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate("document.documentElement.classList.contains('dark-mode')") is (theme == "dark")
    assert axe.faults(page, within=OURS) == ""
    for part in (".swagger-ui", ".scheme-container"):
        expect(page.locator(part).first).to_have_css("background-color", page.evaluate(PAPER))


def test_without_script_the_schema_is_linked(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 780})
    plain = context.new_page()
    plain.goto(f"{site}{ADDRESS}")
    expect(plain.get_by_text("is drawn by a script")).to_be_visible()
    link = plain.get_by_text("is drawn by a script").get_by_role("link", name="schema")
    answer = plain.request.get(f"{site}{link.get_attribute('href')}")
    assert (answer.status, answer.json()["openapi"]) == (200, "3.1.0")
    context.close()
