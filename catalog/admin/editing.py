"""Saving a product from its form: as one edit, under lock, against the version that the editor saw."""

from django import forms
from django.conf import settings
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.admin import conflict
from catalog.admin.fields import TidyForm, without_help
from catalog.admin.languages import LanguageSelect
from catalog.admin.picture_field import keep_uploads
from catalog.admin.rows import number_of
from catalog.refusals import EditConflict


class ProductForm(TidyForm):
    refusal: EditConflict | None = None

    def clean(self):
        values = super().clean()
        if self.refusal:
            raise ValidationError(
                _("Nothing has been saved yet. Read what changed meanwhile, then save again."), code="conflict"
            )
        return values


class EditsProducts:
    """Mixed into the admin of products."""

    form = ProductForm

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        if request.method == "POST" and (self.has_change_permission(request) or self.has_add_permission(request)):
            keep_uploads(request)
        if request.method != "POST" or object_id is None:
            return view(request, object_id, form_url, extra_context)
        product = self.get_object(request, unquote(object_id))
        if product is None or not self.has_change_permission(request, product):
            return view(request, object_id, form_url, extra_context)
        seen = number_of(request.POST, "seen_version")
        try:
            with product.editing(by=request.user, seen_version=seen):
                return view(request, object_id, form_url, extra_context)
        except EditConflict as refusal:
            request.refusal = refusal
            request.POST = request.POST.copy()
            product.refresh_from_db()
            form = self.get_form(request, product, change=True)
            clashes = conflict.keep_theirs(request.POST, product, seen, form)
            told = {"conflict": conflict.told(product, seen) | {"clashes": clashes}}
            return view(request, object_id, form_url, (extra_context or {}) | told)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj and not self.has_change_permission(request, obj):
            kwargs["help_texts"] = without_help(self.model)
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def get_changeform_initial_data(self, request):
        return {"market": settings.DEFAULT_MARKET} | super().get_changeform_initial_data(request)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.record_edit(by=request.user, before="")

    def log_addition(self, request, obj, message):
        """Edits are the record; a second one beside it would only disagree with it."""

    log_change = log_addition

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "source_date":
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        elif db_field.name == "language":
            field.widget = LanguageSelect()
        return field
