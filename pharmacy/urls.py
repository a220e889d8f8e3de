"""Every address of the site: here the parts, in each app what is below them.

What people read stands behind the language of the address; what machines fetch, and the staff pages, do not.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from pharmacy import views
from pharmacy.numbers import Number

register_converter(Number, "number")  # before any app below names it

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("catalog.machine_urls")),
    path("api/", include("api.urls")),
    *i18n_patterns(
        path("account/", include("accounts.urls")),
        path("account/", include("allauth.account.urls")),
        path("account/second-step/", include("allauth.mfa.urls")),
        path("styleguide/", views.styleguide, name="styleguide"),
        path("", include("reviews.urls")),
        path("", include("catalog.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "pharmacy.views.bad_request"
handler500 = "pharmacy.views.server_error"
