"""The inlines of a product, one for each ordered part."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalog.admin.picture_field import ImageForm, address
from catalog.admin.rows import StackedRows, TabularRows
from catalog.models import Image, Indication, Ingredient, KeyFeature, SafetyNote, Section


class IngredientRows(TabularRows):
    model = Ingredient
    fields = ("position", "substance", "strength", "unit", "per")
    autocomplete_fields = ("substance",)


class IndicationRows(StackedRows):
    model = Indication
    fields = (("position", "title"), "condition", "text")
    autocomplete_fields = ("condition",)


class KeyFeatureRows(StackedRows):
    model = KeyFeature
    fields = (("position", "title"), "text")


class SafetyNoteRows(StackedRows):
    model = SafetyNote
    fields = (("position", "title"), ("severity", "topic"), "text")


class SectionRows(StackedRows):
    model = Section
    fields = (("position", "kind"), "title", "text")


class ImageRows(TabularRows):
    model = Image
    form = ImageForm
    readonly_fields = ("thumbnail",)

    def get_fields(self, request, obj=None):
        may_change = self.has_change_permission(request, obj) and request.user.has_perm("catalog.change_product")
        return ("position", "picture" if may_change else "thumbnail", "alt")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("picture")

    @staticmethod
    def thumbnail(row):
        return format_html('<img class="thumbnail" src="{}" alt="{}" width="120">', address(row.picture), row.alt)

    thumbnail.short_description = _("picture")


ALL = [IngredientRows, IndicationRows, KeyFeatureRows, SafetyNoteRows, SectionRows, ImageRows]
