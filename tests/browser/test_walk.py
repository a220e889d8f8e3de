"""The whole road through real HTTP: a shop's page, an editor, a pharmacist, a customer, a moderator."""

import pytest
from playwright.sync_api import expect

from tests import factories

PAGE = """Levozanidine 5mg Tablets

Description
Levozanidine 5mg Tablets calm an allergy of the nose. The effect begins within an hour.

Uses of Levozanidine 5mg Tablets
- Hay fever: It eases sneezing and a runny nose in adults.

Key Features
- One tablet a day: It works until the next morning.

How to use
Swallow one tablet with a glass of water in the evening.

Side effects
Tiredness and a dry mouth are the most common ones.

Storage
Store below 25 °C in the original container, away from moisture.

Important Note
It can make you sleepy. Do not drive until you know how it affects you.
"""
LABEL = "https://example.com/levozanidine-label"


@pytest.fixture
def product(page, site, sign_in):
    """The editor pastes the page, fills in what a shop's page does not say, and submits it."""
    sign_in("editor", then="/admin/catalog/product/paste/")
    page.locator("textarea[name=text]").fill(PAGE)
    page.get_by_role("button", name="Make a draft").click()
    page.get_by_role("link", name="Open the draft").click()
    page.locator("select[name=legal_status]").select_option("general_sale")
    page.locator("select[name=route]").select_option("oral")
    page.locator("input[name=source_name]").fill("Levozanidine, patient leaflet")
    page.locator("input[name=source_version]").fill("4")
    page.locator("input[name=source_url]").fill(LABEL)
    page.get_by_role("button", name="Save and check").first.click()
    expect(page.get_by_role("heading", name="Check and submit")).to_be_visible()
    for box in page.locator("input[name=acknowledged]").all():
        box.check()
    page.locator("textarea[name=note]").fill("New product, after the leaflet.")
    page.get_by_role("button", name="Submit for signature").click()
    expect(page.get_by_text("Waiting for signature").first).to_be_visible()
    return f"{site}/products/levozanidine-5mg-tablets/"


def sign(page, sign_in):
    sign_in("pharmacist", then="/admin/catalog/product/")
    page.get_by_role("link", name="Levozanidine 5mg Tablets").click()
    page.get_by_role("link", name="Sign", exact=False).first.click()
    page.locator("input[name=password]").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign and publish").click()
    expect(page.get_by_text("Version 1 is public now")).to_be_visible()


def test_a_page_goes_from_a_shop_to_the_public_and_gets_a_review(page, site, sign_in, product):
    assert page.goto(product).status == 404

    sign(page, sign_in)
    assert page.goto(product).status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text("Levozanidine 5mg Tablets")
    expect(page.get_by_text("There are no reviews yet")).to_be_visible()

    sign_in("customer", then="/products/levozanidine-5mg-tablets/reviews/new/")
    page.locator("input[name=rating][value='2']").check(force=True)
    page.locator("input[name=title]").fill("Too sleepy for me")
    page.locator("textarea[name=text]").fill("My nose was fine, but I slept through the alarm.")
    page.locator("input[name=adult]").check()
    page.locator("input[name=consent]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"{site}/account/reviews/")
    page.goto(product)
    expect(page.get_by_text("Too sleepy for me")).to_have_count(0)

    sign_in("moderator", then="/admin/reviews/review/")
    page.get_by_role("link", name="Too sleepy for me").click()
    page.get_by_role("button", name="Publish this text").click()
    page.goto(product)
    expect(page.get_by_role("heading", name="Too sleepy for me")).to_be_visible()


def test_a_wrong_password_signs_nothing(page, sign_in, product):
    sign_in("pharmacist", then="/admin/catalog/product/")
    page.get_by_role("link", name="Levozanidine 5mg Tablets").click()
    page.get_by_role("link", name="Sign", exact=False).first.click()
    page.locator("input[name=password]").fill("not the password")
    page.get_by_role("button", name="Sign and publish").click()
    expect(page.get_by_text("This is not your password. Nothing", exact=False).first).to_be_visible()
    assert page.goto(product).status == 404


def test_a_customer_writes_a_review_without_script(browser, site, sign_in, page):
    sign_in("customer")
    cookies = page.context.cookies()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    plain = context.new_page()
    plain.goto(f"{site}/products/testazole/reviews/new/")
    plain.locator("main form button[type=submit]").click()
    expect(plain.get_by_role("heading", name="Please look at this again")).to_be_visible()
    plain.locator("input[name=rating][value='5']").check(force=True)
    plain.locator("input[name=title]").fill("Good")
    plain.locator("textarea[name=text]").fill("It did what it should.")
    plain.locator("input[name=adult]").check()
    plain.locator("input[name=consent]").check()
    plain.locator("main form button[type=submit]").click()
    plain.wait_for_url(f"{site}/account/reviews/")
    expect(plain.get_by_text("It did what it should.")).to_be_visible()
    context.close()
