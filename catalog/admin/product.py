"""The product: one page with all its parts, a list that opens on the work, and the pages along the road."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from catalog.admin import (
    fieldsets,
    history,
    parts,
    paste,
    preview,
    restoring,
    reviewing,
    road,
    signature,
    submission,
    withdrawal,
)
from catalog.admin.editing import EditsProducts
from catalog.admin.fields import OVERRIDES
from catalog.admin.filters import WorkFilter
from catalog.admin.picture_view import picture, sizes
from catalog.models import Product
from catalog.waiting import states, with_state

PAGES = (
    ("preview/", preview.preview, "preview"),
    ("submit/", submission.submit, "submit"),
    ("send-back/", signature.send_back, "send_back"),
    ("sign/", signature.sign, "sign"),
    ("withdraw/", withdrawal.withdraw, "withdraw"),
    ("reviews/", reviewing.switch_reviews, "reviews"),
    ("publications/", history.publications, "publications"),
    ("publications/<number:number>/restore/", restoring.restore, "restore"),
)


@admin.register(Product)
class ProductAdmin(EditsProducts, admin.ModelAdmin):
    fieldsets = fieldsets.ALL
    inlines = parts.ALL
    formfield_overrides = OVERRIDES
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("manufacturer", "categories")
    list_display = ("name", "state", "market", "legal_status", "edited")
    list_filter = (WorkFilter, "market", "legal_status")
    list_per_page = 50
    show_full_result_count = False  # its link would lead back to the default list
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("name", "brand_name", "slug", "ingredients__substance__name", "packs__sku")
    ordering = ("name", "id")
    actions = None
    save_on_top = True

    def get_queryset(self, request):
        return with_state(super().get_queryset(request))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path(f"<number:object_id>/{address}", wrap(partial(view, model_admin=self)), name=f"catalog_product_{name}")
            for address, view, name in PAGES
        ]
        paste_page = path("paste/", wrap(partial(paste.paste, model_admin=self)), name="catalog_product_paste")
        pictures = [
            path("picture/<str:sha256>/<number:width>.<str:kind>", picture, name="catalog_picture"),
            path("picture/<str:sha256>/", wrap(partial(sizes, model_admin=self)), name="catalog_picture_sizes"),
        ]
        return [paste_page, *pictures, *own, *super().get_urls()]

    @admin.display(description=_("state"))
    def state(self, product):
        return road.badges(states(product))

    @admin.display(description=_("last edit"), ordering="edited_at")
    def edited(self, product):
        return road.edited(product)

    def get_fieldsets(self, request, obj=None):
        """Where nothing can be saved, nothing says how to write."""
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        return [(name, {key: value for key, value in facts.items() if key != "description"}) for name, facts in found]

    def has_delete_permission(self, request, obj=None):
        """A superuser may delete a draft that was never signed; what was public once stays for good."""
        if obj is None or not request.user.is_superuser:
            return False
        return not obj.publications.exists() and not obj.submissions.exists()

    def history_view(self, request, object_id, extra_context=None):
        product = self.get_object(request, unquote(object_id))
        if product is None:
            raise Http404
        return HttpResponseRedirect(reverse("admin:catalog_product_publications", args=[product.pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["show_save_and_add_another"] = False
        context["may_submit"] = request.user.has_perm("catalog.submit_product")
        if change and obj:
            context["road"] = road.of(obj, request.user)
            context["may_change"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_add(self, request, obj):
        return self.after_saving(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self.after_saving(request, obj) or super().response_post_save_change(request, obj)

    @staticmethod
    def after_saving(request, product):
        """The button "Save and check" leads on to the checks."""
        if "_check" in request.POST:
            return HttpResponseRedirect(reverse("admin:catalog_product_submit", args=[product.pk]))
        return None
