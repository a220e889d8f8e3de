"""What was signed of a medicine, version by version, and what differs between two of them."""

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from api.answers import onward, place, read_place, whole
from api.parameters import Paged, Parameters, Whole
from api.schema import told
from catalog.api import examples
from catalog.api.list_shapes import Difference, PublicationList, PublicationWhole
from catalog.api.product import signature
from catalog.api.public import PublicView, listing_of
from catalog.difference import compare
from catalog.models import Publication

LARGEST = 2**31 - 1  # what the column of numbers holds


class Publications(PublicView):
    asks = {"GET": Paged}

    @told(
        "publications",
        "What was signed of a medicine, newest first",
        PublicationList,
        tag="publications",
        problems=(404, 410),
        example=examples.PUBLICATIONS,
        also={301: "The medicine stands at another address today."},
    )
    def get(self, request, slug):
        listing = listing_of(self, slug)
        return self.ready(request, lambda: self.answer(request, listing), stamp=listing.stamp)

    def answer(self, request, listing) -> dict[str, Any]:
        publications = Publication.objects.filter(product=listing.product_id).defer("canonical")
        if self.asked["after"]:
            (number,) = read_place(self.asked["after"], int)
            publications = publications.filter(number__lt=number)
        size = self.asked["size"]
        found = list(publications[: size + 1])
        return {
            "next": onward(request, place(found[size - 1].number)) if len(found) > size else None,
            "results": [summed_up(one, listing) for one in found[:size]],
        }


def summed_up(publication, listing) -> dict[str, Any]:
    current = publication.pk == listing.publication_id
    return signature(publication, listing.slug) | {"current": current}


class PublicationDetail(PublicView):
    @told(
        "publication",
        "One signed version, whole",
        PublicationWhole,
        tag="publications",
        more="`content` is what was signed: its canonical spelling (keys sorted, no spaces, UTF-8) has the SHA-256 "
        "`digest`. Where `current` is false it no longer holds.",
        problems=(404, 410),
        example=examples.PUBLICATION,
        also={301: "The medicine stands at another address today."},
    )
    def get(self, request, slug, number):
        listing = listing_of(self, slug)
        return self.ready(request, lambda: self.answer(listing, number), stamp=listing.stamp)

    def answer(self, listing, number) -> dict[str, Any]:
        publication = numbered(listing, number)
        return summed_up(publication, listing) | {"content": publication.content}


class Pair(Parameters):
    """Two versions, in whichever order."""


Pair._declared_fields["from"] = Whole(required=False, min_value=1, max_value=LARGEST, help_text="The earlier version.")
Pair._declared_fields["to"] = Whole(required=False, min_value=1, max_value=LARGEST, help_text="The later version.")


class PublicationDifference(PublicView):
    asks = {"GET": Pair}

    @told(
        "publications_diff",
        "What differs between two versions, word by word",
        Difference,
        tag="publications",
        more="Left out, `to` is the current version and `from` the one before `to`, null where there is none.",
        problems=(404, 410),
        example=examples.DIFFERENCE,
        also={301: "The medicine stands at another address today."},
    )
    def get(self, request, slug):
        listing = listing_of(self, slug)
        return self.ready(request, lambda: self.answer(listing), stamp=listing.stamp)

    def answer(self, listing) -> dict[str, Any]:
        older, newer = pair(listing, self.asked.get("from"), self.asked.get("to"))
        parts = compare(older.content, newer.content) if older else []
        history = reverse("catalog:product_history", args=[listing.slug])
        return {
            "from": older and older.number,
            "to": newer.number,
            "page": whole(f"{history}?from={older.number}&to={newer.number}" if older else history),
            "parts": [difference(part) for part in parts],
        }


def pair(listing, first: int | None, second: int | None) -> tuple[Publication | None, Publication]:
    """The two versions, the older first; None where there is nothing before. One query. Raises Http404.

    Left out, `second` is the current version and `first` the one before `second`. See also chosen_pair of the pages.
    """
    publications = Publication.objects.filter(product=listing.product_id)
    if first is None and second is None:
        wanted = publications[:2]
    elif second is None:
        wanted = publications.filter(Q(number=first) | Q(pk=listing.publication_id))
    else:
        wanted = publications.filter(number__in=(second - 1 if first is None else first, second))
    found = {one.number: one for one in wanted}
    if not {first, second} - {None} <= found.keys():
        raise Http404
    older, newer = found[min(found)], found[max(found)]
    return (None if older is newer and first is None else older), newer


def difference(part) -> dict[str, Any]:
    changes = [
        {"label": one.label, "words": [{"op": word.op, "text": word.text} for word in one.words]}
        for one in part.changes
    ]
    return {"label": str(part.label), "changes": changes}


def numbered(listing, number: int) -> Publication:
    found = Publication.objects.filter(product=listing.product_id, number=min(number, LARGEST)).first()
    if found is None:
        raise Http404
    return found
