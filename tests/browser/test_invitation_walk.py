"""From an invitation that staff issue to a published review that says verified, through real HTTP."""

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from reviews.models import Letter


@pytest.fixture
def link(page, site, sign_in, settings):
    """What the pharmacist copies out of the admin."""
    settings.SITE_URL = site
    sign_in("pharmacist", then="/admin/reviews/invitation/")
    page.get_by_role("link", name="Issue invitations").click()
    page.locator("input[name=product]").fill("testazole")
    page.locator("input[name=order]").fill("4711")
    page.get_by_role("button", name="Issue the invitation", exact=True).click()
    return page.locator("code").inner_text()


def test_an_invited_customer_writes_a_review_that_is_verified(page, site, sign_in, link):
    sign_in("customer")
    page.goto(link)
    expect(page.get_by_text("this review will be marked as verified")).to_be_visible()
    page.locator("input[name=rating][value='4']").check(force=True)
    page.locator("input[name=title]").fill("Free of sneezing")
    page.locator("textarea[name=text]").fill("A good spring, for once.")
    page.locator("select[name=condition]").select_option(label="Hay fever")
    page.locator("select[name=taken_for]").select_option("weeks")
    page.locator("input[name=adult]").check()
    page.locator("input[name=consent]").check()
    page.get_by_role("button", name="Send the review").click()
    page.wait_for_url(f"{site}/account/reviews/")

    sign_in("moderator", then="/admin/reviews/review/")
    page.get_by_role("link", name="Free of sneezing").click()
    page.get_by_role("button", name="Publish this text").click()

    page.context.clear_cookies()
    page.goto(f"{site}/products/testazole/reviews/")
    review = page.locator("article", has_text="Free of sneezing")
    expect(review).to_be_visible()
    expect(review.get_by_text("Verified", exact=False).first).to_be_visible()
    sign_in("customer")
    page.goto(link)
    expect(page.get_by_role("heading", name="This invitation does not work")).to_be_visible()

    call_command("work", batch=True, startup_delay=False, reload=False, verbosity=0)
    assert [message.subject for message in mail.outbox] == ["We have received your review"]
    assert Letter.objects.unsent().get().kind == "shown"  # waits until the decision can be undone no more
