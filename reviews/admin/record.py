"""The record of decisions: to be read. It only grows; the database refuses anything else."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.admin.only_read import OnlyRead
from reviews.models import Decision, Review

COUNTED = 10_000


class BoundedPaginator(Paginator):
    """Pages through the latest COUNTED decisions, and counts no more: the record only grows."""

    @cached_property
    def count(self):
        return self.object_list[:COUNTED].count()


@admin.register(Decision)
class DecisionAdmin(OnlyRead):
    list_display = ("at", "what", "who", "medicine", "review", "why")
    list_display_links = None
    list_filter = ("act",)
    list_select_related = ("by", "product__listing")
    list_per_page = 50
    list_max_show_all = 0
    paginator = BoundedPaginator
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-id",)
    actions = None
    show_full_result_count = False

    class Media:
        css = {"all": ["reviews/moderation.css"]}

    def get_queryset(self, request):
        decisions = super().get_queryset(request).prefetch_related("product__addresses")
        return decisions.defer("product__listing__page", "product__listing__texts")

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "act__exact"

    @admin.display(description=gettext_lazy("what"))
    def what(self, decision):
        return decision.get_act_display()

    @admin.display(description=gettext_lazy("by"))
    def who(self, decision):
        return decision.by.display_name if decision.by else _("the author")

    @admin.display(description=gettext_lazy("medicine"))
    def medicine(self, decision):
        return Review(product=decision.product).product_name

    @admin.display(description=gettext_lazy("review"))
    def review(self, decision):
        """A number that lives as long as the record; the page behind it, as long as the review."""
        address = reverse("admin:reviews_review_change", args=[decision.review_number])
        return format_html('<a href="{}">{}</a>', address, _("Review %(number)d") % {"number": decision.review_number})

    @admin.display(description=gettext_lazy("why"))
    def why(self, decision):
        return decision.get_reason_display() or "–"
