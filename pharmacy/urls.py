"""Every address of the site: here the parts, in each app what is below them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("reviews.urls")),
    path("", include("catalog.urls")),
]
