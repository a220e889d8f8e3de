"""The page of a medicine as people use it: finding a part, by keyboard, by finger, without script, without room."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.browser import axe, leaflets

PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 900}
KILOBYTES = 60

# What of the focused element can be seen: the point in the middle of its first line belongs to it.
SEEN = """() => {
  const element = document.activeElement;
  const [rect] = element.getClientRects();
  const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, innerHeight);
  const at = document.elementFromPoint((rect.left + rect.right) / 2, (top + bottom) / 2);
  return Boolean(at) && (element.contains(at) || at.contains(element) && at.closest(".card"));
}"""
NAME = "document.activeElement.outerHTML.slice(0, 120)"
AT_THE_END = "document.activeElement === document.body"


@pytest.fixture
def medicine(page, site):
    """`medicine(PHONE)` opens the page in a window of this size, in a language; motion is off, so nothing waits."""
    leaflets.listed()

    def open_page(size, language="", theme="light"):
        page.set_viewport_size(size)
        page.emulate_media(reduced_motion="reduce", color_scheme=theme)
        page.goto(f"{site}{language}/products/complete/")
        return page

    return open_page


@pytest.fixture
def plain(browser, site):
    """The page on a phone whose script is off."""
    leaflets.listed()
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/products/complete/")
    yield page
    context.close()


def bottom_of_bar(page) -> float:
    box = page.locator(".contents").bounding_box()
    return box["y"] + box["height"]


# Finding a part


def test_the_contents_beside_the_text_mark_the_part_that_a_link_led_to(medicine):
    page = medicine(DESK)
    for name in ("Storage", "Boxed warning", "Key features", "Who checked this page", "Packs"):
        page.get_by_role("navigation", name="On this page").get_by_role("link", name=name, exact=True).click()
        expect(page.locator(".contents__link[aria-current=location]")).to_have_text(name)
        expect(page.locator(f"{page.evaluate('location.hash')} .heading").first).to_be_in_viewport()


def test_the_contents_mark_the_part_that_is_scrolled_to(medicine):
    page = medicine(DESK)
    page.locator("#interactions").evaluate("part => part.scrollIntoView()")
    expect(page.locator(".contents__link[aria-current=location]")).to_have_text("Interactions")

    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(".contents__link[aria-current=location]")).to_have_text("Reviews")


def test_the_contents_stay_beside_the_text(medicine):
    page = medicine(DESK)
    page.locator("#storage").evaluate("part => part.scrollIntoView()")

    expect(page.get_by_role("link", name="Boxed warning", exact=True)).to_be_in_viewport()


def test_on_a_phone_a_bar_says_which_part_it_is_and_covers_none(medicine):
    page = medicine(PHONE)
    for name in ("Storage", "Side effects", "In short"):
        page.locator(".contents summary").click()
        page.get_by_role("link", name=name, exact=True).click()

        expect(page.locator(".contents__bar")).to_be_in_viewport()
        expect(page.locator(".contents__here")).to_have_text(name)
        expect(page.locator(".contents__list")).to_be_hidden()
        heading = page.get_by_role("heading", name=name, exact=True)
        expect(heading).to_be_in_viewport()
        assert heading.bounding_box()["y"] >= bottom_of_bar(page)


def test_to_focus_the_bar_does_not_move_the_page(medicine):
    page = medicine(PHONE)
    page.locator("#storage").evaluate("part => part.scrollIntoView()")
    before = page.evaluate("scrollY")

    page.locator(".contents summary").focus()

    assert page.evaluate("scrollY") == before > 1000


def test_the_open_list_closes_with_escape_and_gives_the_focus_back(medicine):
    page = medicine(PHONE)
    page.locator(".contents summary").click()
    page.keyboard.press("Tab")
    expect(page.locator(".contents__link").first).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.locator(".contents__list")).to_be_hidden()
    expect(page.locator(".contents summary")).to_be_focused()


# By keyboard


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_has_the_focus_is_always_seen(medicine, size, key):
    page = medicine(size)
    hidden, steps = [], 0
    page.keyboard.press(key)
    while not page.evaluate(AT_THE_END) and steps < 250:
        if not page.evaluate(SEEN):
            hidden.append(page.evaluate(NAME))
        page.keyboard.press(key)
        steps += 1

    assert hidden == []
    assert 50 < steps < 250


def test_what_scrolls_inside_itself_is_reached_and_moved_by_keyboard(medicine):
    page = medicine({"width": 320, "height": 640})
    table = page.get_by_role("region", name="Packs of Completezole 10 mg Tablets")
    table.focus()
    page.keyboard.press("ArrowRight")
    # One frame after another, since the policy forbids what wait_for_function does.
    table.evaluate(
        """box => new Promise((done) => {
             const look = () => (box.scrollLeft > 0 ? done() : requestAnimationFrame(look));
             look();
           })"""
    )

    scrolling = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter((element) =>
             element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'auto'
             && element.tabIndex < 0 && !element.querySelector('a, button')).map((element) => element.className)"""
    )
    assert scrolling == []


def test_the_pictures_move_by_arrow_keys_and_buttons_and_say_which_is_seen(medicine):
    page = medicine(DESK)
    said, seen = page.locator(".gallery__said"), page.locator(".gallery__thumbnail[aria-current]")
    page.locator(".gallery__reel").focus()
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("2 of 3")
    page.get_by_role("button", name="Next picture").click()
    expect(said).to_have_text("3 of 3")
    expect(page.get_by_role("button", name="Next picture")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="Show picture 1 of 3").click()
    expect(said).to_have_text("1 of 3")
    expect(seen).to_have_count(1)
    expect(page.get_by_role("img", name="A white tablet.")).to_be_in_viewport()


def test_where_the_text_runs_from_the_right_the_left_arrow_leads_on(medicine):
    page = medicine(DESK, language="/ar")
    page.locator(".gallery__reel").focus()
    page.keyboard.press("ArrowLeft")

    expect(page.locator("#picture-2")).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".gallery__thumbnail[aria-current]")).to_have_attribute("href", "#picture-2")


def test_the_link_to_a_part_is_copied_and_followed(medicine, site):
    page = medicine(DESK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Link to: Storage").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    address = f"{site}/products/complete/#storage"
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.url == address


# Without script


def test_without_script_everything_is_there_and_the_links_lead(plain):
    expect(plain.get_by_text(leaflets.LAST_OF_THE_BOX)).to_be_visible()
    links = plain.locator(".contents__link").evaluate_all("links => links.map((link) => link.hash)")
    assert [anchor for anchor in links if not plain.locator(anchor).is_visible()] == []

    plain.locator(".contents summary").click()
    plain.get_by_role("link", name="Storage", exact=True).click()
    expect(plain.get_by_role("heading", name="Storage")).to_be_in_viewport()
    plain.get_by_role("link", name="Show picture 2 of 3").click()
    expect(plain.get_by_role("img", name="A blue box.")).to_be_in_viewport(ratio=0.9)
    expect(plain.get_by_role("button", name="Next picture")).to_be_hidden()


# Room, weight and direction


@pytest.mark.parametrize("language", ["", "/ar"])
def test_at_320_pixels_nothing_scrolls_sideways(medicine, language):
    page = medicine({"width": 320, "height": 640}, language)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_while_the_page_arrives_and_is_read(medicine, page, size):
    page.add_init_script(
        """window.moved = []; new PerformanceObserver((list) => {
             for (const { sources } of list.getEntries())
               for (const { node } of sources) window.moved.push((node.outerHTML ?? node.textContent).slice(0, 120));
           }).observe({ type: 'layout-shift', buffered: true });"""
    )
    medicine(size)
    page.wait_for_load_state("networkidle")
    for part in page.locator(".section").all():
        part.scroll_into_view_if_needed()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.moved") == []


@pytest.mark.parametrize("language", ["", "/es", "/ar"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_head_keeps_the_room_of_what_has_not_arrived(medicine, size, language):
    page = medicine(size, language)
    for seen, to_come in ((".masthead__search", ".masthead__nav"), (".masthead__name", ".masthead__search")):
        place = page.locator(seen).bounding_box()
        page.locator(to_come).evaluate("part => part.remove()")
        assert page.locator(seen).bounding_box() == place


def test_page_styles_and_scripts_weigh_little(medicine, page):
    kept = []
    page.on("response", lambda answer: kept.append(answer))
    medicine(PHONE)
    page.wait_for_load_state("networkidle")
    kinds = ("document", "stylesheet", "script")
    weighed = [gzip.compress(answer.body()) for answer in kept if answer.request.resource_type in kinds]
    assert len(weighed) == 6  # the page, its one stylesheet, three scripts of its own, one of the search box
    assert sum(map(len, weighed)) < KILOBYTES * 1024


def test_an_arabic_page_runs_from_the_right_and_its_english_text_from_the_left(medicine):
    page = medicine(DESK, language="/ar")
    listed = page.locator("#counselling .prose ul").first

    assert page.evaluate("[document.dir, document.documentElement.lang]") == ["rtl", "ar"]
    expect(page.locator("#safety-boxed .prose").first).to_have_css("direction", "ltr")
    expect(listed).to_have_css("padding-right", "0px")
    assert listed.evaluate("list => parseFloat(getComputedStyle(list).paddingLeft)") > 10


@pytest.mark.parametrize("language", ["", "/ar"])
def test_axe_finds_nothing_on_a_page_with_everything(medicine, language):
    faults = {}
    for size in (PHONE, DESK):
        if found := axe.faults_light_and_dark(medicine(size, language)):
            faults[size["width"]] = found
    assert faults == {}
