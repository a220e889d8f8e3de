"""The first address of the API: where everything else is."""

from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from rest_framework import serializers

from api.answers import json_bytes, whole
from api.schema import told
from api.views import ApiView
from catalog import ready


class Places(serializers.Serializer):
    documentation = serializers.URLField()
    schema = serializers.URLField()
    places = serializers.DictField(child=serializers.URLField(), help_text="Name → address, of what takes no name.")


EXAMPLE = {
    "documentation": "https://shop.example/api/docs/",
    "schema": "https://shop.example/api/schema/",
    "places": {"products": "https://shop.example/api/v1/products/"},
}


class Root(ApiView):
    @told("root", "Where everything is", Places, tag="about", example=EXAMPLE)
    def get(self, request):
        return ready.answer(
            request._request,
            name=request.path,
            stamp=("root",),
            build=lambda: json_bytes(places()),
            content_type="application/json",
        )


def places() -> dict:
    """Patterns that catch all the rest are no routes."""
    named = [one for one in get_resolver("pharmacy.api_urls").url_patterns if isinstance(one, URLPattern)]
    routes = [one for one in named if isinstance(one.pattern, RoutePattern) and not one.pattern.converters]
    plain = [str(one.name) for one in routes if one.name != "root"]
    return {
        "documentation": whole(reverse("docs")),
        "schema": whole(reverse("schema")),
        "places": {name: whole(reverse(f"api:{name}")) for name in plain},
    }
