from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("reviews")

    def ready(self):
        from reviews import guards  # noqa: F401  # its tables join those that the database guards
