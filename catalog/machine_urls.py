"""What browsers, search engines and monitors fetch: addresses without a language."""

from django.urls import path, register_converter

from catalog.views import health, pictures


class Sha256:
    regex = "[0-9a-f]{64}"
    to_python = to_url = staticmethod(str)


class Width:
    """A width in pixels: up to four figures, so that no address reaches the database with a huge number."""

    regex = "[1-9][0-9]{0,3}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


register_converter(Sha256, "sha256")
register_converter(Width, "width")

app_name = "machines"
urlpatterns = [
    path("pictures/<sha256:sha256>-<width:width>.webp", pictures.picture, name="picture"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
