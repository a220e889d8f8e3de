from django.urls import path, register_converter

from catalog.views import health, pictures, products, ways_in


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

app_name = "catalog"
urlpatterns = [
    path("", ways_in.home, name="home"),
    path("products/", products.product_list, name="product_list"),
    path("products/<slug:slug>/", products.product_detail, name="product_detail"),
    path("products/<slug:slug>/history/", products.product_history, name="product_history"),
    path("conditions/", ways_in.condition_list, name="condition_list"),
    path("conditions/<slug:slug>/", ways_in.condition_detail, name="condition_detail"),
    path("substances/", ways_in.substance_list, name="substance_list"),
    path("substances/<slug:slug>/", ways_in.substance_detail, name="substance_detail"),
    path("categories/", ways_in.category_list, name="category_list"),
    path("categories/<slug:slug>/", ways_in.category_detail, name="category_detail"),
    path("pictures/<sha256:sha256>-<width:width>.webp", pictures.picture, name="picture"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
