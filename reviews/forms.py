"""What a customer writes."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Condition
from reviews import stamp
from reviews.models import ReviewText
from reviews.models.text import STARS_IN_WORDS
from reviews.plain_text import one_line, plain

TITLE, TEXT = ReviewText._meta.get_field("title"), ReviewText._meta.get_field("text")
UNSAID = _("I would rather not say")


class PlainField(forms.CharField):
    """Counted as it is kept: a line break is one character, an emoji too; what nobody sees is taken out."""

    def to_python(self, value):
        return plain(super().to_python(value))

    def widget_attrs(self, widget):
        """No maxlength: browsers count an emoji twice. The script that counts along reads data-most.

        Whoever writes in another script than that of the page sees it from its own side.
        """
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs | {"data-most": self.max_length, "dir": "auto"}


class LineField(PlainField):
    def to_python(self, value):
        return one_line(super().to_python(value))


class StarChoice(forms.RadioSelect):
    """Radio buttons below one another, each with its stars; its class is that of all, not of each button."""

    option_template_name = "reviews/star_option.html"

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        option["attrs"].pop("class")
        return option


class ReviewFields(forms.Form):
    """What one customer says of one listing, whichever way it comes."""

    rating = forms.TypedChoiceField(
        label=_("How was it for you?"),
        choices=list(STARS_IN_WORDS.items()),
        coerce=int,
        widget=StarChoice(attrs={"class": "star-choice"}),
        error_messages={"required": _("Choose from 1 to 5 stars.")},
    )
    title = LineField(
        label=_("Title"),
        max_length=TITLE.max_length,
        help_text=_("The most important thing in a few words."),
    )
    text = PlainField(
        label=_("Your experience"),
        max_length=TEXT.max_length,
        widget=forms.Textarea,
        help_text=_("What did you notice, and after how long? What was difficult?"),
    )
    condition = forms.ModelChoiceField(
        label=_("What did you take it for?"),
        queryset=Condition.objects.none(),
        required=False,
        empty_label=_("Something else, or I would rather not say"),
        help_text=_("Everybody will see this beside your review."),
    )
    taken_for = forms.ChoiceField(
        label=_("For how long did you take it?"),
        choices=[("", UNSAID), *ReviewText.TakenFor.choices],
        required=False,
    )
    adult = forms.BooleanField(
        label=_("I am 18 or over"),
        error_messages={"required": _("Only adults may write reviews here.")},
    )
    consent = forms.BooleanField(
        label=_("I agree that everybody may read this, though it tells something about my health"),
        help_text=_("You can take your agreement back at any time: delete the review in your account."),
        error_messages={"required": _("We need this to publish your review.")},
    )

    def __init__(self, data=None, *, by, listing, initial=None):
        super().__init__(data, initial=initial)
        self.by, self.listing = by, listing
        condition = cast(forms.ModelChoiceField, self.fields["condition"])
        condition.queryset = listing.conditions.order_by("name")

    @property
    def consent_wording(self) -> str:
        """What the customer agreed to, in the words that they read, box by box."""
        consent, adult = self.fields["consent"], self.fields["adult"]
        return f"{consent.label}. {consent.help_text}\n{adult.label}."

    def review(self) -> dict:
        return {name: self.cleaned_data[name] for name in KEPT}


class ReviewForm(ReviewFields):
    """The same as a page of the site sends it, with what keeps robots out."""

    # No person sees it (see its template). What fills it in is a robot, and is thanked like everybody.
    homepage = forms.Field(
        required=False,
        label=_("Leave this empty"),
        template_name="reviews/unseen_field.html",  # type: ignore[call-arg]  # the stubs do not know it yet
    )
    stamp = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, by, listing, initial=None):
        super().__init__(data, by=by, listing=listing, initial={"stamp": stamp.stamp(by, listing)} | (initial or {}))

    @classmethod
    def about(cls, earlier: ReviewText | None, *, data=None, typed=None, by, listing):
        """The form as it was sent, or opened with what was typed before a sign-in, or with the earlier text.

        Both boxes are ticked anew for every text.
        """
        initial = typed or (said(earlier) if earlier else None)
        return cls(data, by=by, listing=listing, initial=initial)

    def clean(self):
        if problem := stamp.problem(self.cleaned_data.get("stamp") or "", self.by, self.listing):
            self.data = {**self.data.dict(), "stamp": stamp.stamp(self.by, self.listing)}
            if not self.errors:  # what else is wrong takes longer to put right
                self.add_error(None, problem)
        return self.cleaned_data

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data["homepage"])


KEPT = ("rating", "title", "text", "condition", "taken_for")


def said(text: ReviewText) -> dict:
    """An earlier text as the form opens with it."""
    return {name: getattr(text, name) for name in KEPT}
