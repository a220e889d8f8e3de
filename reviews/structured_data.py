"""Reviews and stars for machines: what the page shows, and nothing where its market shows no stars."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.structured_data.nodes import Node, breadcrumbs, node, reference, site, web_page
from catalog.structured_data.product import product_id
from pharmacy.head import Head, absolute, shortened
from reviews.models import ReviewText

LONGEST_BODY = 300  # a taste: the whole text stands on the page


def with_reviews(graph: list[Node], listing, rating, texts: Sequence[ReviewText]) -> list[Node]:
    """The graph of a product's page with its stars and reviews on the node of the product."""
    said = shown(listing, rating, texts)
    return [one | said if "Drug" in one["@type"] else one for one in graph]


def review_list_graph(head: Head, listing, rating, texts: Sequence[ReviewText]) -> list[Node]:
    """The page of all reviews: the product is the same node as on its own page."""
    path = reverse("catalog:product_detail", args=[listing.slug])
    name = _("Reviews of %(name)s") % {"name": listing.name}
    medicines = (_("Medicines"), reverse("catalog:product_list"))
    way = breadcrumbs(head, medicines, (listing.name, path), (name, head.plain_path))
    product = product_id(absolute(path))
    page = web_page(head, "CollectionPage", about=reference(product), breadcrumb=reference(way["@id"]))
    said = shown(listing, rating, texts)
    named = node(["Product", "Drug"], id=product, name=listing.name, url=absolute(path), **said)
    return [page, *([named] if said else []), way, *site()]


def shown(listing, rating, texts: Sequence[ReviewText]) -> dict:
    """{"aggregateRating", "review"}, or nothing: a review without its stars is none to a search engine."""
    if not (listing.tells_machines_its_stars and rating and rating.count):
        return {}
    average = node("AggregateRating", ratingValue=rating.average, reviewCount=rating.count, bestRating=5, worstRating=1)
    return {"aggregateRating": average, "review": [review_node(text) for text in texts]}


def review_node(text: ReviewText) -> Node:
    return node(
        "Review",
        name=text.title,
        reviewBody=shortened(text.text, LONGEST_BODY),
        datePublished=text.submitted_at.date().isoformat(),
        author=node("Person", name=str(text.review.author_name)),
        reviewRating=node("Rating", ratingValue=text.rating, bestRating=5, worstRating=1),
    )
