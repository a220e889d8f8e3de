"""The public pages: what people read, in each language below its own prefix."""

from django.urls import path

from catalog.views import products, suggestions, ways_in

app_name = "catalog"
urlpatterns = [
    path("", ways_in.home, name="home"),
    path("products/", products.product_list, name="product_list"),
    # Before every product: no slug is "suggestions" (see Address.RESERVED).
    path("products/suggestions/", suggestions.suggestion_list, name="suggestion_list"),
    path("products/<slug:slug>/", products.product_detail, name="product_detail"),
    path("products/<slug:slug>/history/", products.product_history, name="product_history"),
    path("conditions/", ways_in.condition_list, name="condition_list"),
    path("conditions/<slug:slug>/", ways_in.condition_detail, name="condition_detail"),
    path("substances/", ways_in.substance_list, name="substance_list"),
    path("substances/<slug:slug>/", ways_in.substance_detail, name="substance_detail"),
    path("categories/", ways_in.category_list, name="category_list"),
    path("categories/<slug:slug>/", ways_in.category_detail, name="category_detail"),
]
