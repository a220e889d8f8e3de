"""How the admin's forms read text: a save that changes nothing must leave every character where it was."""

from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models


class PlainText(forms.CharField):
    """Browsers send line ends as CR LF; texts are kept with LF alone."""

    widget = AdminTextareaWidget

    def __init__(self, *, widget=None, **kwargs):
        super().__init__(widget=AdminTextareaWidget(attrs={"rows": 4}), **kwargs)

    def to_python(self, value):
        return super().to_python(value and value.replace("\r\n", "\n"))

    def has_changed(self, initial, data):
        return super().has_changed((initial or "").strip(), self.to_python(data))


OVERRIDES = {models.TextField: {"form_class": PlainText}, models.URLField: {"assume_scheme": "https"}}


def without_help(model) -> dict:
    """`help_texts` of a form that is only read: help says how to write."""
    return {field.name: "" for field in model._meta.fields}


class TidyForm(forms.ModelForm):
    """Spaces around a text that is otherwise the same are no change; a strength of 10.0000 mg reads 10."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        decimals = {name: value for name, value in self.initial.items() if isinstance(value, Decimal)}
        self.initial |= {name: Decimal(format(value.normalize(), "f")) for name, value in decimals.items()}

    def clean(self):
        values = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            before = self.initial.get(name)
            if isinstance(field, PlainText) and before and name in values and name not in self.changed_data:
                values[name] = before
        return values
