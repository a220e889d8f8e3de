"""Who asks, and what is theirs."""

from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from rest_framework.response import Response

from accounts.api_keys import ApiKey
from api.answers import at, onward, place, read_place, whole
from api.bearer import BearerKey
from api.parameters import Paged
from api.schema import told
from api.sessions import IsCustomer, IsKnown, Session
from api.views import ApiView
from reviews.api import examples
from reviews.api.shapes import AccountOfMine, ReviewsOfMine
from reviews.models import ReviewText


class MyView(ApiView):
    authentication_classes = [BearerKey, Session]
    permission_classes = [IsKnown]
    unknown = "Sign in on the site, or send a key (Authorization: Bearer …)."


class Account(MyView):
    @told(
        "account",
        "Who I am",
        AccountOfMine,
        tag="account",
        example=examples.ACCOUNT,
        more="Of a customer who is signed in, with the token that everything needs which they send; of a key, whom it "
        "acts for and what it may do.",
    )
    def get(self, request):
        key = request.auth if isinstance(request.auth, ApiKey) else None
        known = {"name": key.name, "scopes": key.scopes, "expires_at": at(key.expires_at)} if key else None
        return Response(
            {
                "user_name": request.user.username,
                "display_name": request.user.display_name,
                "csrf_token": None if key else get_token(request._request),
                "key": known,
                "reviews": whole(reverse("api:account_reviews")),
            }
        )


class AccountReviews(MyView):
    unknown = "Sign in on the site."
    permission_classes = [IsCustomer]
    asks = {"GET": Paged}

    @told(
        "account_reviews",
        "My reviews, in every state, newest first",
        ReviewsOfMine,
        tag="account",
        more="Of each its latest text, and besides the one that is published, if that is another.",
        problems=(403, 404),
        example=examples.MY_REVIEWS,
    )
    def get(self, request):
        texts = ReviewText.objects.filter(review__author=request.user).told_to_the_author()
        if self.asked["after"]:
            texts = texts.filter(pk__lt=read_place(self.asked["after"], int)[0])
        size = self.asked["size"]
        found = list(texts.order_by("-pk")[: size + 1])
        after = onward(request, place(found[size - 1].pk)) if len(found) > size else None
        return Response({"next": after, "results": [mine(text) for text in found[:size]]})


def mine(text: ReviewText) -> dict[str, Any]:
    listing = getattr(text.review.product, "listing", None)
    return {
        "id": text.review_id,
        "product": listing and listing.slug,
        "product_name": str(text.review.product_name),
        "state": text.state,
        "rating": text.rating,
        "title": text.title,
        "text": text.text,
        "verified": text.verified,
        "submitted_at": at(text.submitted_at),
        "reason": text.reason,
        "note": text.note,
    }
