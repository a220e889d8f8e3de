"""From an invitation to a published, verified review, through real HTTP."""

import re

from playwright.sync_api import expect

REVIEW = {"title": "Slept through June", "text": "No sneezing at night from the second day on."}


def issue(page, sign_in) -> str:
    """The link of an invitation, as the pharmacist reads it off the page."""
    sign_in("pharmacist", then="/admin/reviews/invitation/issue/")
    page.get_by_label("Medicine", exact=False).fill("testazole")
    page.get_by_label("Order number", exact=False).fill("A-4711")
    page.get_by_role("button", name="Issue the invitation", exact=True).click()
    return page.locator("td code").inner_text()


def write(page):
    page.locator("input[name=rating][value='4']").check(force=True)
    for name, words in REVIEW.items():
        page.locator(f"[name={name}]").fill(words)
    page.get_by_label("What did you take it for?", exact=False).select_option(label="Hay fever")
    page.locator("input[name=adult]").check()
    page.locator("input[name=consent]").check()
    page.get_by_role("button", name="Send the review").click()
    expect(page.get_by_text("Waits for a person to read it.", exact=False)).to_be_visible()


def test_an_invitation_becomes_a_verified_review(page, site, sign_in):
    link = issue(page, sign_in)
    path = re.sub(r"^https?://[^/]+", "", link)
    page.context.clear_cookies()
    page.goto(f"{site}{path}")
    sign_in("customer")
    page.goto(f"{site}{path}")
    write(page)

    page.goto(f"{site}/products/testazole/reviews/")
    expect(page.get_by_text(REVIEW["title"])).to_have_count(0)

    sign_in("moderator", then="/admin/reviews/review/")
    page.get_by_role("link", name=REVIEW["title"]).click()
    page.get_by_role("button", name="Publish this text").click()

    page.goto(f"{site}/products/testazole/reviews/?verified=yes")
    review = page.locator("article.review", has_text=REVIEW["title"])
    expect(review).to_contain_text("Verified")
    expect(review).to_contain_text("Hay fever")
    expect(page.get_by_text("4 out of 5 stars").first).to_be_visible()
    page.goto(f"{site}/products/testazole/")
    expect(page.locator("#reviews")).to_contain_text(REVIEW["title"])

    # The link has done its work: who follows it now is told so, and writes nothing verified.
    sign_in("editor")
    page.goto(f"{site}{path}")
    expect(page.locator("main")).not_to_contain_text("Testazole")
