"""The shapes of what stands around products: publications, terms, suggestions, changes, packs. See also shapes.py."""

from typing import Any

from rest_framework.serializers import (
    BooleanField,
    CharField,
    DateTimeField,
    DictField,
    IntegerField,
    Serializer,
    URLField,
)

from catalog.api.shapes import Signature, choice, figure
from catalog.models import Change, Pack


class PublicationRow(Signature):
    current = BooleanField(help_text="Whether this version is what the page shows.")


class PublicationList(Serializer):
    next = URLField(allow_null=True)
    results = PublicationRow(many=True)


class PublicationWhole(PublicationRow):
    content = DictField(help_text="What was signed; its shape is that of `format`.")


class DifferentWords(Serializer):
    op = choice([("equal", "equal"), ("insert", "insert"), ("delete", "delete")])
    text = CharField()


class DifferentEntry(Serializer):
    label = CharField(allow_blank=True)
    words = DifferentWords(many=True)


class DifferentPart(Serializer):
    label = CharField()
    changes = DifferentEntry(many=True)


class Difference(Serializer):
    to = IntegerField()
    page = URLField()
    parts = DifferentPart(many=True)


Difference._declared_fields["from"] = IntegerField(allow_null=True, help_text="Null where there is one version alone.")


class TermRow(Serializer):
    slug = CharField()
    name = CharField()
    description = CharField(allow_blank=True)
    count = IntegerField(allow_null=True, help_text="Of the medicines; null while nobody has counted.")
    url = URLField(allow_null=True)
    products = URLField()


class TermList(Serializer):
    next = URLField(allow_null=True)
    results = TermRow(many=True)


class Suggestion(Serializer):
    kind = choice([("product", "product"), ("substance", "substance"), ("condition", "condition")])
    text = CharField()
    note = CharField(allow_blank=True)
    slug = CharField()
    url = URLField(help_text="The page for people.")
    api = URLField(help_text="The product, or the products of a term.")
    lang = CharField()


class SuggestionList(Serializer):
    q = CharField(allow_blank=True, help_text="As it was understood.")
    suggestions = Suggestion(many=True)


class ChangeRow(Serializer):
    tick = IntegerField()
    kind = choice(Change.Kind)
    at = DateTimeField()
    id = IntegerField(help_text="Of the product: the same wherever it stands, so that a copy finds it again.")
    slug = CharField(help_text="The address of today; of a medicine that is gone, its last one.")
    listed = BooleanField(help_text="Whether it is listed today.")
    url = URLField()
    api = URLField()


class ChangeList(Serializer):
    epoch = CharField()
    tick = IntegerField(help_text="Of the clock, now.")
    more = BooleanField(help_text="Whether there is more already.")
    next = URLField(help_text="What comes after this, now or later.")
    results = ChangeRow(many=True)


class PackOfOurs(Serializer):
    sku = CharField()
    gtin = CharField(allow_blank=True)
    national_code = CharField(allow_blank=True)
    size = IntegerField()
    unit = CharField()
    price = figure(allow_null=True)
    currency = CharField(allow_blank=True)
    availability = choice(Pack.Availability)
    version = IntegerField()


class PackList(Serializer):
    next = URLField(allow_null=True)
    results = PackOfOurs(many=True)


class WrongValue(Serializer):
    pointer = CharField()
    detail = CharField()


class PackAnswer(Serializer):
    status = choice([(200, "200"), (400, "400"), (404, "404"), (409, "409"), (412, "412")])
    sku = CharField(required=False)
    pack = PackOfOurs(required=False)
    detail = CharField(required=False)
    errors = WrongValue(many=True, required=False)


PackAnswers: Any = PackAnswer(many=True)
