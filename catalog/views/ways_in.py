"""Home, and the ways in: a term has a page only while a listing uses it."""

from django.db.models import Count
from django.http import Http404
from django.views.decorators.http import require_safe

from catalog import ready
from catalog.heads import home_head, term_head, term_list_head
from catalog.models import Category, Condition, Listing, Substance
from catalog.search import ProductSearch, alphabet

RECENT = 6
CONDITIONS_ON_HOME = 12


@require_safe
def home(request):
    return ready.page(request, "catalog/home.html", lambda: {"head": home_head(request.path)} | ways_in())


def ways_in() -> dict:
    return {
        "letters": letters(),
        "conditions": Condition.objects.listed().order_by("-listing_count", "name")[:CONDITIONS_ON_HOME],
        "categories": Category.objects.listed(),
        "recent": Listing.objects.for_cards().on_home().recent()[:RECENT],
    }


@require_safe
def condition_list(request):
    return term_index(request, Condition, "conditions")


@require_safe
def condition_detail(request, slug):
    return term_page(request, Condition, slug)


@require_safe
def substance_list(request):
    return term_index(request, Substance, "substances")


@require_safe
def substance_detail(request, slug):
    return term_page(request, Substance, slug)


@require_safe
def category_list(request):
    return term_index(request, Category, "categories")


@require_safe
def category_detail(request, slug):
    return term_page(request, Category, slug)


def term_index(request, model, plural):
    """All terms of one kind that a listing uses; its template calls them by their plural."""

    def context():
        nouns = model.objects.listed()
        return {"head": term_list_head(request.path, model, nouns), plural: nouns}

    return ready.page(request, f"catalog/{model._meta.model_name}_list.html", context)


def term_page(request, model, slug):
    """The listings of one term, in pages that go on in the list of all with this term chosen."""
    kind = model._meta.model_name

    def context():
        noun = model.objects.listed().filter(slug=slug).first()
        if noun is None:
            raise Http404
        listings, page_links = ProductSearch({kind: slug}).page()
        return {
            "head": term_head(request.path, noun, listings),
            "noun": noun,
            "listings": listings,
            "page_links": page_links,
        }

    return ready.page(request, f"catalog/{kind}_detail.html", context)


def letters() -> list[dict]:
    counts = Listing.objects.order_by().values_list("letter").annotate(count=Count("id"))
    return alphabet(dict(counts), search=ProductSearch({}))
