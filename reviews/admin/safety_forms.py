"""What a safety officer may do with a report, each as a form of its own. `carry_out` calls the verb."""

from django import forms
from django.forms.models import fields_for_model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reviews.models import SafetyNote, SafetyQuestion, SafetyReport
from reviews.models.safety_clock import SERIOUS
from reviews.models.safety_verbs import CRITERIA, FINDINGS
from reviews.words_field import WordsField


def words(label, noun, column, *, rows=3, **options):
    widget = forms.Textarea(attrs={"rows": rows})
    return WordsField(label=label, max_length=noun._meta.get_field(column).max_length, widget=widget, **options)


class Act(forms.Form):
    """`seen_version` is that of the report on the page; the verb compares it with what the report is now.

    `read` is how this account reads words of the report (see contact_details).
    """

    name: str
    done: str
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, data=None, *, report, read):
        self.read = read
        opened = {"seen_version": report.version} | self.opened_with(report)
        super().__init__(data, initial=opened, auto_id=f"id_{self.name}_%s")

    def opened_with(self, report) -> dict:
        return {}

    def carry_out(self, report, *, by):
        """Call the verb. Raises Refused, ValidationError and PermissionDenied as it does."""
        return getattr(report, self.name)(by=by, **self.cleaned_data)

    def see_again(self, version: int):
        """The page shows the report as it is now: what is sent next is sent on top of that."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen_version"] = str(version)
        self.data = data


class Assess(Act):
    name = "assess"
    done = _("The assessment is kept.")

    def __init__(self, data=None, *, report, read):
        super().__init__(data, report=report, read=read)
        self.fields |= fields_for_model(SafetyReport, FINDINGS)
        longest = SafetyReport._meta.get_field("reaction").max_length or 0
        self.fields["reaction"] = WordsField(
            label=self.fields["reaction"].label,
            max_length=max(longest, len(self.initial["reaction"])),
            required=False,
            help_text=_("What happened, in a few words. No name of a person."),
        )

    def opened_with(self, report):
        found = {name: getattr(report, name) for name in FINDINGS}
        return found | {"reaction": self.read(report.reaction, report)}

    def carry_out(self, report, *, by):
        """A reaction that was left as it was read stays as it is kept: what is blanked is not lost by assessing."""
        if self.cleaned_data["reaction"] == self.read(report.reaction, report):
            self.cleaned_data["reaction"] = report.reaction
        super().carry_out(report, by=by)

    def criteria(self):
        return [self[name] for name in CRITERIA]

    def seriousness(self):
        return [self[name] for name in SERIOUS]

    def clashes(self, report) -> list[dict]:
        """Where this form differs from what is kept now: {"label", "theirs", "mine"}."""
        found = []
        for name, theirs in self.opened_with(report).items():
            mine = self.cleaned_data.get(name)
            if theirs != mine:
                found.append({"label": self.fields[name].label, "theirs": spelled(theirs), "mine": spelled(mine)})
        return found


class Note(Act):
    name = "note"
    done = _("The note is kept.")
    seen_version = None
    text = words(_("Note for colleagues"), SafetyNote, "text")


class Ask(Act):
    name = "ask"
    done = _("The question is asked. The customer hears by e-mail that there is one, and reads it in their account.")
    text = words(
        _("Question to the customer"),
        SafetyQuestion,
        "text",
        rows=4,
        help_text=_("Ask for what is missing: since when, how strong, what else was taken. Not for names."),
    )


class Forward(Act):
    name = "forward"
    done = _("Kept as sent to the authority.")
    reference = WordsField(
        label=_("Reference of the authority, or how it was sent"),
        max_length=SafetyReport._meta.get_field("reference").max_length,
    )
    incomplete_because = WordsField(
        label=_("Why it was sent though a criterion is missing"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where the case is not valid yet."),
    )


class Close(Act):
    name = "close"
    done = _("The report is closed: no case.")
    reason = words(_("Why this is no case"), SafetyNote, "text")


class Reopen(Act):
    name = "reopen"
    done = _("The report is open again.")
    reason = words(_("Why it is opened again"), SafetyNote, "text")


ACTS: dict[str, type[Act]] = {form.name: form for form in (Assess, Note, Ask, Forward, Close, Reopen)}


class ExportForm(forms.Form):
    kind = forms.ChoiceField(choices=[("csv", "CSV"), ("json", "JSON")])
    with_contact = forms.BooleanField(required=False)


def spelled(value: bool | str | None) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return value or "–"
