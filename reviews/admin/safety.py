"""Safety reports in the admin: the list with what is due first, the page of one report, exports."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from catalog.refusals import Refused
from reviews import safety_export
from reviews.admin import safety_page
from reviews.admin.only_read import OnlyRead
from reviews.admin.safety_filters import EscalatedFilter, StateFilter
from reviews.admin.safety_forms import ExportForm
from reviews.models import ReviewText, SafetyReport

require_post = method_decorator(require_POST)
DAY = "j M Y"  # narrow, and no doubt which is the month
ORDER = ["-is_late", "-is_first", "due_at", "id"]


@admin.register(SafetyReport)
class SafetyReportAdmin(OnlyRead):
    list_display = ["number", "due", "escalated", "product_name", "state_in_words", "criteria", "day_zero", "in_market"]
    list_display_links = ["number"]
    list_filter = [StateFilter, "market", EscalatedFilter]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    search_fields = ["product_name", "reference"]
    actions = ["export_csv", "export_json", "export_csv_with_contact", "export_json_with_contact"]

    class Media:
        css = {"all": ["reviews/safety.css"]}

    def has_handle_permission(self, request):
        return request.user.has_perm("reviews.handle_safetyreport")

    def has_contact_permission(self, request):
        return self.has_handle_permission(request) and request.user.has_perm("reviews.see_contact")

    def lookup_allowed(self, lookup, value, request=None):
        """The filters that are shown, and no other lookup: nobody finds out about a customer through an address."""
        return lookup in ("state", "market__exact", "escalated")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("export/", wrap(self.export_view), name="reviews_safetyreport_export"),
            path("open/<number:text_id>/", wrap(self.open_view), name="reviews_safetyreport_open"),
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        return SafetyReport.objects.with_clock().order_by(*ORDER)

    def get_ordering(self, request):
        return ORDER

    @admin.display(description=gettext_lazy("report"))
    def number(self, report):
        return _("Report %(number)d") % {"number": report.pk}

    @admin.display(description=gettext_lazy("state"))
    def state_in_words(self, report):
        return report.get_state_display()

    @admin.display(description=gettext_lazy("market"))
    def in_market(self, report):
        return format_html('<abbr title="{}">{}</abbr>', report.get_market_display(), report.market.upper())

    @admin.display(description=gettext_lazy("day zero"))
    def day_zero(self, report):
        return date_format(timezone.localtime(report.received_at), DAY)

    @admin.display(description=gettext_lazy("due"))
    def due(self, report):
        if not report.is_open:
            return "–"
        day = date_format(timezone.localtime(report.due_at), DAY)
        if report.is_late:
            words = _("late by %(time)s") % {"time": timesince(report.due_at)}
            return format_html('{} <strong class="state state--late">{}</strong>', day, words)
        left = timesince(timezone.now(), report.due_at, depth=1)
        return format_html('{} <span class="quiet">{}</span>', day, _("%(time)s left") % {"time": left})

    @admin.display(description=gettext_lazy("escalated"))
    def escalated(self, report):
        return safety_page.escalation(report)

    @admin.display(description=gettext_lazy("criteria"))
    def criteria(self, report):
        return _("%(number)d of 4") % {"number": report.criteria_met}

    def changelist_view(self, request, extra_context=None):
        context = {
            "title": _("Safety reports"),
            "may_export": self.has_handle_permission(request),
            "may_see_contact": self.has_contact_permission(request),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return safety_page.report(self, request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)

    @require_post
    def open_view(self, request, text_id):
        """A moderator or safety officer has read something that screening did not find."""
        text = get_object_or_404(ReviewText.objects.select_related("product__listing", "review"), pk=text_id)
        listing = getattr(text.product, "listing", None)
        try:
            report = SafetyReport.open_for(
                text, listing=listing, pregnancy="pregnancy" in request.POST, by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:index")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("admin:index")
        messages.success(request, _("Safety report %(number)d is open.") % {"number": report.pk})
        if self.has_view_permission(request, report):
            return redirect("admin:reviews_safetyreport_change", report.pk)
        return redirect("admin:reviews_review_change", text.review_id)

    @require_post
    def export_view(self, request):
        """What the list shows under its filters, as one file."""
        if not self.has_handle_permission(request):
            raise PermissionDenied
        form = ExportForm(request.POST)
        if not form.is_valid():
            raise BadRequest("a format is missing")
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            raise BadRequest("no such filter") from None
        return self.exported(request, shown, **form.cleaned_data)

    def exported(self, request, reports, *, kind, with_contact=False):
        try:
            pieces = safety_export.export(reports, by=request.user, kind=kind, with_contact=with_contact)
        except Refused as refusal:
            messages.error(request, str(refusal))
            back = reverse("admin:reviews_safetyreport_changelist")
            return redirect(f"{back}?{request.GET.urlencode()}" if request.GET else back)
        name = f"safety-reports-{timezone.now():%Y-%m-%d}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(pieces, content_type=safety_export.FORMATS[kind], headers=headers)

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["handle"])
    def export_csv(self, request, queryset):
        return self.exported(request, queryset, kind="csv")

    @admin.action(description=gettext_lazy("Export as JSON"), permissions=["handle"])
    def export_json(self, request, queryset):
        return self.exported(request, queryset, kind="json")

    @admin.action(description=gettext_lazy("Export as CSV, with contact details"), permissions=["contact"])
    def export_csv_with_contact(self, request, queryset):
        return self.exported(request, queryset, kind="csv", with_contact=True)

    @admin.action(description=gettext_lazy("Export as JSON, with contact details"), permissions=["contact"])
    def export_json_with_contact(self, request, queryset):
        return self.exported(request, queryset, kind="json", with_contact=True)
