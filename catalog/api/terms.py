"""Conditions, substances, categories and manufacturers, as far as a listing has them."""

from typing import Any

from django.urls import reverse

from api.answers import onward, place, read_place, whole
from api.parameters import Paged
from api.schema import told
from catalog import ready
from catalog.api import examples
from catalog.api.list_shapes import TermList
from catalog.api.public import PublicView
from catalog.models import Clock
from catalog.search.facets import WITH_PAGES
from catalog.search.names import in_use


class Terms(PublicView):
    """In the order of their slugs, which stay as they are. `kind` is the term's, as in names.py."""

    kind: str
    asks = {"GET": Paged}

    def listed(self, request):
        stamp = Clock.stamp()

        def answer(reader):
            stamped = ready.with_index(stamp, reader)
            return self.ready(request, lambda: self.answer(request, reader), stamp=stamped)

        return self.searching(request, answer)

    def answer(self, request, reader) -> dict[str, Any]:
        nouns = in_use(self.kind).order_by("slug")
        if self.asked["after"]:
            (slug,) = read_place(self.asked["after"], str)
            nouns = nouns.filter(slug__gt=slug)
        size = self.asked["size"]
        found = list(nouns[: size + 1])
        counts = reader.terms_of(self.kind) if reader else {}
        return {
            "next": onward(request, place(found[size - 1].slug)) if len(found) > size else None,
            "results": [self.term(noun, counts) for noun in found[:size]],
        }

    def term(self, noun, counts) -> dict[str, Any]:
        has_page = self.kind in WITH_PAGES
        return {
            "slug": noun.slug,
            "name": noun.name,
            "description": getattr(noun, "description", ""),
            "count": counts.get(noun.slug),
            "url": whole(reverse(f"catalog:{self.kind}_detail", args=[noun.slug])) if has_page else None,
            "products": whole(f"{reverse('api:products')}?{self.kind}={noun.slug}"),
        }


def view_of(kind: str, plural: str, summary: str) -> type[Terms]:
    """A view for each, so that each has an operation of its own in the schema."""

    @told(plural, summary, TermList, tag="terms", problems=(404,), example=examples.TERMS[kind])
    def get(self, request):
        return self.listed(request)

    return type(plural.title(), (Terms,), {"kind": kind, "get": get})


CONDITIONS = view_of("condition", "conditions", "What medicines are for, by the condition that their labels name")
SUBSTANCES = view_of("substance", "substances", "The active substances")
CATEGORIES = view_of("category", "categories", "Medicines grouped by what they treat")
MANUFACTURERS = view_of("manufacturer", "manufacturers", "Who makes them")
