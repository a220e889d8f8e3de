"""Packs: prices and availability, live at once, so on a page of their own with a version of their own."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.utils.translation import gettext_lazy

from catalog.admin.seen import KeepsWhatWasSeen
from catalog.models import Pack


@admin.register(Pack)
class PackAdmin(KeepsWhatWasSeen, admin.ModelAdmin):
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
