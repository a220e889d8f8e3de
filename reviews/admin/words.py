"""The lists of screening. A change counts for the next review that is sent; those that wait keep their marks."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reviews.models import ScreeningWord
from reviews.models.screening_word import require_findable, tidy

MOST_AT_ONCE = 500
COLUMNS = ["kind", "language", "is_exception"]  # the same for all words that are added at once
LONGEST = ScreeningWord._meta.get_field("words").max_length or 0


class OneWord(forms.ModelForm):
    class Meta:
        model = ScreeningWord
        fields = ["kind", "language", "words", "is_exception"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            known = dict(settings.LANGUAGES)
            if self.instance.language:
                known.setdefault(self.instance.language, self.instance.language)
            label = capfirst(str(ScreeningWord._meta.get_field("language").verbose_name))
            self.fields["language"] = forms.ChoiceField(label=label, choices=list(known.items()))


class ManyWords(OneWord):
    """One a line. Those that stand in the list already are passed over."""

    lines = forms.CharField(
        label=gettext_lazy("Words or phrases, one a line"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "A star at the end of a word stands for any ending: vomit*. "
            "A # alone stands for any number: take # tablets."
        ),
    )

    class Meta(OneWord.Meta):
        fields = COLUMNS

    def clean_lines(self) -> list[str]:
        wanted = list(dict.fromkeys(filter(None, map(tidy, self.cleaned_data["lines"].splitlines()))))
        if not wanted:
            raise ValidationError(_("Write one word at least."))
        if len(wanted) > MOST_AT_ONCE:
            raise ValidationError(_("At most %d at once, please.") % MOST_AT_ONCE)
        wrong = [ValidationError(f"{words[:LONGEST]}: {why}") for words in wanted for why in what_is_wrong(words)]
        if wrong:
            raise ValidationError(wrong)
        return wanted

    def clean(self):
        values = super().clean()
        if not self.errors:
            columns = {name: values[name] for name in COLUMNS}
            there = set(ScreeningWord.objects.filter(**columns).values_list("words", flat=True))
            self.rows = [ScreeningWord(words=one, **columns) for one in values["lines"] if one not in there]
            if not self.rows:
                self.add_error("lines", _("All of this stands in the list already."))
            else:
                self.instance.words = self.rows[0].words
        return values


def what_is_wrong(words: str) -> list[str]:
    if len(words) > LONGEST:
        return [_("At most %d characters, please.") % LONGEST]
    try:
        require_findable(words)
    except ValidationError as error:
        return error.messages
    return []


@admin.register(ScreeningWord)
class ScreeningWordAdmin(admin.ModelAdmin):
    list_display = ["words", "kind", "language", "is_exception"]
    list_filter = COLUMNS
    search_fields = ["words"]
    list_per_page = 100
    ordering = ["kind", "language", "is_exception", "words"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **kwargs | {"form": OneWord if obj else ManyWords})

    def get_fields(self, request, obj=None):
        return ["kind", "language", "words", "is_exception"] if obj else [*COLUMNS, "lines"]

    def save_model(self, request, obj, form, change):
        """Many at once; one that somebody else has added meanwhile is passed over, too."""
        if change:
            super().save_model(request, obj, form, change)
            return
        ScreeningWord.objects.bulk_create(form.rows, ignore_conflicts=True)
        columns = {name: getattr(obj, name) for name in (*COLUMNS, "words")}
        obj.pk = ScreeningWord.objects.get(**columns).pk
        count = len(form.rows)
        text = ngettext("%d word is in the list now.", "%d words are in the list now.", count) % count
        messages.success(request, text)

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Django would name the first of many words as if it were all."""
        if not (level == messages.SUCCESS and request.path.endswith("/add/")):
            super().message_user(request, message, level, *args, **kwargs)
