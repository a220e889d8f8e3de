"""Publications: to be read. Nobody adds, changes or deletes one here; the database refuses it too."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin import page_order
from catalog.models import Publication


@admin.register(Publication)
class PublicationAdmin(admin.ModelAdmin):
    fields = (
        ("product", "number"),
        ("signed_by", "role", "signed_at"),
        ("submitted_by", "four_eyes"),
        "why",
        "acknowledged",
        "digest",
        "seal",
        "previous_seal",
    )
    list_display = ("product", "number", "signed_at", "signed_by", "four_eyes")
    list_select_related = ("product", "signed_by")
    list_filter = ("four_eyes",)
    list_per_page = 50
    search_fields = ("product__name", "digest", "seal")
    ordering = ("-signed_at", "-id")
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).defer("canonical")

    def lookup_allowed(self, lookup, value, request=None):
        """The filter that is shown, and no other lookup: years of thirty figures are nobody's wish."""
        return lookup == "four_eyes__exact"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["spelled"] = page_order.spelled(obj.content) if obj else []
        context["title"] = _("What was signed")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id, extra_context=extra_context)
