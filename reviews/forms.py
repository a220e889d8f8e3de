"""What a customer writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models.fields import no_hidden_characters
from reviews.models import ReviewText
from reviews.models.text import STARS_IN_WORDS

TITLE, TEXT = ReviewText._meta.get_field("title"), ReviewText._meta.get_field("text")


class LinesField(forms.CharField):
    """Line breaks count as one character, as the browser counts them."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class StarChoice(forms.RadioSelect):
    """Radio buttons below one another, each with its stars; its class is that of all, not of each button."""

    option_template_name = "reviews/star_option.html"

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        option["attrs"].pop("class")
        return option


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("How was it for you?"),
        choices=list(STARS_IN_WORDS.items()),
        coerce=int,
        widget=StarChoice(attrs={"class": "star-choice"}),
        error_messages={"required": _("Choose from 1 to 5 stars.")},
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE.max_length,
        validators=[no_hidden_characters],
        help_text=_("The most important thing in a few words."),
    )
    text = LinesField(
        label=_("Your experience"),
        max_length=TEXT.max_length,
        validators=[no_hidden_characters],
        help_text=_(
            "What did you take it for, what did you notice, what was difficult? "
            "Leave out names, addresses and advice on doses."
        ),
    )
    consent = forms.BooleanField(
        label=_("I agree that everybody may read this, though it tells something about my health"),
        help_text=_("You can take your agreement back at any time: delete the review in your account."),
        error_messages={"required": _("We need this to publish your review.")},
    )

    @classmethod
    def about(cls, earlier: ReviewText | None, *, data):
        """The form, opened with the text that the customer wrote before; consent is asked anew for every text."""
        initial = {"rating": earlier.rating, "title": earlier.title, "text": earlier.text} if earlier else None
        return cls(data, initial=initial)

    @property
    def consent_wording(self) -> str:
        """What the customer agreed to, in the words that they read."""
        return str(self.fields["consent"].label)

    def review(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("rating", "title", "text")}
