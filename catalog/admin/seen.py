"""Rows with a version: what was typed against an older one is refused, and the page says what differs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.admin.conflict import spelled
from catalog.admin.rows import number_of


class SeenForm(forms.ModelForm):
    """A form that knows which version was on the screen. What was typed stays in it."""

    seen_version: int | None = None

    def clean(self):
        values = super().clean()
        model = self._meta.model
        now = model.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if now and self.seen_version is not None and now.version != self.seen_version:
            refusal = _("Somebody else saved this %(noun)s while you were editing it.")
            raise ValidationError([refusal % {"noun": model._meta.verbose_name}, *self.theirs(now)])
        return values

    def theirs(self, now):
        """What the form says otherwise than the row as it is now, a sentence each."""
        current = forms.modelform_factory(type(now), form=forms.ModelForm, fields=list(self.fields))(instance=now)
        for name in self.fields:
            saved, typed = line(current[name]), line(self[name])
            if saved != typed:
                yield _("%(field)s: saved as “%(saved)s”; you typed “%(typed)s”.") % {
                    "field": self.fields[name].label,
                    "saved": saved,
                    "typed": typed,
                }


def line(bound) -> str:
    return " / ".join(filter(None, map(str.strip, spelled(bound).split("\n"))))


class KeepsWhatWasSeen:
    """Mixed into the admin of a noun whose `keep` takes a seen_version."""

    form = SeenForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.seen_version = number_of(request.POST, "seen_version") if obj and request.method == "POST" else None
        return form

    def save_model(self, request, obj, form, change):
        obj.keep(by=request.user, seen_version=form.seen_version)

    def delete_model(self, request, obj):
        obj.remove(by=request.user)
