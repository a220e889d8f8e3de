"""Every page type of the public site, and a walk that opens each of them."""

from django.template.loader import render_to_string

from accounts.models import User
from catalog import engine
from catalog.models import Condition, Product
from reviews.models import Review
from tests import factories

EVERYBODY = [
    "/",
    "/products/",
    "/products/?view=table",
    "/products/?q=testazole&form=tablet&letter=T",
    "/products/?q=tsetazole+cream&rating=4&form=tablet&form=cream",
    "/products/?q=qqqqqqqq",
    "/products/testazole/",
    "/products/testazole/history/",
    "/products/testazole/reviews/",
    "/products/testazole/reviews/?stars=5&verified=1",
    "/reviews/policy/",
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
    "/ar/products/testazole/reviews/",
    "/ar/reviews/policy/",
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
    """What the pages show besides the one listed medicine: another, one that is gone, reviews, an older version.

    All of it is in the index.
    """
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
    author, hay_fever = factories.user(name="verified"), Condition.objects.get(name="Hay fever")
    invited = {"by": staff["pharmacist"], "condition": hay_fever, "taken_for": "weeks", "rating": 5}
    text = factories.invited(listing=product.listing, author=author, moderator=moderator, **invited)
    text.review.answer(by=moderator, text="Thank you.")
    factories.user(name="newcomer")
    engine.catch_up()
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
    for path in [*CUSTOMER, *about_a_review()]:
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


def about_a_review() -> list[str]:
    """The forms about somebody else's review."""
    review = Review.objects.get(author__username="verified")
    return [f"/products/testazole/reviews/{review.pk}/{form}/" for form in ("votes", "complaints/new")]


def send_empty(page, site, path) -> str:
    page.goto(f"{site}{path}")
    page.locator("main form button[type=submit]:not([name=another_name])").first.click()
    page.wait_for_load_state()
    page.locator(".error-summary").wait_for()
    return f"{path} with errors"


def broken(route):
    """The page of a failure as it would be sent: nothing in it comes from a request."""
    route.fulfill(status=500, content_type="text/html", body=render_to_string("500.html"))
