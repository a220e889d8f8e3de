"""The shapes of what the API answers and takes about reviews, for the schema."""

from typing import Any

from django.conf import settings
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateTimeField,
    IntegerField,
    ListField,
    Serializer,
    URLField,
)

from accounts.api_keys import ApiKey
from api.parameters import SLUG, OneOf, Spelled, Strict, Ticked, Whole, Words
from catalog.api.list_shapes import WrongValue
from catalog.api.shapes import Stars, TermName, members
from reviews.models import Complaint, ReviewText
from reviews.plain_text import one_line, plain

# Something that stays once spaces and what nobody sees are taken out: see reviews/plain_text.py.
SAYS_SOMETHING = r"[^\s\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
ORDER = SAYS_SOMETHING  # a NUL is refused by the form of its number: see hash_of
PRODUCT = r"^[A-Za-z0-9_-][A-Za-z0-9._/-]{0,159}$"
FAR_TOO_LONG = 50_000  # characters: refused as it is
TITLE, TEXT, NOTE = 100, 4000, 500  # characters; a test compares them with the columns


class Answered(Serializer):
    text = CharField()
    at = DateTimeField()


class ReviewRow(Serializer):
    id = IntegerField()
    product = CharField(help_text="Slug.")
    rating = IntegerField(allow_null=True, help_text="From 1 to 5 stars; null where the market hides them.")
    title = CharField()
    text = CharField()
    author = CharField(help_text="The name that they chose.")
    condition = TermName(allow_null=True, help_text="What it was taken for.")
    taken_for = ChoiceField(ReviewText.TakenFor.choices, allow_blank=True, help_text="For how long.")
    verified = BooleanField(help_text="Written on our invitation, for a medicine that we dispensed.")
    helpful = IntegerField(help_text="How many found it helpful.")
    submitted_at = DateTimeField()
    published_at = DateTimeField()
    reply = Answered(allow_null=True, help_text="What the pharmacy answered.")


class ReviewList(Serializer):
    rating = Stars(allow_null=True)
    count = IntegerField(allow_null=True, help_text="Null where nobody has counted those that fit.")
    next = URLField(allow_null=True)
    consent = CharField(help_text="What somebody agrees to who posts one: show it beside the boxes.")
    results = ReviewRow(many=True)


class Typed(Spelled):
    """Counted as it is kept, as the form counts it: see reviews/plain_text.py."""

    def __init__(self, kept, **given):
        super().__init__(SAYS_SOMETHING, **given)
        self.kept = kept

    def to_internal_value(self, data):
        if isinstance(data, str) and len(data) < FAR_TOO_LONG and "\x00" not in data:
            data = self.kept(data)
        return super().to_internal_value(data)


class ReviewSent(Strict):
    """A review as the form of the site takes it, and by the same rules."""

    rating = Whole(min_value=1, max_value=5)
    title = Typed(one_line, max_length=TITLE)
    text = Typed(plain, max_length=TEXT)
    condition = Spelled(
        SLUG, required=False, allow_null=True, help_text="Slug of a condition that the product is listed for."
    )
    taken_for = OneOf(ReviewText.TakenFor.choices, required=False)
    adult = Ticked(help_text="“I am 18 or over”: true, or it is refused.")
    consent = Ticked(help_text="True where they agreed to what `consent` of the list says.")
    language = OneOf(
        settings.LANGUAGES, help_text="In which they read that: it is kept as they read it, and letters speak it."
    )
    invitation = Words(
        required=False, allow_blank=True, max_length=200, help_text="The last part of an invitation's link."
    )


class ReviewWaiting(Serializer):
    id = IntegerField()
    product = CharField()
    state = ChoiceField(ReviewText.State.choices)
    verified = BooleanField()
    submitted_at = DateTimeField()


class VoteGiven(Serializer):
    review = IntegerField()
    at = DateTimeField()


class ReportSent(Strict):
    why = OneOf(Complaint.Why.choices)
    note = Words(
        required=False,
        allow_blank=True,
        max_length=NOTE,
        help_text="Staff read it.",
    )


class ReportTaken(Serializer):
    review = IntegerField()
    why = ChoiceField(Complaint.Why.choices)
    at = DateTimeField()


class InvitationAnswer(Serializer):
    status = ChoiceField([(201, "201"), (400, "400")])
    product = CharField(required=False)
    order = CharField(required=False)
    link = URLField(required=False)
    ends = DateTimeField(required=False)
    detail = CharField(required=False)
    errors = WrongValue(many=True, required=False)


class KeyOfAccount(Serializer):
    name = CharField()
    scopes = ListField(child=ChoiceField(ApiKey.Scope.choices))
    expires_at = DateTimeField()


class AccountOfMine(Serializer):
    user_name = CharField()
    display_name = CharField(help_text="What stands beside reviews.")
    csrf_token = CharField(allow_null=True, help_text="For the header X-CSRFToken; null for keys.")
    key = KeyOfAccount(allow_null=True, help_text="The key that was sent, if one was.")
    reviews = URLField()


class ReviewOfMine(Serializer):
    id = IntegerField()
    product = CharField(allow_null=True, help_text="Slug; null where the medicine is not listed any more.")
    product_name = CharField()
    state = ChoiceField(ReviewText.State.choices)
    rating = IntegerField()
    title = CharField()
    text = CharField()
    verified = BooleanField()
    submitted_at = DateTimeField()
    reason = ChoiceField(ReviewText.Reason.choices, allow_blank=True, help_text="Why it is not published.")
    note = CharField(allow_blank=True, help_text="What the moderator wrote to you.")


class ReviewsOfMine(Serializer):
    next = URLField(allow_null=True)
    results = ReviewOfMine(many=True)


REVIEW_FIELDS: tuple[str, ...] = members(ReviewRow)
Answers: Any = InvitationAnswer(many=True)
