"""The admin's own pages, as staff see them: what axe sees, nothing cut at 800 px, no breach of the policy."""

from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from catalog.models import Condition, Pack, Product
from reviews.models import SafetyReport
from tests import factories
from tests.browser import axe
from tests.webhooks.receiver import added
from webhooks.models import Delivery, Webhook


@pytest.fixture
def work(site):
    """One product for every state of the road, and one review that waits."""
    editor, pharmacist = User.objects.get(username="editor"), User.objects.get(username="pharmacist")
    listed = Product.objects.get(slug="testazole")
    factories.republish(listed, editor=editor, pharmacist=pharmacist, summary="Testazole eases hay fever.")
    factories.judged(
        listing=listed.listing,
        author=User.objects.get(username="customer"),
        moderator=User.objects.get(username="moderator"),
    )
    factories.submitted(by=editor, name="Waitazole 10 mg Tablets", slug="waitazole")
    factories.submitted(by=editor, name="Backazole 10 mg Tablets", slug="backazole").send_back(
        by=pharmacist, reason="The label names an age limit."
    )
    factories.draft(by=editor, name="Draftazole 10 mg Tablets", slug="draftazole", storage=without_storage())
    safety(listed.listing)
    User.objects.create_superuser("boss", "boss@example.com", factories.PASSWORD, display_name="Boss")
    User.objects.get(username="boss").emailaddress_set.create(email="boss@example.com", verified=True, primary=True)
    told(User.objects.get(username="boss"))
    return site


def told(boss):
    """A webhook with a long address and a message that was refused, and one that is paused."""
    hook, _secret = added(by=boss, address=f"https://93.184.215.14/{'a-long-path/' * 12}?key={'k' * 120}")
    hook.send_test(by=boss)
    Delivery.objects.update(tries=3, last_status=500, last_error="HTTP 500", last_answer="x" * 300)
    added(by=boss, name="Paused")[0].pause(by=boss)


def safety(listing):
    """A report with a note, a question and an answer, and one that is closed and late."""
    officer, customer = factories.safety_officer(), User.objects.get(username="customer")
    text = listing.product.review_texts.filter(review__author=customer).first()
    for pregnancy in (True, False):
        report = SafetyReport.open_for(text, listing=listing, pregnancy=pregnancy)
        report.assess(by=officer, reaction="A rash.")
        report.ask(by=officer, text="Since when?").reply(by=customer, text="A week.")
        if pregnancy:
            report.close(by=officer, reason="No case.")


@pytest.fixture
def as_staff(page, work):
    """`as_staff("editor", address)` opens a page of the admin; the sign-in page has a walk of its own."""

    def open_page(name, address):
        client = Client()
        client.force_login(
            User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        page.context.clear_cookies()
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": work}])
        page.goto(f"{work}{address}")

    return open_page


def without_storage() -> dict:
    return factories.content()["storage"] | {"text": ""}


def product(slug, page="change"):
    return reverse(f"admin:catalog_product_{page}", args=[Product.objects.get(slug=slug).pk])


def pages() -> dict[str, list[str]]:
    """The addresses that each account opens in a day."""
    index, listing = reverse("admin:index"), reverse("admin:catalog_product_changelist")
    review = Product.objects.get(slug="testazole").reviews.get()
    condition, pack = Condition.objects.get(), Pack.objects.get()
    restored = reverse("admin:catalog_product_restore", args=[Product.objects.get(slug="testazole").pk, 1])
    return {
        "editor": [
            index,
            listing,
            f"{listing}?work=all",
            product("draftazole"),
            product("backazole"),
            reverse("admin:catalog_product_add"),
            reverse("admin:catalog_product_paste"),
            product("draftazole", "submit"),
            product("backazole", "submit"),
            product("testazole", "publications"),
            restored,
            reverse("admin:catalog_pack_change", args=[pack.pk]),
            reverse("admin:catalog_condition_change", args=[condition.pk]),
        ],
        "pharmacist": [
            index,
            product("waitazole"),
            product("waitazole", "sign"),
            product("testazole", "sign"),
            product("testazole", "withdraw"),
        ],
        "moderator": [
            index,
            reverse("admin:reviews_review_changelist"),
            f"{reverse('admin:reviews_review_changelist')}?state=shown&q=hay",
            reverse("admin:reviews_review_change", args=[review.pk]),
            f"{reverse('admin:reviews_review_together')}?text={review.waiting.pk}",
            reverse("admin:reviews_review_undo", args=[review.waiting.pk]),
            f"{reverse('admin:reviews_review_change', args=[review.pk])}?text={review.shown.pk}",
            reverse("admin:reviews_decision_changelist"),
        ],
        "officer": [
            index,
            reverse("admin:reviews_safetyreport_changelist"),
            f"{reverse('admin:reviews_safetyreport_changelist')}?state=asked",
            *(reverse("admin:reviews_safetyreport_change", args=[one.pk]) for one in SafetyReport.objects.all()),
        ],
        "boss": [
            index,
            *registered(),
            reverse("admin:accounts_user_change", args=[User.objects.get(username="editor").pk]),
            reverse("admin:catalog_condition_delete", args=[condition.pk]),
            reverse("admin:catalog_condition_history", args=[condition.pk]),
            reverse("admin:app_list", args=["catalog"]),
            reverse("admin:webhooks_webhook_changelist"),
            reverse("admin:webhooks_webhook_add"),
            *(reverse("admin:webhooks_webhook_change", args=[one.pk]) for one in Webhook.objects.all()),
            reverse("admin:webhooks_delivery_changelist"),
            reverse("admin:webhooks_delivery_change", args=[Delivery.objects.get().pk]),
        ],
    }


def registered() -> list[str]:
    """The list and the form for a new one of all that the shop's own apps register."""
    models = {"catalog": ("category", "condition", "manufacturer", "pack", "publication", "substance", "synonymgroup")}
    models["accounts"] = ("user",)
    names = [f"{app}_{model}" for app, found in models.items() for model in found]
    lists = [reverse(f"admin:{name}_changelist") for name in names]
    return lists + [reverse(f"admin:{name}_add") for name in names if "publication" not in name]


def visit(page, as_staff, look) -> dict:
    """What `look` finds on each page of each account, where it finds something."""
    faults = {}
    for name, addresses in pages().items():
        as_staff(name, addresses[0])
        for address in addresses:
            page.goto(urljoin(page.url, address))
            if found := look():
                faults[f"{name} {address}"] = found
    return faults


@pytest.mark.parametrize("width", [800, 1280])
def test_axe_finds_nothing_on_any_page_of_the_admin(page, as_staff, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert visit(page, as_staff, lambda: axe.faults_light_and_dark(page)) == {}


@pytest.mark.parametrize("width", [360, 800])
def test_no_page_of_the_admin_scrolls_sideways(page, as_staff, width):
    page.set_viewport_size({"width": width, "height": 900})

    def look():
        return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    assert visit(page, as_staff, look) == {}


# What a pointer needs 24 px of, and what is left out: words within a sentence, and what is hidden or drawn by a label.
SMALL = """
() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter((one) => {
  const box = one.getBoundingClientRect();
  const seen = box.width > 1 && box.height > 1 && one.checkVisibility({visibilityProperty: true});
  const within = one.closest("p, td.field-medicine, .quiet, .select2, .datetimeshortcuts");
  return seen && !within && (box.height < 23.5 || box.width < 23.5);
}).map((one) => `${one.outerHTML.slice(0, 120)} ${one.getBoundingClientRect().height}`)
"""


def test_what_is_to_be_hit_is_24_pixels_high(page, as_staff):
    page.set_viewport_size({"width": 800, "height": 900})

    assert visit(page, as_staff, lambda: page.evaluate(SMALL)) == {}


def test_each_page_of_the_admin_has_one_h1_and_its_landmarks(page, as_staff):
    def look():
        counts = [page.locator(selector).count() for selector in ("h1", "main", "header#header")]
        return None if counts == [1, 1, 1] else counts

    assert visit(page, as_staff, look) == {}


def test_a_field_with_the_focus_is_not_behind_the_row_of_buttons(page, as_staff):
    page.set_viewport_size({"width": 800, "height": 700})
    as_staff("editor", product("draftazole"))
    hidden = page.evaluate(
        """() => {
          const row = document.querySelector(".submit-row");
          const fields = [...document.querySelectorAll("#product_form :is(input:not([type=hidden]), textarea)")];
          return fields.filter((field) => field.checkVisibility() && !row.contains(field)).filter((field) => {
            field.focus();
            return field.getBoundingClientRect().top > row.getBoundingClientRect().top - 24;
          }).map((field) => field.name);
        }"""
    )

    assert hidden == []


def test_a_form_with_errors_opens_on_their_list(page, as_staff):
    as_staff("editor", product("draftazole"))
    page.locator("#id_name").fill("")
    page.locator("input[name=_save]").click()

    summary = page.locator(".error-summary")
    assert summary.evaluate("one => one === document.activeElement")
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_charts_say_their_numbers_without_the_drawing(page, as_staff):
    as_staff("pharmacist", reverse("admin:index"))
    chart = page.locator("figure").filter(has_text="Signatures by the week")
    assert chart.get_by_role("img").get_attribute("aria-labelledby") == "signatures-title signatures-text"

    chart.locator("summary").click()

    assert chart.get_by_role("row").count() == 13
    assert chart.get_by_role("row").last.locator("td").inner_text() == "2"
