"""The admin site: Django's own, entered through the site's sign-in so that its rate limits hold here too."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from accounts import second_factor
from pharmacy import recent, workbench
from reviews.models import Review


class PharmacyAdminSite(admin.AdminSite):
    site_title = gettext_lazy("Pharmacy")
    site_header = gettext_lazy("Pharmacy")
    index_title = gettext_lazy("The work to be done")
    site_url = "/"
    enable_nav_sidebar = False  # the room belongs to the list and to the form

    def password_change(self, request, extra_context=None):
        """The site's own page: it counts wrong guesses, Django's does not."""
        return redirect("account_change_password")

    def has_permission(self, request):
        """Staff who have a second factor enter with it alone, however they came by their session."""
        return super().has_permission(request) and not second_factor.missing(request)

    def login(self, request, extra_context=None):
        """The site's own sign-in; whoever is signed in but has not taken the second step is sent to take it."""
        if super().has_permission(request) and second_factor.missing(request):
            if second_factor.missing(request) == "setup":
                messages.warning(request, gettext("The staff pages open once you have set up a second step."))
            return redirect(second_factor.way_on(request, to=request.GET.get("next") or reverse("admin:index")))
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request, extra_context=None):
        """Opens on the work to be done."""
        work = self.work(request.user)
        board = {
            "work": work,
            "is_free": not any(row["count"] for row in work if row["is_own"]),
            "checks": workbench.checks(request.user),
            "charts": workbench.charts(request.user),
            "recent": recent.acts(request.user),
        }
        return super().index(request, board | (extra_context or {}))

    def work(self, user) -> list[dict]:
        """What waits for this account, in its roles: {"label", "count", "address", …}; counts may be 0."""
        return workbench.rows(user, with_reviews=self.is_registered(Review))
