"""What browsers, search engines and monitors fetch: addresses without a language."""

from django.urls import path, register_converter

from catalog.imaging.sizes import FORMATS
from catalog.views import health, machines, pictures


class Chunk:
    """The number of a sitemap, from 1: as many figures as a key of the database needs, less those of its chunk."""

    regex = "[1-9][0-9]{0,14}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


class Sha256:
    regex = "[0-9a-f]{64}"
    to_python = to_url = staticmethod(str)


class Width:
    """A width in pixels: up to four figures, so that no address reaches the database with a huge number."""

    regex = "[1-9][0-9]{0,3}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


class Kind:
    """The format of a picture, as its file name ends."""

    regex = "|".join(FORMATS)
    to_python = to_url = staticmethod(str)


register_converter(Chunk, "chunk")
register_converter(Sha256, "sha256")
register_converter(Width, "width")
register_converter(Kind, "kind")

app_name = "machines"
urlpatterns = [
    path("pictures/<sha256:sha256>-<width:width>.<kind:kind>", pictures.picture, name="picture"),
    path("cards/<slug:slug>.png", machines.product_card, name="product_card"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap_pages"),
    path("sitemap-terms.xml", machines.sitemap_terms, name="sitemap_terms"),
    path("sitemap-products-<chunk:number>.xml", machines.sitemap_products, name="sitemap_products"),
    path("robots.txt", machines.robots, name="robots"),
    path("feed.xml", machines.feed, name="feed"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
