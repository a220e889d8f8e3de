"""Addresses for programs, below /api/v1/: each app's own."""

from django.urls import path

from api.root import Root
from catalog.api_urls import urlpatterns as of_the_catalogue
from reviews.api_urls import urlpatterns as of_reviews

app_name = "api"
urlpatterns = [
    path("", Root.as_view(), name="root"),
    *of_the_catalogue,
    *of_reviews,
]
