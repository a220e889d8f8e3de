"""Addresses for programs, below /api/v1/."""

from django.urls import path

from reviews import api

app_name = "api"
urlpatterns = [path("invitations/", api.Invitations.as_view(), name="invitations")]
