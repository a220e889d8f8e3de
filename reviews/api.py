"""The pharmacy's own system asks for invitations: POST /api/v1/invitations/ with one, or a list of up to 500."""

from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.bearer import BearerKey, HasScope, PerKey
from reviews import invitation_rows
from reviews.invitation_rows import Row
from reviews.models import Invitation
from reviews.models.invitation import DAYS, LONGEST_ORDER, MOST_DAYS, require_issuer

MOST = 500


class Asked(serializers.Serializer):
    product = serializers.CharField(max_length=160)
    order = serializers.CharField(max_length=LONGEST_ORDER)
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, default=DAYS)

    def validate(self, values):
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise ValidationError({name: _("There is no such field.") for name in sorted(unknown)})
        return values


@method_decorator(never_cache, name="dispatch")
class Invitations(APIView):
    """One: 201, or a problem. A list: 201 where each was issued, else 207; `status` in each answer says which.

    The same order and medicine again give the same link while it is open, so that a request may be repeated.
    """

    authentication_classes = [BearerKey]
    permission_classes = [HasScope]
    throttle_classes = [PerKey]
    scope, rate = "invitations", "120/min"

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
        raise ValidationError([row.problem])
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
    ends = row.ends.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"status": status.HTTP_201_CREATED, **asked, "link": row.link, "ends": ends}


def wrong(form: Asked) -> dict:
    return {"status": status.HTTP_400_BAD_REQUEST, "errors": form.errors}
