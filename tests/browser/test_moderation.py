"""Moderation by the keyboard and by selecting words; and all of it without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from catalog.models import Listing
from reviews.models import ReviewText
from tests import factories

QUEUE = "/admin/reviews/review/"


@pytest.fixture
def waiting(site):
    """Three texts that wait, the first with a telephone number that nothing has marked."""
    listing = Listing.objects.get()
    factories.review(
        listing=listing, author=User.objects.get(username="customer"), title="First", text="Ring 555-0142 today."
    )
    for name in ("Second", "Third"):
        factories.review(listing=listing, author=factories.user(name=name), title=name)
    ReviewText.objects.update(marks=[], urgency=0)
    return ReviewText.objects.order_by("id")


@pytest.fixture
def moderator(sign_in):
    sign_in("moderator", then=QUEUE)


def heading(page):
    return page.locator(".judged__title")


def opened(page, title):
    """The page of this text is there, and its script, which shows the list of keys."""
    expect(heading(page)).to_have_text(title)
    expect(page.locator(".keys")).to_be_visible()


def states(waiting):
    return list(waiting.values_list("state", flat=True))


def test_a_queue_is_worked_off_with_single_keys(page, waiting, moderator):
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="First")).to_be_focused()
    page.keyboard.press("Enter")
    opened(page, "First")

    page.keyboard.press("a")
    opened(page, "Second")
    expect(page.locator(".undo")).to_contain_text("Published: “First”.")
    page.keyboard.press("j")
    opened(page, "Third")
    page.keyboard.press("k")
    opened(page, "Second")
    assert states(waiting) == ["shown", "waiting", "waiting"]

    page.keyboard.press("u")
    opened(page, "First")
    assert states(waiting) == ["waiting", "waiting", "waiting"]


@pytest.mark.parametrize(("key", "name"), [("r", "reason"), ("c", "note"), ("m", "words")])
def test_a_key_leads_to_the_field_that_has_to_be_filled(page, waiting, moderator, key, name):
    page.get_by_role("link", name="First").click()
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press(key)

    assert page.evaluate("document.activeElement.name") == name
    assert states(waiting) == ["waiting"] * 3


def test_no_key_acts_while_somebody_types_or_holds_control(page, waiting, moderator):
    page.get_by_role("link", name="First").click()
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.press("c")
    page.keyboard.type("a rude remark, ? u")

    assert page.evaluate("document.activeElement.value") == "a rude remark, ? u"
    assert states(waiting) == ["waiting"] * 3


def test_the_keys_are_told_and_can_be_switched_off_for_good(page, waiting, moderator):
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator(".keys__list")).to_be_visible()
    page.get_by_label("Single keys work on these pages").uncheck()

    page.goto(page.url)
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("link", name="First").click()
    opened(page, "First")
    page.keyboard.press("a")
    expect(heading(page)).to_have_text("First")
    assert states(waiting) == ["waiting"] * 3


def test_selected_words_are_masked(page, waiting, moderator):
    page.get_by_role("link", name="First").click()
    expect(page.locator(".mask-selection")).to_be_visible()
    page.evaluate(
        """() => {
          const words = document.querySelector("p.judged__words").firstChild;
          const at = words.data.indexOf("555-0142");
          document.getSelection().setBaseAndExtent(words, at, words, at + 8);
        }"""
    )
    page.get_by_role("button", name="Add the words that I have selected").click()
    assert page.locator("textarea[name=words]").input_value() == "555-0142"
    page.get_by_role("button", name="Mask them").click()

    expect(page.locator("p.judged__words")).to_have_text("Ring [removed] today.")


def test_reasons_of_marks_are_no_part_of_what_is_selected(page, waiting, moderator):
    mark = {"field": "text", "start": 5, "end": 13, "kind": "telephone"}
    ReviewText.objects.filter(title="First").update(marks=[mark])
    page.goto(page.url)
    page.get_by_role("link", name="First").click()
    expect(page.locator(".mask-selection")).to_be_visible()
    page.evaluate("document.getSelection().selectAllChildren(document.querySelector('p.judged__words'))")
    page.get_by_role("button", name="Add the words that I have selected").click()

    assert page.locator("textarea[name=words]").input_value() == "Ring 555-0142 today."


def test_everything_works_without_script(browser, site, waiting, sign_in, page):
    sign_in("moderator", then=QUEUE)
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{site}{QUEUE}")
    assert plain.get_by_text("Keys", exact=True).is_hidden()
    plain.get_by_role("link", name="First").click()

    plain.get_by_label("Other words, one line for each place").fill("555-0142")
    plain.get_by_role("button", name="Mask them").click()
    plain.get_by_role("button", name="Publish this text").click()
    expect(heading(plain)).to_have_text("Second")
    plain.get_by_label("Reason").select_option("off_topic")
    plain.get_by_role("button", name="Do not publish it").click()
    expect(heading(plain)).to_have_text("Third")
    plain.get_by_role("button", name="Undo").click()
    expect(heading(plain)).to_have_text("Second")
    plain.goto(f"{site}{QUEUE}")
    plain.get_by_label("Tick “Third”").check()
    plain.get_by_role("button", name="Read the ticked ones together").click()
    plain.get_by_role("button", name="Publish those that are ticked").click()
    expect(plain.get_by_role("heading", name=re.compile("1 is published"))).to_be_visible()

    assert states(waiting) == ["shown", "waiting", "shown"]
    assert reverse("admin:reviews_review_changelist") == QUEUE
    context.close()
