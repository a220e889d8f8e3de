"""Addresses below /api/: what programs ask, what describes it, and an error in JSON for all the rest."""

from django.urls import include, path, re_path

from api import pages
from api.views import NotThere

urlpatterns = [
    path("schema/", pages.schema, name="schema"),
    path("docs/", pages.docs, name="docs"),
    path("v1/", include("pharmacy.api_urls")),
    re_path(r"", NotThere.as_view(schema=None), name="nowhere"),
]
