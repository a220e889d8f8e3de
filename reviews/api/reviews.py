"""The published reviews of a product, and what a customer does with their own."""

from typing import Any

from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from api.answers import at, onward, thinned
from api.bearer import BearerKey
from api.once import once
from api.parameters import SLUG, OneOf, Paged, Parameters, Spelled
from api.problems import Problem
from api.schema import told
from api.sessions import IsCustomer, Session
from catalog.api.public import PublicView, listing_of
from catalog.api.row import term, told_rating
from catalog.models import Listing
from pharmacy.network import address_of
from pharmacy.numbers import LARGEST
from reviews.api import examples
from reviews.api.shapes import REVIEW_FIELDS, ReviewList, ReviewRow, ReviewSent, ReviewWaiting
from reviews.forms import ReviewFields
from reviews.models import Invitation, Review, ReviewText
from reviews.review_search import SORTS, STARS, ReviewSearch

NOT_SHOWN = "Reviews of this medicine may not be shown in its market."


class AskedReviews(Paged):
    thin = REVIEW_FIELDS

    stars = OneOf(list(STARS), required=False, help_text="Exactly so many stars.")
    condition = Spelled(SLUG, required=False, help_text="Slug.")
    verified = OneOf(["1"], required=False, help_text="Only verified ones.")
    sort = OneOf(list(SORTS), required=False, help_text="`newest` where it is left out.")


class CustomersView(PublicView):
    """Anybody reads; a customer who is signed in writes."""

    written_by = (IsCustomer,)
    unknown = "Sign in on the site."

    def get_authenticators(self):
        reads = self.request is None or self.request.method in ("GET", "HEAD", "OPTIONS")
        return [BearerKey()] if reads else [BearerKey(), Session()]

    def get_permissions(self):
        reads = self.request.method in ("GET", "HEAD", "OPTIONS")
        return [] if reads else [one() for one in self.written_by]


class Reviews(CustomersView):
    asks = {"GET": AskedReviews}

    @told(
        "reviews",
        "The published reviews of a product",
        ReviewList,
        tag="reviews",
        more="None where the market shows no reviews of such a medicine (404). They are what people say, not advice.",
        problems=(404, 409, 410),
        example=examples.REVIEWS,
        also={301: "The medicine stands at another address today."},
    )
    def get(self, request, slug):
        listing = listing_of(self, slug)
        if not listing.shows_reviews:
            raise Problem(404, _(NOT_SHOWN))
        return self.ready(request, lambda: self.answer(request, listing), stamp=listing.stamp)

    def answer(self, request, listing) -> dict[str, Any]:
        search = ReviewSearch.from_query(listing, request.query_params)
        require_answerable(search, self.asked)
        search.size = self.asked["size"]
        none = bool(self.asked.get("condition")) and "condition" not in search.criteria
        texts, after = ([], "") if none else search.part()
        return {
            "rating": told_rating(listing, search.rating),
            "count": 0 if none else search.exactly,
            "next": onward(request, after) if after else None,
            "consent": ReviewFields(by=None, listing=listing).consent_wording,
            "results": [thinned(review(one, listing), self.asked["fields"], always=("id",)) for one in texts],
        }

    @told(
        "review_post",
        "Post a review, or a new text of one's own",
        ReviewWaiting,
        tag="reviews",
        status=201,
        more="It waits for a moderator; what is published stays up meanwhile. By the rules of the form on the site, "
        "and with its words where something is refused.",
        takes=ReviewSent,
        problems=(403, 404, 409, 410),
        also={308: "The medicine stands at another address today: send it there."},
        repeatable=True,
        sends=examples.REVIEW_SENT,
        example=examples.REVIEW_WAITING,
    )
    @once
    def post(self, request, slug):
        listing = listing_of(self, slug)
        if not listing.shows_reviews:
            raise Problem(403, _(NOT_SHOWN))
        sent = ReviewSent(data=request.data)
        sent.is_valid(raise_exception=True)
        said = dict(sent.validated_data)
        invitation = self.invitation(said.pop("invitation", ""))
        translation.activate(said.pop("language"))  # what they agreed to is kept in the words that they read
        text = self.posted(listing, said, invitation)
        return Response(waiting(text, listing), 201)

    def posted(self, listing, said: dict, invitation) -> ReviewText:
        form = ReviewFields(form_data(said, listing), by=self.request.user, listing=listing)
        if not form.is_valid():
            raise ValidationError(form.errors)
        given = form.review() | {"consent": form.consent_wording, "network": address_of(self.request)}
        return Review.post(by=self.request.user, listing=listing, invitation=invitation, **given)

    def invitation(self, token: str) -> Invitation | None:
        """None where none was sent. Raises Problem 409 for one that does not work: nobody is to lose the badge."""
        if not token:
            return None
        found = Invitation.of_token(token)
        if found is None:
            raise Problem(409, _("This invitation does not work: perhaps a part of its link was lost on the way."))
        return found


def require_answerable(search: ReviewSearch, asked: dict):
    """The page leaves out what has no answer; a program is told. Raises Problem 409."""
    wanted = {name: asked[name] for name in ("stars", "sort") if asked.get(name) not in (None, "newest")}
    lost = [name for name, value in wanted.items() if search.criteria.get(name) != value]
    if lost:
        raise Problem(409, _("This list has no such order or choice: %(names)s.") % {"names": ", ".join(lost)})


def form_data(said: dict, listing) -> dict:
    """As the form of the site would send it: the condition by its key, boxes only where they are ticked."""
    slug = said.get("condition")
    condition = listing.conditions.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
    if slug and condition is None:
        raise Problem(409, _("This medicine is not listed for that condition. Choose another one."))
    ticked = {name: "on" for name in ("adult", "consent") if said[name]}
    words = {name: said[name] for name in ("rating", "title", "text")}
    return words | ticked | {"condition": condition or "", "taken_for": said.get("taken_for", "")}


def review(text: ReviewText, listing) -> dict[str, Any]:
    reply = getattr(text.review, "reply", None)
    return {
        "id": text.review_id,
        "product": listing.slug,
        "rating": text.rating if listing.shows_stars else None,
        "title": text.title,
        "text": text.text,
        "author": str(text.review.author_name),
        "condition": term(text.condition),
        "taken_for": text.taken_for,
        "verified": text.verified,
        "helpful": text.helpful_count,
        "submitted_at": at(text.submitted_at),
        "published_at": at(text.decided_at),
        "reply": reply and {"text": reply.text, "at": at(reply.at)},
    }


def waiting(text: ReviewText, listing) -> dict[str, Any]:
    return {
        "id": text.review_id,
        "product": listing.slug,
        "state": text.state,
        "verified": text.verified,
        "submitted_at": at(text.submitted_at),
    }


class OneReview(Parameters):
    thin = REVIEW_FIELDS


class ReviewDetail(CustomersView):
    asks = {"GET": OneReview}

    @told("review", "One published review", ReviewRow, tag="reviews", problems=(404,), example=examples.REVIEW)
    def get(self, request, pk):
        text, listing = published(pk)
        found = thinned(review(text, listing), self.asked["fields"], always=("id",))
        return self.ready(request, lambda: found, stamp=listing.stamp, keep=False)

    @told("review_delete", "Take one's own review back", None, tag="reviews", status=204, problems=(403, 404))
    def delete(self, request, pk):
        own = request.user.reviews.filter(pk=pk).first()
        if own is None:
            raise Http404
        own.withdraw(by=request.user)
        return Response(status=204)


def published(pk: int) -> tuple[ReviewText, Listing]:
    """The published text of a review, and the listing that shows it. Raises Http404 for anything else."""
    shown = Listing.objects.stamped().filter(product__reviews=min(pk, LARGEST)).first()
    text = shown and ReviewText.objects.of_listing(shown).filter(review=pk).first()
    if not text:
        raise Http404
    return text, shown
