"""What a customer does about somebody else's published review: find it helpful, report it."""

from rest_framework.response import Response

from api.answers import at
from api.bearer import BearerKey
from api.once import once
from api.schema import told
from api.sessions import IsCustomer, Session
from api.views import ApiView
from pharmacy.network import address_of
from reviews.api import examples
from reviews.api.reviews import published
from reviews.api.shapes import ReportSent, ReportTaken, VoteGiven


class OpinionView(ApiView):
    authentication_classes = [BearerKey, Session]
    permission_classes = [IsCustomer]
    unknown = "Sign in on the site."


class Votes(OpinionView):
    @told(
        "vote",
        "Say that a review was helpful",
        VoteGiven,
        tag="reviews",
        status=201,
        example=examples.VOTE,
        more="Twice is once. Nobody votes for a review of their own.",
        problems=(403, 404, 409, 415),
        repeatable=True,
    )
    @once
    def post(self, request, pk):
        text, _listing = published(pk)
        vote = text.review.vote(by=request.user, network=address_of(request))
        return Response({"review": text.review_id, "at": at(vote.at)}, 201)

    @told("vote_delete", "Take one's vote back", None, tag="reviews", status=204, problems=(403, 404, 409))
    def delete(self, request, pk):
        text, _listing = published(pk)
        text.review.take_vote_back(by=request.user)
        return Response(status=204)


class Reports(OpinionView):
    @told(
        "report",
        "Say why a review should not stand",
        ReportTaken,
        tag="reviews",
        status=201,
        more="A moderator reads it again. Until then a second report of the same person is answered with the first.",
        takes=ReportSent,
        problems=(403, 404, 409),
        repeatable=True,
        sends=examples.REPORT_SENT,
        example=examples.REPORT,
    )
    @once
    def post(self, request, pk):
        text, _listing = published(pk)
        sent = ReportSent(data=request.data)
        sent.is_valid(raise_exception=True)
        complaint = text.review.complain(by=request.user, network=address_of(request), **sent.validated_data)
        return Response({"review": text.review_id, "why": complaint.why, "at": at(complaint.at)}, 201)
