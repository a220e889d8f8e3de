"""Home, and the ways in: a term has a page only while a listing uses it."""

from django.http import Http404
from django.views.decorators.http import require_safe

from catalog import ready
from catalog.heads import home_head, term_head, term_list_head
from catalog.models import Category, Clock, Condition, Listing, Substance
from catalog.search import ProductSearch
from catalog.search.names import in_use, names_of
from catalog.views.searched import searched

RECENT = 6
CONDITIONS_ON_HOME = 12
CATEGORIES_ON_HOME = 24


@require_safe
@searched
def home(request, reader):
    stamp = Clock.stamp()
    return ready.page(
        request,
        "catalog/home.html",
        lambda: {"head": home_head(request.path)} | ways_in(reader),
        stamp=ready.with_index(stamp, reader),
    )


def ways_in(reader) -> dict:
    search = ProductSearch(reader=reader)
    terms = used_most(search) if search.answer else some_in_use()
    return {
        "letters": search.letters,
        "conditions": terms["condition"],
        "categories": terms["category"],
        "recent": Listing.objects.for_cards().on_home().recent()[:RECENT],
    }


def used_most(search) -> dict[str, list[dict]]:
    """The conditions and the categories that most listings have, counted by the index. One query, for their names."""
    counts = {
        "condition": search.answer.counts.get("condition", [])[:CONDITIONS_ON_HOME],
        "category": search.answer.counts.get("category", [])[:CATEGORIES_ON_HOME],
    }
    names = names_of((kind, slug) for kind, counted in counts.items() for slug, _count in counted)
    found = {
        kind: [
            {"name": names[kind, slug], "slug": slug, "listing_count": count}
            for slug, count in counted
            if (kind, slug) in names
        ]
        for kind, counted in counts.items()
    }
    found["category"].sort(key=lambda noun: noun["name"].casefold())
    return found


def some_in_use() -> dict:
    """While there is no index: the first by name, uncounted. Two queries."""
    return {
        "condition": in_use("condition").order_by("name")[:CONDITIONS_ON_HOME],
        "category": in_use("category").order_by("name")[:CATEGORIES_ON_HOME],
    }


@require_safe
@searched
def condition_list(request, reader):
    return term_index(request, reader, Condition, "conditions")


@require_safe
@searched
def condition_detail(request, reader, slug):
    return term_page(request, reader, Condition, slug)


@require_safe
@searched
def substance_list(request, reader):
    return term_index(request, reader, Substance, "substances")


@require_safe
@searched
def substance_detail(request, reader, slug):
    return term_page(request, reader, Substance, slug)


@require_safe
@searched
def category_list(request, reader):
    return term_index(request, reader, Category, "categories")


@require_safe
@searched
def category_detail(request, reader, slug):
    return term_page(request, reader, Category, slug)


def term_index(request, reader, model, plural):
    """All terms of one kind that a listing uses; its template calls them by their plural."""
    kind, stamp = model._meta.model_name, Clock.stamp()

    def context():
        nouns = list(in_use(kind).order_by("name"))
        if reader:
            count(kind, nouns, reader)
        return {"head": term_list_head(request.path, model, nouns), plural: nouns}

    return ready.page(request, f"catalog/{kind}_list.html", context, stamp=ready.with_index(stamp, reader))


def count(kind, nouns, reader):
    """Say of each term how many listings have it, as the index counts them."""
    counts = reader.terms_of(kind)
    for noun in nouns:
        noun.listing_count = counts.get(noun.slug)


def term_page(request, reader, model, slug):
    """The listings of one term, in pages that go on in the list of all with this term chosen."""
    kind, stamp = model._meta.model_name, Clock.stamp()

    def context():
        noun = in_use(kind).filter(slug=slug).first()
        if noun is None:
            raise Http404
        search = ProductSearch.of_term(kind, noun, reader)
        listings, page_links = search.page()
        return {
            "head": term_head(request.path, noun, listings),
            "noun": noun,
            "count": search.count_beside(listings, page_links),
            "listings": listings,
            "page_links": page_links,
        }

    return ready.page(request, f"catalog/{kind}_detail.html", context, stamp=ready.with_index(stamp, reader))
