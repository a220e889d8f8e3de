"""The admin site: Django's own, entered through the site's sign-in so that its rate limits hold here too."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import waiting
from catalog.models import Product
from reviews.models import Review


class PharmacyAdminSite(admin.AdminSite):
    site_title = gettext_lazy("Pharmacy")
    site_header = gettext_lazy("Pharmacy: the work to be done")
    index_title = gettext_lazy("Overview")
    site_url = "/"
    enable_nav_sidebar = False  # the room belongs to the list and to the form

    def password_change(self, request, extra_context=None):
        """The site's own page: it counts wrong guesses, Django's does not."""
        return redirect("account_change_password")

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request, extra_context=None):
        """Opens on the work to be done."""
        return super().index(request, {"work": self.work(request.user)} | (extra_context or {}))

    def work(self, user) -> list[dict]:
        """What waits for this account, in its roles: {"label", "count", "address"}; counts may be 0."""
        found = []
        products = reverse("admin:catalog_product_changelist", current_app=self.name)
        if user.has_perm("catalog.sign_product"):
            everything = Product.objects.waiting().count()
            found.append(row(_("Waiting for your signature"), waiting.to_sign(user).count(), f"{products}?work=mine"))
            found.append(row(_("Waiting for any signature"), everything, f"{products}?work=waiting"))
        if user.has_perm("catalog.change_product"):
            begun = waiting.begun_by(user).count()
            found.append(row(_("Sent back to you"), waiting.sent_back_to(user).count(), f"{products}?work=sent_back"))
            found.append(row(_("Your changes that nobody has submitted"), begun, f"{products}?work=mine"))
            unsigned = Product.objects.with_unsigned_changes().count()
            found.append(row(_("Listed, with changes not yet signed"), unsigned, f"{products}?work=unsigned"))
        if user.has_perm("reviews.moderate_review") and self.is_registered(Review):
            reviews = reverse("admin:reviews_review_changelist", current_app=self.name)
            found.append(row(_("Reviews waiting for a moderator"), Review.objects.waiting().count(), reviews))
        return found


def row(label, count, address) -> dict:
    return {"label": label, "count": count, "address": address}
