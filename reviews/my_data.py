"""What a customer takes with them: their own words and what they did, and nothing of anybody else.

FORMAT counts up with every change that a reader of the file would notice; docs/operating.md describes it.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from reviews.models import Review, ReviewText

FORMAT = 1


def votes(user):
    """The customer's votes, newest first, each review with its product's name and `shown_title`, None where hidden."""
    shown = ReviewText.objects.shown().filter(review=OuterRef("pk"))
    reviews = {
        review.pk: review
        for review in Review.objects.filter(votes__voter=user)
        .with_product_names()
        .annotate(shown_title=Subquery(shown.values("title")[:1]))
    }
    found = list(user.review_votes.order_by("-id"))
    for vote in found:
        vote.review = reviews[vote.review_id]
        if not getattr(getattr(vote.review.product, "listing", None), "shows_reviews", False):
            vote.review.shown_title = None
    return found


def everything(user) -> dict:
    """Of JSON's own types; times are ISO 8601 in UTC. The number of queries does not grow with what there is."""
    return {
        "format": FORMAT,
        "site": settings.SITE_URL,
        "made_at": at(timezone.now()),
        "account": account(user),
        "reviews": [review(one) for one in own_reviews(user)],
        "votes": [{"medicine": vote.review.product_name, "at": at(vote.at)} for vote in votes(user)],
        "complaints": complaints(user),
        "questions": [question(one) for one in user.safety_questions.select_related("report")],
        "safety_reports": [report(one) for one in user.safety_reports.all()],
        "letters": [
            {"kind": letter.kind, "made_at": at(letter.made_at), "sent_at": at(letter.sent_at)}
            for letter in user.letters.order_by("id")
        ],
    }


def at(time):
    return time and time.isoformat()


def account(user) -> dict:
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    return {
        "user_name": user.username,
        "display_name": user.display_name,
        "addresses": [
            {"address": one.email, "proven": one.verified, "used_for_letters": one.primary}
            for one in user.emailaddress_set.order_by("pk")
        ],
        "joined_at": at(user.date_joined),
        "last_sign_in_at": at(user.last_login),
        "devices": [
            {"browser": one.browser, "system": one.system, "since": at(one.began), "seen_at": at(one.seen)}
            for one in user.devices.living()
        ],
        "second_factors": [
            {"kind": one.type, "since": at(one.created_at), "used_at": at(one.last_used_at)} for one in factors
        ],
    }


def own_reviews(user):
    reviews = user.reviews.with_product_names().order_by("id")
    return reviews.select_related("reply").prefetch_related("texts__condition", "texts__original")


def review(one: Review) -> dict:
    reply = getattr(one, "reply", None)
    return {
        "medicine": one.product_name,
        "first_written_at": at(one.created_at),
        "texts": [text(text_) for text_ in reversed(one.texts.all())],
        "answer_of_the_pharmacy": reply and {"text": reply.text, "at": at(reply.at)},
    }


def text(one: ReviewText) -> dict:
    original = getattr(one, "original", None)
    return {
        "stars": one.rating,
        "title": one.title,
        "text": one.text,
        "before_masking": original and {"title": original.title, "text": original.words},
        "taken_for": one.condition.name if one.condition else None,
        "for_how_long": one.taken_for or None,
        "language": one.language,
        "verified": one.verified,
        "sent_at": at(one.submitted_at),
        "agreed_to": {"wording": one.consent_wording, "at": at(one.consented_at)},
        "state": one.state,
        "decided_at": at(one.decided_at),
        "reason": one.reason or None,
        "note_of_the_moderator": one.note or None,
        "votes": one.helpful_count,
    }


def complaints(user) -> list[dict]:
    reviews = {one.pk: one for one in Review.objects.filter(complaints__by=user).with_product_names()}
    return [
        {
            "about_a_review_of": reviews[one.review_id].product_name,
            "why": one.why,
            "note": one.note,
            "at": at(one.at),
            "settled_at": at(one.settled_at),
        }
        for one in user.review_complaints.order_by("id")
    ]


def question(one) -> dict:
    return {
        "medicine": one.report.product_name,
        "question": one.text,
        "asked_at": at(one.asked_at),
        "answer": one.answer or None,
        "answered_at": at(one.answered_at),
    }


def report(one) -> dict:
    return {"medicine": one.product_name, "received_at": at(one.received_at), "words": one.words}
