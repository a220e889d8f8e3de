"""Invitations: issued one by one or from a file, seen, cancelled. A link is shown where it is made alone."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Listing
from catalog.refusals import Refused
from reviews import invitation_rows
from reviews.admin.only_read import OnlyRead
from reviews.invitation_rows import Row
from reviews.models import Invitation
from reviews.models.invitation import DAYS, LONGEST_ORDER, MOST_DAYS

SUGGESTED = 500  # listings that the field proposes; any other is typed


class InvitationForm(forms.Form):
    product = forms.CharField(
        label=gettext_lazy("Medicine"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "listings", "autocomplete": "off"}),
        help_text=gettext_lazy("The SKU of a pack, or the last part of the page's address."),
    )
    order = forms.CharField(
        label=gettext_lazy("Order number"),
        max_length=LONGEST_ORDER,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Kept as a code alone, so that nobody gets two invitations for one order."),
    )
    days = forms.IntegerField(label=gettext_lazy("Days until it ends"), min_value=1, max_value=MOST_DAYS, initial=DAYS)

    def rows(self) -> list[Row]:
        return [Row(1, **self.cleaned_data)]


class FileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("A CSV file"), required=False)
    lines = forms.CharField(
        label=gettext_lazy("or its lines"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "On each line a medicine (SKU or last part of the address) and an order number: A-12,4711"
        ),
    )

    def clean(self):
        values = super().clean()
        file, lines = values.get("file"), values.get("lines") or ""
        if not self.errors and bool(file) == bool(lines.strip()):
            raise forms.ValidationError(_("Choose a file, or paste its lines: one of the two."))
        try:
            self.asked = invitation_rows.read(file.read(invitation_rows.MOST_BYTES + 1) if file else lines.encode())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return values

    def rows(self) -> list[Row]:
        return self.asked


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return [("open", _("Open")), ("used", _("Used")), ("cancelled", _("Cancelled"))]

    def queryset(self, request, queryset):
        states = {
            "open": queryset.open(),
            "used": queryset.filter(used_at__isnull=False),
            "cancelled": queryset.filter(cancelled_at__isnull=False),
        }
        return states.get(self.value() or "", queryset)


@admin.register(Invitation)
class InvitationAdmin(OnlyRead):
    list_display = ["number", "medicine", "state", "through", "issued_by", "issued_at", "expires_at"]
    list_display_links = None
    fields = ["product", "through", "issued_by", "issued_at", "expires_at", "cancelled_at", "used_at"]
    list_filter = [StateFilter, "through"]
    list_select_related = ["product__listing", "issued_by"]
    list_per_page = 50
    actions = ["cancel"]

    def lookup_allowed(self, lookup, value, request=None):
        """The filters that are shown, and no other lookup: nobody finds out which review came of which order."""
        return lookup in ("state", "through__exact")

    def has_issue_permission(self, request):
        return request.user.has_perm("reviews.issue_invitation")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("product__listing__page", "product__listing__texts")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("issue/", wrap(self.issue_view), name="reviews_invitation_issue"), *super().get_urls()]

    @admin.display(description=gettext_lazy("number"))
    def number(self, invitation):
        return invitation.pk

    @admin.display(description=gettext_lazy("medicine"))
    def medicine(self, invitation):
        return invitation.listing.name if invitation.listing else _("a medicine that is no longer listed")

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation):
        if invitation.used_at:
            return _("used")
        if invitation.cancelled_at:
            return _("cancelled")
        return _("open") if invitation.is_open else _("over")

    @admin.action(description=gettext_lazy("Cancel the chosen invitations"), permissions=["issue"])
    def cancel(self, request, queryset):
        cancelled = 0
        for invitation in queryset:
            try:
                invitation.cancel(by=request.user)
                cancelled += 1
            except Refused as refusal:
                messages.error(request, f"{invitation.pk}: {refusal}")
        said = ngettext("%(number)d invitation is cancelled.", "%(number)d invitations are cancelled.", cancelled)
        messages.success(request, said % {"number": cancelled})

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def issue_view(self, request):
        if not self.has_issue_permission(request):
            raise PermissionDenied
        many = "lines" in request.POST
        one_form = InvitationForm(request.POST if request.method == "POST" and not many else None)
        file_form = FileForm(*(request.POST, request.FILES) if many else ())
        form, rows = file_form if many else one_form, None
        if form.is_valid():
            through = Invitation.Through.CSV if many else Invitation.Through.ADMIN
            rows = invitation_rows.issue(form.rows(), by=request.user, through=through)
            if all(row.link for row in rows):  # what was typed is done with, and would be refused a second time
                one_form, file_form = InvitationForm(), FileForm()
        if rows and "download" in request.POST:
            headers = {"Content-Disposition": 'attachment; filename="invitations.csv"'}
            return StreamingHttpResponse(invitation_rows.as_csv(rows), content_type="text/csv", headers=headers)
        return self.issue_page(request, {"one_form": one_form, "file_form": file_form, "rows": rows})

    def issue_page(self, request, found):
        request.current_app = self.admin_site.name
        rows = found["rows"] or []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Issue invitations"),
            "opts": self.opts,
            "listings": Listing.objects.order_by("name_key").values_list("slug", "name")[:SUGGESTED],
            "issued": sum(1 for row in rows if row.link),
            "again": invitation_rows.as_asked(rows) if len(rows) > 1 else "",
            **found,
        }
        return TemplateResponse(request, "admin/reviews/invitation/issue.html", context)
