"""The shared nouns. Products find them by typing, and the + beside a field makes a new one."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext

from catalog.admin.fields import OVERRIDES
from catalog.models import Category, Condition, Manufacturer, Product, Substance

NAMED = 5  # so many products are named where a term cannot be deleted


class TermAdmin(admin.ModelAdmin):
    fields = ("name", "slug")
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
    formfield_overrides = OVERRIDES
    prepopulated_fields = {"slug": ("name",)}
    actions = None

    def get_readonly_fields(self, request, obj=None):
        """The slug is a public address: it stays what it was first. What the public reads, a pharmacist writes."""
        fixed = ["slug"] if obj else []
        if not request.user.has_perm("catalog.sign_product"):
            fixed += ["description"] if "description" in self.fields else []
            fixed += ["name"] if obj and obj.listings.exists() else []
        return fixed

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
        return form

    def save_model(self, request, obj, form, change):
        obj.keep(by=request.user)

    def delete_view(self, request, object_id, extra_context=None):
        term = self.get_object(request, unquote(object_id))
        if term and self.has_delete_permission(request, term) and (names := self.users(term)):
            messages.error(request, in_use(term, names))
            return HttpResponseRedirect(reverse(f"admin:catalog_{self.opts.model_name}_change", args=[term.pk]))
        return super().delete_view(request, object_id, extra_context)

    def users(self, term) -> list[str]:
        """The products that use the term in their draft or in what is listed."""
        listed = Q(listing__in=term.listings.all())
        users = Product.objects.filter(Q(**{term.USED_BY: term}) | listed)
        return list(users.distinct().values_list("name", flat=True))


def in_use(term, names) -> str:
    sentence = ngettext(
        "“%(term)s” is in use by %(count)d product: %(names)s. Take it off there first.",
        "“%(term)s” is in use by %(count)d products: %(names)s. Take it off there first.",
        len(names),
    )
    shown = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return sentence % {"term": term, "count": len(names), "names": shown}


@admin.register(Substance, Manufacturer)
class NameAdmin(TermAdmin):
    """A name is all there is."""


@admin.register(Condition, Category)
class DescribedAdmin(TermAdmin):
    fields = ("name", "slug", "description")
