"""How the admin's forms read text: a save that changes nothing must leave every character where it was."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models


class PlainText(forms.CharField):
    """Browsers send line ends as CR LF; texts are kept with LF alone."""

    widget = AdminTextareaWidget

    def to_python(self, value):
        return super().to_python(value and value.replace("\r\n", "\n"))

    def has_changed(self, initial, data):
        return super().has_changed((initial or "").strip(), self.to_python(data))


OVERRIDES = {models.TextField: {"form_class": PlainText}, models.URLField: {"assume_scheme": "https"}}


class TidyForm(forms.ModelForm):
    """Spaces around a text that is otherwise the same are no change."""

    def clean(self):
        values = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            before = self.initial.get(name)
            if isinstance(field, PlainText) and before and name in values and name not in self.changed_data:
                values[name] = before
        return values
