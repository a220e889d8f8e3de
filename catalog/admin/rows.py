"""The rows of a product's form: in order by themselves, and safe from what others did to them meanwhile."""

import re

from django.contrib import admin
from django.forms.models import BaseInlineFormSet

from catalog.admin.fields import OVERRIDES, TidyForm, without_help


class RowForm(TidyForm):
    """An empty position means "after the last one"."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            if self.instance.pk is None:
                self.initial["position"] = None


class RowFormSet(BaseInlineFormSet):
    """Posted rows whose id is not (or no longer) one of this product's are offered again as new ones."""

    def __init__(self, data=None, files=None, instance=None, prefix=None, **kwargs):
        self.posted_ids: list[int] = []
        prefix = prefix or self.get_default_prefix()
        if data is not None:
            known = set(self.model.objects.filter(product=instance.pk).values_list("pk", flat=True))
            data, files, self.posted_ids = readdressed(data, files, prefix, known)
        super().__init__(data=data, files=files, instance=instance, prefix=prefix, **kwargs)

    def get_queryset(self):
        """The posted rows in the order of the form, so that each heading stands over its own row."""
        if not self.is_bound:
            return super().get_queryset()
        if not hasattr(self, "_posted"):
            rows = {row.pk: row for row in super().get_queryset()}
            self._posted = [rows[key] for key in self.posted_ids if key in rows]
        return self._posted

    def save(self, commit=True):
        self.number_rows()
        return super().save(commit)

    def number_rows(self):
        deleted = {form.instance.pk for form in self.deleted_forms if form.instance.pk}
        stored = self.model.objects.filter(product=self.instance.pk).exclude(pk__in=deleted)
        last = max([*stored.values_list("position", flat=True), *self.typed_positions()], default=0)
        for form in self.forms:
            if form.has_changed() and form not in self.deleted_forms and form.instance.position is None:
                last += 1
                form.instance.position = last

    def typed_positions(self):
        return [form.cleaned_data.get("position") or 0 for form in self.forms if form.has_changed()]


def readdressed(data, files, prefix, known):
    """`data` and `files` with the rows of `known` ids first, every other one after them and without an id.

    Django takes it for granted that the first INITIAL_FORMS rows exist. Here another editor, or somebody who
    tampers with a form, may have seen to it that they do not. Returns (data, files, ids that are kept).
    """
    row_key = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-(.+)")
    matches = {key: match for key in [*data, *files] if (match := row_key.fullmatch(key))}
    kept, others = sorted_rows(data, prefix, known, {int(match[1]) for match in matches.values()})
    place = {row: number for number, row in enumerate([*kept, *others])}
    changed, changed_files = data.copy(), files.copy() if files else files
    for source, target in ((data, changed), (files, changed_files)):
        for key in [key for key in source or () if key in matches]:
            target.pop(key)
        for key in [key for key in source or () if key in matches]:
            row, name = int(matches[key][1]), matches[key][2]
            if row in place and not (name == "id" and row not in kept):
                target.setlist(f"{prefix}-{place[row]}-{name}", source.getlist(key))
    if f"{prefix}-INITIAL_FORMS" in data:
        changed[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    if len(place) < number_of(data, f"{prefix}-TOTAL_FORMS"):
        changed[f"{prefix}-TOTAL_FORMS"] = str(len(place))
    return changed, changed_files, list(kept.values())


def sorted_rows(data, prefix, known, rows):
    """({row: id} of what exists, [rows that are to be made]); what is gone and to be deleted is in neither."""
    kept, others = {}, []
    initial = number_of(data, f"{prefix}-INITIAL_FORMS")
    for row in sorted(row for row in rows if row < number_of(data, f"{prefix}-TOTAL_FORMS")):
        key = number_of(data, f"{prefix}-{row}-id")
        if row < initial and key in known and key not in kept.values():
            kept[row] = key
        elif row >= initial or f"{prefix}-{row}-DELETE" not in data:
            others.append(row)
    return kept, others


def number_of(data, key) -> int:
    text = data.get(key) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


class Rows:
    """Mixed into every inline of a product."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = OVERRIDES
    extra = 0
    ordering = ("position", "id")

    def get_formset(self, request, obj=None, **kwargs):
        if obj and not self.has_change_permission(request, obj):
            kwargs["help_texts"] = without_help(self.model)
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position":
            field.widget.attrs |= {"class": "position", "min": "0", "inputmode": "numeric"}
            field.help_text = ""
        return field


class StackedRows(Rows, admin.StackedInline):
    pass


class TabularRows(Rows, admin.TabularInline):
    pass
