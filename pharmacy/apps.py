from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps  # the module: Django takes every class named here for a default
from django.utils.translation import gettext_lazy as _


class PharmacyConfig(AppConfig):
    name = "pharmacy"
    default = True

    def ready(self):
        """What others call their parts says nothing to staff, or what a part of ours is called already."""
        from pharmacy import deployment  # noqa: F401  registers its system check

        names = {
            "auth": _("groups"),
            "account": _("e-mail addresses"),
            "mfa": _("second steps"),
            "django_tasks_database": _("background work"),
        }
        for label, name in names.items():
            apps.get_app_config(label).verbose_name = name


class PharmacyAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "pharmacy.administration.PharmacyAdminSite"
