"""The catalogue for programs, below /api/v1/."""

from django.urls import path, re_path, register_converter

from catalog.api import changes, fhir, packs, products, publications, suggestions, terms


class Sku:
    """A SKU may hold a slash; see the validator of Pack.sku."""

    regex = "[A-Za-z0-9][A-Za-z0-9._/-]{0,39}"
    to_python = to_url = staticmethod(str)


class FhirId:
    """An id of FHIR, or a slug."""

    regex = "[A-Za-z0-9._-]{1,120}"
    to_python = to_url = staticmethod(str)


register_converter(Sku, "sku")
register_converter(FhirId, "fhir_id")

urlpatterns = [
    path("products/", products.Products.as_view(), name="products"),
    path("products/<slug:slug>/", products.ProductDetail.as_view(), name="product"),
    path("products/<slug:slug>/publications/", publications.Publications.as_view(), name="publications"),
    path(
        "products/<slug:slug>/publications/diff/",
        publications.PublicationDifference.as_view(),
        name="publications_diff",
    ),
    path(
        "products/<slug:slug>/publications/<number:number>/",
        publications.PublicationDetail.as_view(),
        name="publication",
    ),
    path("conditions/", terms.CONDITIONS.as_view(), name="conditions"),
    path("substances/", terms.SUBSTANCES.as_view(), name="substances"),
    path("categories/", terms.CATEGORIES.as_view(), name="categories"),
    path("manufacturers/", terms.MANUFACTURERS.as_view(), name="manufacturers"),
    path("suggestions/", suggestions.Suggestions.as_view(), name="suggestions"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("fhir/metadata", fhir.Metadata.as_view(), name="fhir_metadata"),
    path(
        "fhir/MedicationKnowledge/<fhir_id:slug>", fhir.MedicationKnowledge.as_view(), name="fhir_medication_knowledge"
    ),
    path("fhir/Bundle/<fhir_id:slug>", fhir.Bundle.as_view(), name="fhir_bundle"),
    re_path(r"fhir/", fhir.Nowhere.as_view(schema=None), name="fhir_nowhere"),
    path("packs/", packs.Packs.as_view(), name="packs"),
    path("packs/<sku:sku>/", packs.PackDetail.as_view(), name="pack"),
]
