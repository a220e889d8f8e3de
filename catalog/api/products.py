"""The list of all medicines with its search, and one medicine."""

from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from api.answers import onward, thinned
from api.parameters import SLUG, Flag, OneOf, Paged, Parameters, Several, Spelled
from api.problems import Problem
from api.schema import told
from catalog import ready
from catalog.api import examples
from catalog.api.product import product, whole_listing
from catalog.api.public import PublicView, elsewhere, stamp_of
from catalog.api.row import ALWAYS, row, with_rows
from catalog.api.shapes import Product, ProductList, ProductRow, members
from catalog.engine import PRICES, BadPlace
from catalog.models import Clock, Listing
from catalog.search import CHOICES, Criteria, ProductSearch
from catalog.search.criteria import FACETS, LETTERS, LONGEST_QUERY, MOST_CHOICES, RATINGS, SORTS, TERMS

PREPARING = "The search is being prepared. Try again in a minute."
WORDS = r"^[^\u0000-\u001f\u007f-\u009f]*$"


class Asked(Paged):
    """The parameters of the page /products/, by the same names."""

    thin = members(ProductRow)

    q = Spelled(
        WORDS, required=False, allow_blank=True, max_length=LONGEST_QUERY, help_text="Words, codes or part of a name."
    )
    letter = OneOf(sorted(LETTERS), required=False, help_text="What the name begins with.")
    rating = OneOf(sorted(RATINGS), required=False, help_text="So many stars on average, or more.")
    sort = OneOf(list(SORTS), required=False, help_text="`relevance` where there are words, else `name`.")
    facets = Flag(default=True, help_text="Whether to count what the list can be narrowed by.")


for name in CHOICES:
    Asked._declared_fields[name] = Several(OneOf(list(CHOICES[name][2])), required=False)
for name in TERMS:
    Asked._declared_fields[name] = Several(Spelled(SLUG), required=False, help_text="Slugs.")
Asked._declared_fields["price"] = Several(
    OneOf(list(PRICES)), required=False, help_text="Of the lowest price, in whole units of the market's currency."
)


class Products(PublicView):
    asks = {"GET": Asked}

    @told(
        "products",
        "Medicines: all, searched or narrowed",
        ProductList,
        tag="products",
        more="What the page /products/ finds, in the same order. Several values of one parameter widen a list, several "
        "parameters narrow it. `boxed_warnings` and `slug` come with every answer, whatever `fields` says.",
        problems=(404, 409, 503),
        example=examples.PRODUCTS,
    )
    def get(self, request):
        stamp = Clock.stamp()
        return self.searching(request, lambda reader: self.found(request, reader, stamp))

    def found(self, request, reader, stamp):
        search = asked_for(request.query_params, reader, stamp)
        search.shown, search.size = with_rows, self.asked["size"]
        require_answerable(search, self.asked)
        stamp = ready.with_index(stamp, reader)
        try:
            return self.ready(request, lambda: self.answer(request, search), stamp=stamp)
        except BadPlace:
            if reader is None:  # an index told it, and will again
                raise Problem(503, PREPARING, wait=60) from None
            raise

    def answer(self, request, search) -> dict[str, Any]:
        listings, after = search.part()
        links = {"next": after}
        return {
            "count": search.count_beside(listings, links | {"first": search.after}),
            "next": onward(request, after) if after else None,
            "facets": [facet(one) for one in search.facets] if self.asked["facets"] else [],
            "words_read": search.words_read or None,
            "did_you_mean": (search.answer and search.answer.did_you_mean) or None,
            "results": [thinned(found_row(one), self.asked["fields"], always=ALWAYS) for one in listings],
        }


def asked_for(query, reader, stamp) -> ProductSearch:
    """As ProductSearch.from_query has it, but that a term which nothing has is not left out: nothing fits it.

    So no name is looked up before there is something to name.
    """
    there = reader.markets if reader else ()
    criteria = Criteria.from_query(query, markets_there=there, by_index=reader is not None)
    return ProductSearch(criteria, after=query.get("after", ""), reader=reader, stamp=stamp)


def require_answerable(search: ProductSearch, asked: dict):
    """The page leaves out what has no answer; a program is told. Raises Problem."""
    if sum(len(asked.get(facet, ())) for facet in FACETS) > MOST_CHOICES:
        raise Problem(409, _("Choose at most %(most)d values at once.") % {"most": MOST_CHOICES})
    by_price = asked.get("price") or asked.get("sort") == "price"
    lost = [name for name in ("sort", "rating") if asked.get(name) and not in_force(search, name, asked[name])]
    if search.waits or (search.reader is None and (by_price or lost)):
        raise Problem(503, PREPARING, wait=60)
    if by_price and not search.criteria.currency:
        raise Problem(409, _("Prices in several currencies cannot be compared: choose markets with one."))
    if lost:
        raise Problem(409, _("This list has no such order or choice: %(names)s.") % {"names": ", ".join(lost)})


def in_force(search: ProductSearch, name: str, value: str) -> bool:
    return (search.sort if name == "sort" else search.criteria.rating) == value


def facet(one) -> dict[str, Any]:
    values = [
        {"value": value.value, "label": str(value.label), "count": value.count, "chosen": value.chosen}
        for value in one.values
    ]
    return {"name": one.name, "label": str(one.label), "values": values, "more": one.more}


def found_row(listing: Listing) -> dict[str, Any]:
    why = getattr(listing, "why", None)
    snippet = unescape(strip_tags(why.snippet)) if why else ""
    return row(listing) | {"found_by": {"label": str(why.label), "snippet": snippet} if why else None}


class OneProduct(Parameters):
    thin = members(Product)


class ProductDetail(PublicView):
    asks = {"GET": OneProduct}

    @told(
        "product",
        "One medicine: the signed content, part by part",
        Product,
        tag="products",
        more="Each text stands as it was signed (Markdown) and as the page shows it (sanitised HTML). `digest` is "
        "the SHA-256 of the signed content, which `publication` answers whole.",
        problems=(404, 410),
        example=examples.PRODUCT,
        also={301: "The medicine stands at another address today."},
    )
    def get(self, request, slug):
        stamp = stamp_of(self, slug)
        return self.ready(request, lambda: self.answer(slug), stamp=stamp)

    def answer(self, slug) -> dict[str, Any]:
        try:
            found = product(whole_listing(slug))
        except Listing.DoesNotExist:  # withdrawn since the stamp was read
            elsewhere(self, slug)
        return thinned(found, self.asked["fields"], always=ALWAYS)
