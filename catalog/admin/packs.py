"""Packs: prices and availability, live at once, so on a page of their own with a version of their own."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.rows import number_of
from catalog.models import Pack


class PackForm(forms.ModelForm):
    seen_version: int | None = None

    def clean(self):
        values = super().clean()
        now = Pack.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if now and self.seen_version is not None and now.version != self.seen_version:
            raise ValidationError([_("Somebody else saved this pack while you were editing it."), *self.theirs(now)])
        return values

    def theirs(self, now):
        """What the form says otherwise than the pack as it is now, a sentence each."""
        current = forms.modelform_factory(Pack, fields=list(self.fields))(instance=now)
        for name in self.fields:
            saved, typed = current[name].value(), self[name].value()
            if str(saved if saved is not None else "") != str(typed if typed is not None else ""):
                yield _("%(field)s: saved as “%(saved)s”; you typed “%(typed)s”.") % {
                    "field": self.fields[name].label,
                    "saved": saved,
                    "typed": typed,
                }


@admin.register(Pack)
class PackAdmin(admin.ModelAdmin):
    form = PackForm
    fields = ("product", ("sku", "gtin", "national_code"), ("size", "unit"), ("price", "currency"), "availability")
    autocomplete_fields = ("product",)
    list_display = ("sku", "product", "pack_size", "cost", "availability")
    list_filter = ("availability", "currency")
    list_select_related = ("product",)
    list_per_page = 50
    search_fields = ("sku", "gtin", "national_code", "product__name")
    actions = None

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def pack_size(self, pack):
        return pack.get_size_display()

    @admin.display(description=gettext_lazy("price"), ordering="price", empty_value="–")
    def cost(self, pack):
        return f"{pack.price} {pack.currency}" if pack.price is not None else None

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "product__id__exact" or super().lookup_allowed(lookup, value, request)

    def get_readonly_fields(self, request, obj=None):
        """A pack stays with its product: to move one, remove it and add another."""
        return ("product",) if obj else ()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pack = self.get_object(request, unquote(object_id)) if object_id and request.method == "POST" else None
        if pack is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            pack.product.locked()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.seen_version = number_of(request.POST, "seen_version") if obj and request.method == "POST" else None
        return form

    def save_model(self, request, obj, form, change):
        obj.keep(by=request.user, seen_version=form.seen_version)

    def delete_model(self, request, obj):
        obj.remove(by=request.user)
