"""The admin site: Django's own, entered through the site's sign-in so that its rate limits hold here too."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class PharmacyAdminSite(admin.AdminSite):
    site_title = _("Pharmacy")
    site_header = _("Pharmacy: the work to be done")
    index_title = _("Catalogue")
    site_url = "/"

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)
