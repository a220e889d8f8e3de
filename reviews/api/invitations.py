"""The pharmacy's own system asks for invitations: POST /api/v1/invitations/ with one, or a list of up to 500."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from api.answers import at
from api.bearer import HasScope
from api.fair_use import FewWrites
from api.once import once
from api.parameters import Spelled, Strict, Whole
from api.problems import Problem, pointers
from api.schema import told
from api.views import ApiView
from reviews import invitation_rows
from reviews.api import examples
from reviews.api.shapes import ORDER, PRODUCT, Answers
from reviews.invitation_rows import Row
from reviews.models import Invitation
from reviews.models.invitation import DAYS, LONGEST_ORDER, MOST_DAYS, require_issuer

MOST = 500


@extend_schema_serializer(component_name="InvitationSent")
class Asked(Strict):
    """For one medicine of one order that was dispensed."""

    product = Spelled(PRODUCT, help_text="Its slug, or the SKU of a pack.")
    order = Spelled(ORDER, max_length=LONGEST_ORDER, help_text="The pharmacy's own number.")
    days = Whole(min_value=1, max_value=MOST_DAYS, default=DAYS, help_text="After how many days the link ends.")


class Invitations(ApiView):
    """One: 201, or a problem. A list: 201 where each was issued, else 207; `status` in each answer says which.

    The same order and medicine again give the same link while it is open, so that a request may be repeated.
    """

    permission_classes = [HasScope]
    throttle_classes = [*ApiView.throttle_classes, FewWrites]
    scope = "invitations"

    @told(
        "invitations",
        "Issue invitations: links that make a review a verified one",
        Answers,
        tag="invitations",
        status=201,
        partly=True,
        more="For each medicine that was dispensed. Of a list each row has its own answer; one that fails takes no "
        "other along. The same order and medicine give the same link while it is open.",
        takes=Asked(many=True),
        problems=(403, 409),
        repeatable=True,
        sends=examples.INVITATIONS_SENT,
        example=examples.INVITATIONS,
    )
    @once
    def post(self, request):
        require_issuer(request.user)
        if not isinstance(request.data, list):
            return one(request)
        if not 1 <= len(request.data) <= MOST:
            raise ValidationError([_("A list holds from 1 to %(most)d invitations.") % {"most": MOST}])
        answers = many(request)
        all_well = all(answer["status"] == status.HTTP_201_CREATED for answer in answers)
        return Response(answers, status.HTTP_201_CREATED if all_well else status.HTTP_207_MULTI_STATUS)


def one(request) -> Response:
    asked = Asked(data=request.data)
    asked.is_valid(raise_exception=True)
    (row,) = issue([Row(1, **asked.validated_data)], request)
    if row.problem:
        raise Problem(409, row.problem)
    return Response(answer(row), status.HTTP_201_CREATED)


def many(request) -> list[dict]:
    """An answer for each, in their order."""
    forms = [Asked(data=one) for one in request.data]
    rows = {number: Row(number, **form.validated_data) for number, form in enumerate(forms) if form.is_valid()}
    issue(rows.values(), request)
    return [answer(rows[number]) if number in rows else wrong(form) for number, form in enumerate(forms)]


def issue(rows, request) -> list[Row]:
    return invitation_rows.issue(rows, by=request.user, through=Invitation.Through.API)


def answer(row: Row) -> dict:
    asked = {"product": row.product, "order": row.order}
    if row.problem or row.ends is None:
        return {"status": status.HTTP_400_BAD_REQUEST, **asked, "detail": row.problem}
    ends = at(row.ends)
    return {"status": status.HTTP_201_CREATED, **asked, "link": row.link, "ends": ends}


def wrong(form: Asked) -> dict:
    """With what was sent, as far as that is text."""
    sent = form.initial_data if isinstance(form.initial_data, dict) else {}
    known = {name: sent[name] for name in ("product", "order") if isinstance(sent.get(name), str)}
    return {"status": status.HTTP_400_BAD_REQUEST, **known, "errors": list(pointers(form.errors))}
