from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps  # the module: Django takes every class named here for a default


class PharmacyConfig(AppConfig):
    name = "pharmacy"
    default = True


class PharmacyAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "pharmacy.administration.PharmacyAdminSite"
