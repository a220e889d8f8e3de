"""A moderator's decision on the text that they have read: each form carries which text, and a hash of its words."""

import re
from itertools import islice

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.refusals import NotWhatWasRead
from reviews.highlight import places
from reviews.models import Reply, Review, ReviewText
from reviews.models.masking import MOST_SPANS
from reviews.words_field import WordsField

PLACE = re.compile(r"(title|text):(\d{1,4}):(\d{1,4})")
NOTE = ReviewText._meta.get_field("note")


class Approval(forms.Form):
    """`read` is the id of the text that stood on the page, `digest` of its words; the verb compares both."""

    read = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    walk = forms.BooleanField(widget=forms.HiddenInput, required=False)

    done = gettext_lazy("Published: “%s”.")
    permission = "reviews.moderate_review"
    stays = False  # whether the page is the same one after it

    def __init__(self, data=None, *, key: str, text: ReviewText | None = None):
        """`key` is what its button says to the server; `text` the one that the decision is about, as it is now."""
        super().__init__(data, auto_id=f"id_{key}_%s")
        self.key = key
        self.put_before(text)

    def put_before(self, text: ReviewText | None):
        """Which text the form stands beside now."""
        self.text_now = text

    def clean(self):
        lost = [self.errors.pop(name, None) for name in ("read", "digest")]
        if any(lost):
            raise forms.ValidationError(_("The form did not say which text it is about. Read the text, then decide."))
        return super().clean()

    def decide(self, review: Review, *, by) -> ReviewText:
        """Call the verb. Raises Refused, ValidationError and PermissionDenied as it does."""
        return review.approve(by=by, **self.as_read())

    def as_read(self) -> dict:
        return {"text": ReviewText(pk=self.cleaned_data["read"]), "digest": self.cleaned_data["digest"]}

    def typed(self) -> list[tuple[str, str]]:
        """(label, words) of what was typed: shown again where the form itself has no place any more."""
        fields = [field for field in self if isinstance(field.field.widget, forms.Textarea)]
        return [(str(field.label), field.value()) for field in fields if self.is_bound and field.value()]


class Keeping(Approval):
    done = gettext_lazy("Left as it is: “%s”.")

    def decide(self, review, *, by):
        return review.keep(by=by, **self.as_read())


class Rejection(Approval):
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", "—"), *ReviewText.Reason.choices],
        error_messages={"required": gettext_lazy("Choose a reason: the author sees it.")},
    )
    note = WordsField(
        label=gettext_lazy("Note to the author"),
        max_length=NOTE.max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("The author reads it in their account; the e-mail tells that it is there."),
    )
    done = gettext_lazy("Not published: “%s”.")
    read_as = ReviewText.State.WAITING

    def decide(self, review, *, by):
        reason, note = self.cleaned_data["reason"], self.cleaned_data["note"]
        return review.reject(by=by, reason=reason, note=note, read_as=self.read_as, **self.as_read())


class TakingDown(Rejection):
    done = gettext_lazy("Taken down: “%s”.")
    read_as = ReviewText.State.SHOWN


class ChangeRequest(Approval):
    note = WordsField(
        label=gettext_lazy("What should be changed"),
        max_length=NOTE.max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what should be changed: the author sees it.")},
        help_text=gettext_lazy("The author reads it in their account; the e-mail tells that it is there."),
    )
    done = gettext_lazy("Sent back for a change: “%s”.")

    def decide(self, review, *, by):
        return review.ask_change(by=by, note=self.cleaned_data["note"], **self.as_read())


class PlacesField(forms.MultipleChoiceField):
    """Places as "text:12:30". Whether they stand in the text is for the verb to say: it knows the text under lock."""

    def valid_value(self, value):
        return PLACE.fullmatch(value) is not None


class Masking(Approval):
    places = PlacesField(
        label=gettext_lazy("Marked places"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("What you chose to mask does not stand in this text.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Other words, one line for each place"),
        max_length=4200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Exactly as they stand in the text. All that you name becomes “[removed]”."),
    )
    done = gettext_lazy("Masked a part of “%s”.")
    stays = True

    def put_before(self, text):
        super().put_before(text)
        self.fields["places"].choices = choices(text) if text else []

    def clean_words(self):
        """The words' places are added to those that were ticked; a text that changed is refused by the verb."""
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        found = {line: spans_of(line, self.text_now) for line in set(lines)}
        self.spans = list(islice((span for line in lines for span in found[line]), MOST_SPANS + 1))
        missing = [line for line in lines if not found[line]]
        if missing and self.text_now and self.cleaned_data.get("digest") == self.text_now.digest:
            raise forms.ValidationError(_("“%(words)s” does not stand in this text."), params={"words": missing[0]})
        return self.cleaned_data["words"]

    def decide(self, review, *, by):
        ticked = [span_of(place) for place in self.cleaned_data["places"]]
        return review.mask(by=by, spans=[*ticked, *self.spans], **self.as_read())


def choices(text: ReviewText) -> list[tuple[str, str]]:
    """(place, "words" – why) for each marked place, those marked for several reasons once."""
    why: dict[str, list[str]] = {}
    words = {}
    for place in places(text):
        why.setdefault(place.key, []).append(str(place.kind.label))
        words[place.key] = getattr(text, place.field)[place.start : place.end]
    return [(key, f"“{words[key]}” – {', '.join(kinds)}") for key, kinds in why.items()]


def span_of(place: str) -> tuple[str, int, int]:
    field, start, end = place.split(":")
    return field, int(start), int(end)


def spans_of(words: str, text: ReviewText | None) -> list[tuple[str, int, int]]:
    """Every place where these words stand, up to one more than the verb takes: a letter stands everywhere."""
    said = {"title": text.title, "text": text.text} if text else {}
    places = (
        (field, found.start(), found.end())
        for field, value in said.items()
        for found in re.finditer(re.escape(words), value)
    )
    return list(islice(places, MOST_SPANS + 1))


class Answer(Approval):
    text = WordsField(
        label=gettext_lazy("Answer of the pharmacy"),
        max_length=Reply._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the answer first.")},
        help_text=gettext_lazy(
            "Everybody reads it below the review. Name nothing that you know of the customer; give no advice on doses."
        ),
    )
    done = gettext_lazy("Answered: “%s”.")
    permission = "reviews.answer_review"
    stays = True

    def decide(self, review, *, by):
        shown = review.shown
        if shown and shown.digest != self.cleaned_data["digest"]:
            raise NotWhatWasRead(_("The published text has changed since you opened it. Read it again."))
        review.answer(by=by, text=self.cleaned_data["text"])
        return shown


class AnswerRemoval(Approval):
    done = gettext_lazy("The answer is gone: “%s”.")
    permission = "reviews.answer_review"
    stays = True

    def decide(self, review, *, by):
        review.remove_answer(by=by)
        return review.shown or review.texts.first()  # who only answers is told of nothing else


FORMS: dict[str, type[Approval]] = {
    "approve": Approval,
    "reject": Rejection,
    "change": ChangeRequest,
    "mask": Masking,
    "keep": Keeping,
    "take_down": TakingDown,
    "answer": Answer,
    "remove_answer": AnswerRemoval,
}
