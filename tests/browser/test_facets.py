"""The list changes in place: what is swapped, where the focus stays, what is announced, and the way back."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from catalog import engine
from catalog.models import Listing
from tests import factories
from tests.browser import axe
from tests.browser.page_types import furnish
from tests.public.crowd import multiply

# Wide enough for the choices to stand beside the list.
DESKTOP, TELEPHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def shop(page, site):
    """Two tablets and a cream; a page that is loaded anew is noticed by a mark that is gone."""
    furnish()
    staff = {name: User.objects.get(username=name) for name in ("editor", "pharmacist")}
    factories.listed(**staff, slug="creamazole", name="Creamazole Cream", dosage_form="cream", route="cutaneous")
    engine.catch_up()
    page.set_viewport_size(DESKTOP)
    page.emulate_media(reduced_motion="reduce")
    return site


def opened(page, address):
    page.goto(address)
    page.evaluate("window.same = true")


def is_same_page(page) -> bool:
    return page.evaluate("window.same === true")


def names(page):
    return page.locator(".card__name a")


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_a_choice_changes_the_list_and_the_address_and_keeps_the_focus(page, shop):
    opened(page, f"{shop}/products/")
    status = page.get_by_role("status").element_handle()
    page.get_by_label("Cream").focus()
    page.keyboard.press("Space")

    expect(names(page)).to_have_text(["Creamazole Cream"])
    expect(page).to_have_url(f"{shop}/products/?form=cream")
    expect(page.locator(".chosen__item")).to_contain_text("Cream")
    assert is_same_page(page)
    assert focused(page) == "form-cream"
    assert page.get_by_label("Cream").is_checked()
    # The live region is the one of before: only then is what it says read out.
    assert status.evaluate("node => node.isConnected && node.textContent.trim()") == "1 medicine"


def test_several_choices_one_after_another(page, shop):
    opened(page, f"{shop}/products/")
    page.get_by_label("Cream").check()
    expect(page).to_have_url(f"{shop}/products/?form=cream")
    page.get_by_label("Tablet").check()

    expect(page).to_have_url(f"{shop}/products/?form=cream&form=tablet")
    expect(page.get_by_role("status")).to_have_text("3 medicines")
    expect(page).to_have_title("Medicines: Cream, Tablet · Pharmacy")
    assert is_same_page(page)


def test_only_the_last_of_quick_choices_is_shown(page, shop):
    opened(page, f"{shop}/products/")
    page.evaluate(
        """() => { for (const id of ["form-cream", "form-tablet"]) {
        const box = document.getElementById(id)
        box.checked = true
        box.dispatchEvent(new Event("change", { bubbles: true })) } }"""
    )

    expect(page).to_have_url(f"{shop}/products/?form=cream&form=tablet")
    assert page.evaluate("history.length") <= 3
    assert is_same_page(page)


def test_a_chip_gives_the_focus_to_the_next_and_then_to_the_results(page, shop):
    opened(page, f"{shop}/products/?form=cream&form=tablet")
    page.locator("#chosen-form-cream").focus()
    page.keyboard.press("Enter")
    expect(names(page)).to_have_count(2)
    assert focused(page) == "chosen-form-tablet"

    page.keyboard.press("Enter")
    expect(names(page)).to_have_count(3)
    assert focused(page) == "results-title"
    assert is_same_page(page)


def test_order_view_and_letter_change_in_place_and_keep_the_focus(page, shop):
    opened(page, f"{shop}/products/")
    for link, address in (
        ("choice-newest", "?sort=newest"),
        ("choice-table", "?sort=newest&view=table"),
        ("letter-20", "?letter=T&sort=newest&view=table"),
    ):
        page.locator(f"#{link}").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{shop}/products/{address}")
        assert focused(page) == link
    expect(page.get_by_role("rowheader")).to_have_text(["Testazole 10 mg Tablets"])
    assert is_same_page(page)


def test_the_way_back_brings_back_the_list_and_the_way_forward_too(page, shop):
    opened(page, f"{shop}/products/")
    page.get_by_label("Cream").check()
    expect(names(page)).to_have_count(1)

    page.go_back()
    expect(names(page)).to_have_count(3)
    expect(page).to_have_url(f"{shop}/products/")
    assert not page.get_by_label("Cream").is_checked()

    page.go_forward()
    expect(names(page)).to_have_count(1)
    assert page.get_by_label("Cream").is_checked()
    assert is_same_page(page)


def test_the_way_back_from_a_medicine_leads_to_the_same_list(page, shop):
    opened(page, f"{shop}/products/")
    page.get_by_label("Tablet").check()
    expect(names(page)).to_have_count(2)
    names(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Otherzole 10 mg Tablets")

    page.go_back()

    expect(names(page)).to_have_count(2)
    assert page.get_by_label("Tablet").is_checked()


def test_the_next_page_begins_at_its_top_and_the_way_back_leads_to_the_same_place(page, shop):
    multiply(Listing.objects.get(slug="creamazole"), {f"many-{n:02}": f"Many {n:02}" for n in range(30)})
    engine.rebuild()
    opened(page, f"{shop}/products/")
    link = page.get_by_role("link", name="More medicines")
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.click()
    expect(names(page)).to_have_count(13)
    assert page.evaluate("scrollY") < before
    assert focused(page) == "results-title"

    page.go_back()
    expect(names(page)).to_have_count(20)
    page.wait_for_timeout(200)
    assert abs(page.evaluate("scrollY") - before) < 40
    assert is_same_page(page)


def test_what_was_opened_stays_open_and_what_was_closed_closed(page, shop):
    opened(page, f"{shop}/products/")
    page.locator(".facet > summary", has_text="Category").click()
    page.locator(".facet > summary", has_text="Condition").click()
    page.get_by_label("Cream").check()
    expect(names(page)).to_have_count(1)

    open_ones = page.locator(".facet[open]").evaluate_all("all => all.map(one => one.dataset.keep)")
    assert open_ones == ["form", "category"]


def test_the_words_and_the_choice_of_language_go_along(page, shop):
    opened(page, f"{shop}/products/?q=testazole")
    page.get_by_label("Cream").check()
    expect(page).to_have_url(f"{shop}/products/?q=testazole&form=cream")
    page.get_by_role("combobox").fill("creamazole")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{shop}/products/?q=creamazole&form=cream")
    page.locator("#choice-name").click()
    expect(page).to_have_url(f"{shop}/products/?q=creamazole&form=cream&sort=name")

    page.get_by_role("link", name="Español").click()
    expect(page).to_have_url(f"{shop}/es/products/?q=creamazole&form=cream&sort=name")


def test_where_something_goes_wrong_the_browser_goes_there_itself(page, shop):
    opened(page, f"{shop}/products/")
    # The script asks in vain; the browser is answered.
    page.route(
        "**/products/?form=cream",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.get_by_label("Cream").check()

    page.wait_for_url(f"{shop}/products/?form=cream")
    expect(names(page)).to_have_count(1)
    assert not is_same_page(page)


def test_a_click_for_another_tab_is_the_browsers_own(page, shop):
    opened(page, f"{shop}/products/?form=cream")
    with page.context.expect_page() as other:
        page.locator("#chosen-form-cream").click(modifiers=["Control"])
    other.value.close()

    expect(page).to_have_url(f"{shop}/products/?form=cream")


def test_on_a_telephone_the_button_closes_the_choices_and_leads_to_the_list(page, shop):
    page.set_viewport_size(TELEPHONE)
    opened(page, f"{shop}/products/")
    expect(page.get_by_label("Cream")).to_be_hidden()
    page.locator(".filters__all > summary").click()
    page.get_by_label("Cream").check()
    expect(page.get_by_role("status")).to_have_text("1 medicine")
    expect(page.get_by_label("Cream")).to_be_visible()

    page.get_by_role("button", name="Show the results").click()
    expect(page.get_by_label("Cream")).to_be_hidden()
    expect(names(page).first).to_be_in_viewport()
    assert is_same_page(page)


def test_the_skip_link_asks_for_nothing(page, shop):
    opened(page, f"{shop}/products/")
    page.get_by_label("Cream").check()
    expect(names(page)).to_have_count(1)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/products/" in request.url else None)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)

    assert asked == []


STATES = [
    "/products/?q=tset+zole&form=tablet",
    "/products/?q=testazole+creamazole",
    "/products/?q=qqqqqq&form=tablet",
    "/products/?market=us&rating=4&view=table",
    "/ar/products/?q=sneezing&form=tablet&form=cream",
]
OPEN_ALL = "for (const one of document.querySelectorAll('.filters__all, .facet')) one.open = true"


@pytest.mark.parametrize("path", STATES)
def test_axe_finds_nothing_once_the_list_has_changed(page, shop, path):
    faults = {}
    for size in (DESKTOP, TELEPHONE):
        page.set_viewport_size(size)
        opened(page, f"{shop}{path}")
        page.evaluate(OPEN_ALL)
        page.locator(".facet__value input").first.or_(page.locator(".chosen a").first).first.click()
        expect(page.locator("#list[aria-busy]")).to_have_count(0)
        page.evaluate(OPEN_ALL)
        if found := axe.faults_light_and_dark(page):
            faults[size["width"]] = found
        assert is_same_page(page)
    assert faults == {}


def test_without_an_index_axe_finds_nothing_either(page, site):
    page.goto(f"{site}/products/?q=testazole")
    expect(page.get_by_role("status")).to_have_text("Search is being built")

    assert axe.faults(page) == ""
