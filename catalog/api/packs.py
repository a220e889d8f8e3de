"""Packs: price and availability, read and written by the pharmacy's own systems."""

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema_serializer
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from api.answers import onward, place, read_place
from api.bearer import HasScope
from api.fair_use import FewWrites
from api.once import once
from api.parameters import OneOf, Paged, Several, Spelled, Strict, Whole
from api.problems import Problem, as_fields, pointers
from api.schema import told
from api.views import ApiView, as_problem
from catalog.api import examples
from catalog.api.list_shapes import PackAnswers, PackList, PackOfOurs
from catalog.models import Pack
from catalog.models.pack import Repricing
from catalog.models.permission import require
from catalog.refusals import EditConflict

MOST = 500
AMOUNT = r"^(?!0\.00$)(0|[1-9][0-9]{0,7})\.[0-9]{2}$"
SKU = r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$"
VERSION = re.compile(r'\*|"(0|[1-9][0-9]{0,9})"')
UNFIT = "This does not fit the pack as it is."
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": f"^({VERSION.pattern})$"},
    OpenApiParameter.HEADER,
    required=True,
    description="The version that you read, as its ETag has it; * for any.",
)


class Amount(Spelled):
    """A price as text, with two decimals."""

    def __init__(self, **given):
        super().__init__(AMOUNT, **given)
        self.error_messages["invalid"] = _("Write a price above zero as text with two decimals: “12.50”.")

    def to_internal_value(self, data):
        if not isinstance(data, str) or not re.fullmatch(AMOUNT, data):  # the validators look at it later, as a decimal
            self.fail("invalid")
        return Decimal(data)


@extend_schema_serializer(component_name="PackSent")
class Change(Strict):
    """What is not named stays. A `price` of null takes the price away."""

    price = Amount(required=False, allow_null=True, help_text="In `currency`, as text with two decimals: “12.50”.")
    currency = Spelled(r"^[A-Z]{3}$", required=False, help_text="That of the market, as ISO 4217.")
    availability = OneOf(Pack.Availability.choices, required=False)


@extend_schema_serializer(component_name="PackSentInList")
class ChangeOfPack(Change):
    sku = Spelled(SKU)
    version = Whole(min_value=0, max_value=2**31 - 1, required=False, help_text="Refused where it is another by now.")


class AskedPacks(Paged):
    sku = Several(Spelled(SKU), required=False)


class PackView(ApiView):
    permission_classes = [HasScope]
    throttle_classes = [*ApiView.throttle_classes, FewWrites]
    scope = "packs"


class Packs(PackView):
    asks = {"GET": AskedPacks}

    @told(
        "packs", "The packs of all products, by SKU", PackList, tag="packs", problems=(403, 404), example=examples.PACKS
    )
    def get(self, request):
        require(request.user, "catalog.view_pack")
        packs = Pack.objects.order_by("sku")
        if self.asked.get("sku"):
            packs = packs.filter(sku__in=self.asked["sku"])
        if self.asked["after"]:
            packs = packs.filter(sku__gt=read_place(self.asked["after"], str)[0])
        size = self.asked["size"]
        found = list(packs[: size + 1])
        after = onward(request, place(found[size - 1].sku)) if len(found) > size else None
        return Response({"next": after, "results": [pack(one) for one in found[:size]]})

    @told(
        "packs_change",
        "Change price and availability of up to 500 packs at once",
        PackAnswers,
        tag="packs",
        partly=True,
        more="An answer for each row, in their order, with a `status` of its own: 200 done, 400 a value is none, "
        "404 no such SKU, 412 somebody changed it since `version`. One that fails takes no other along.",
        takes=ChangeOfPack(many=True, min_length=1, max_length=MOST),
        problems=(403, 409),
        repeatable=True,
        sends=examples.PACKS_SENT,
        example=examples.PACK_ANSWERS,
    )
    @once
    def post(self, request):
        sent = request.data
        if not isinstance(sent, list) or not 1 <= len(sent) <= MOST:
            raise ValidationError([_("Send a list of 1 to %(most)d packs.") % {"most": MOST}])
        forms = [ChangeOfPack(data=one) for one in sent]
        rows = {number: wanted(form) for number, form in enumerate(forms) if form.is_valid()}
        again = twins(rows)
        Pack.objects.reprice((row for number, row in rows.items() if number not in again), by=request.user)
        answers = []
        for number, form in enumerate(forms):
            said = {"sku": [again[number]]} if number in again else form.errors
            answers.append(wrong(said, sent[number]) if said else answer(rows[number]))
        all_well = all(one["status"] == 200 for one in answers)
        return Response(answers, 200 if all_well else 207)


class PackDetail(PackView):
    @told("pack", "One pack", PackOfOurs, tag="packs", problems=(403, 404), example=examples.PACK)
    def get(self, request, sku):
        require(request.user, "catalog.view_pack")
        found = Pack.objects.filter(sku=sku).first()
        if found is None:
            raise Http404
        return tagged(found, request)

    @told(
        "pack_change",
        "Change price and availability of one pack",
        PackOfOurs,
        tag="packs",
        takes=Change,
        problems=(403, 404, 409, 412, 428),
        headers=(IF_MATCH,),
        sends=examples.PACK_SENT,
        example=examples.PACK,
    )
    def patch(self, request, sku):
        form = Change(data=request.data)
        form.is_valid(raise_exception=True)
        row = Repricing(sku, form.validated_data, seen_version=version_of(request))
        Pack.objects.reprice([row], by=request.user)
        if isinstance(row.problem, Pack.DoesNotExist):
            raise Http404
        if isinstance(row.problem, ModelError):
            raise Problem(409, UNFIT, errors=list(pointers(as_fields(row.problem))))
        if row.problem:
            raise row.problem
        return tagged(row.pack)


def version_of(request) -> int | None:
    """The version in If-Match, None for any. Raises Problem 428 where the header is missing, 400 for what is none."""
    given = request.headers.get("If-Match", "")
    if not given:
        raise Problem(428, _("Say which version you read: If-Match with the ETag of the pack."))
    if not VERSION.fullmatch(given):
        raise Problem(400, _("If-Match is no version of a pack: send its ETag, as it was answered."))
    return None if given == "*" else int(given.strip('"'))


def twins(rows: dict[int, Repricing]) -> dict[int, str]:
    """Of a pack that is named twice nobody could say what it costs then: what each row after its first is told."""
    first: dict[str, int] = {}
    said = _("This SKU stands in row %(row)d already.")
    return {
        number: said % {"row": first[row.sku]}
        for number, row in rows.items()
        if first.setdefault(row.sku, number) != number
    }


def wanted(form: ChangeOfPack) -> Repricing:
    values = dict(form.validated_data)
    return Repricing(values.pop("sku"), seen_version=values.pop("version", None), values=values)


def answer(row: Repricing) -> dict[str, Any]:
    if row.problem is None:
        return {"status": 200, "pack": pack(row.pack)}
    if isinstance(row.problem, ModelError):
        return {"status": 409, "sku": row.sku, "detail": UNFIT, "errors": list(pointers(as_fields(row.problem)))}
    if isinstance(row.problem, EditConflict):
        refused = as_problem(row.problem)
        return {"status": 412, "sku": row.sku, "detail": str(refused.detail), "pack": pack(row.pack)}
    return {"status": 404, "sku": row.sku, "detail": _("No pack has this SKU.")}


def wrong(errors, sent) -> dict[str, Any]:
    """With the SKU as it was sent, if one was."""
    sku = sent.get("sku") if isinstance(sent, dict) else None
    known = {"sku": sku} if isinstance(sku, str) else {}
    return {"status": 400, **known, "errors": list(pointers(errors))}


def tagged(found: Pack, request=None) -> Response:
    """304 without a body where a reader has this version."""
    tag = f'"{found.version}"'
    known = request is not None and request.headers.get("If-None-Match") == tag
    return Response(None if known else pack(found), 304 if known else 200, headers={"ETag": tag})


def pack(one) -> dict[str, Any]:
    return {
        "sku": one.sku,
        "gtin": one.gtin,
        "national_code": one.national_code,
        "size": one.size,
        "unit": one.unit,
        "price": None if one.price is None else f"{one.price:.2f}",
        "currency": one.currency,
        "availability": one.availability,
        "version": one.version,
    }
