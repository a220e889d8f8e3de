"""Every page type of the public site, and a walk that opens each of them."""

from django.template.loader import render_to_string

from accounts.models import User
from catalog.models import Product
from tests import factories

EVERYBODY = [
    "/",
    "/products/",
    "/products/?view=table",
    "/products/?q=testazole&form=tablet&letter=T",
    "/products/?q=nothing-like-this",
    "/products/testazole/",
    "/products/testazole/history/",
    "/products/testazole/reviews/",
    "/products/withdrawn/",
    "/products/no-such-medicine/",
    "/conditions/",
    "/conditions/hay-fever/",
    "/substances/",
    "/substances/testazole/",
    "/categories/",
    "/categories/allergy/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/inactive/",
    "/es/",
    "/es/products/",
    "/es/products/testazole/",
    "/ar/",
    "/ar/products/?view=table",
    "/ar/products/",
    "/ar/products/testazole/",
    "/ar/account/signup/",
]
CUSTOMER = [
    "/account/",
    "/account/name/",
    "/account/leave/",
    "/account/email/",
    "/account/password/change/",
    "/account/devices/",
    "/account/second-step/",
    "/account/second-step/webauthn/",
    "/account/second-step/totp/activate/",
    "/account/second-step/webauthn/add/",
    "/ar/account/second-step/",
    "/account/reviews/",
    "/account/questions/",
    "/products/testazole/reviews/new/",
]
EMPTY = "/account/reviews/"
STAFF = ["/styleguide/", "/ar/styleguide/"]
# Forms that are sent with nothing in them, and answer with their errors.
SENT_BY_EVERYBODY = ["/account/signup/", "/account/login/", "/es/account/signup/"]
SENT_BY_CUSTOMER = ["/products/otherzole/reviews/new/", "/account/leave/"]
BROKEN = "/a-page-that-fails/"


def furnish():
    """What the pages show besides the one listed medicine: another, one that is gone, reviews, an older version."""
    staff = {
        "editor": User.objects.get(username="editor"),
        "pharmacist": User.objects.get(username="pharmacist"),
    }
    product = Product.objects.get(slug="testazole")
    factories.republish(product, **staff, summary="Testazole eases sneezing. It lasts a day.")
    other = factories.listed(**staff, slug="otherzole", name="Otherzole 10 mg Tablets", legal_status="general_sale")
    gone = factories.listed(**staff, slug="withdrawn", name="Gonezole 10 mg Tablets")
    gone.product.withdraw(by=staff["pharmacist"], reason="Recall.", public_note="The maker has recalled it.")
    customer, moderator = User.objects.get(username="customer"), User.objects.get(username="moderator")
    factories.approved(listing=product.listing, author=customer, moderator=moderator)
    factories.user(name="newcomer")
    return other


def every_page(page, site, sign_in):
    """Go to each page in turn; gives what it is once it is open."""
    page.context.clear_cookies()
    for path in EVERYBODY:
        page.goto(f"{site}{path}")
        yield path
    for path in SENT_BY_EVERYBODY:
        yield send_empty(page, site, path)
    page.route(f"{site}{BROKEN}", broken)
    page.goto(f"{site}{BROKEN}")
    yield "500"
    sign_in("customer")
    for path in CUSTOMER:
        page.goto(f"{site}{path}")
        yield path
    for path in SENT_BY_CUSTOMER:
        yield send_empty(page, site, path)
    sign_in("newcomer", then=EMPTY)
    yield f"{EMPTY} without a review"
    sign_in("editor")
    for path in STAFF:
        page.goto(f"{site}{path}")
        yield path


def send_empty(page, site, path) -> str:
    page.goto(f"{site}{path}")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.locator(".error-summary").wait_for()
    return f"{path} with errors"


def broken(route):
    """The page of a failure as it would be sent: nothing in it comes from a request."""
    route.fulfill(status=500, content_type="text/html", body=render_to_string("500.html"))
