"""API keys: issued with a name and scopes, shown once, revoked. When one was last used stands in the list."""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.api_keys import DAYS, MOST_DAYS, ApiKey
from accounts.models import User


class ApiKeyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("Which system uses it."))
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Acts for"),
        queryset=User.objects.none(),
        help_text=gettext_lazy("The key may do what this account may do, and of that what is ticked below."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"), choices=ApiKey.Scope, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(label=gettext_lazy("Days until it ends"), min_value=1, max_value=MOST_DAYS, initial=DAYS)

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_staff=True, is_active=True).order_by("username")
        owner = cast(forms.ModelChoiceField, self.fields["owner"])
        owner.queryset = staff if by.is_superuser else staff.filter(pk=by.pk)


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    list_display = ["name", "start", "what", "owner", "state", "expires_at", "last_used_at"]
    list_display_links = None
    list_select_related = ["owner"]
    fields = ["name", "scopes", "owner", "created_at", "expires_at", "revoked_at", "last_used_at"]
    actions = ["revoke"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_issue_permission(self, request):
        return request.user.has_perm("accounts.issue_apikey")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("issue/", wrap(self.issue_view), name="accounts_apikey_issue"), *super().get_urls()]

    @admin.display(description=gettext_lazy("scopes"))
    def what(self, key):
        return ", ".join(str(ApiKey.Scope(one).label) for one in key.scopes)

    @admin.display(description=gettext_lazy("state"))
    def state(self, key):
        if key.revoked_at:
            return _("revoked")
        return _("in use") if key.is_living else _("over")

    @admin.action(description=gettext_lazy("Revoke the chosen keys"), permissions=["issue"])
    def revoke(self, request, queryset):
        for key in queryset:
            key.revoke(by=request.user)
        said = ngettext("%(number)d key is revoked.", "%(number)d keys are revoked.", len(queryset))
        messages.success(request, said % {"number": len(queryset)})

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def issue_view(self, request):
        if not self.has_issue_permission(request):
            raise PermissionDenied
        form, made = ApiKeyForm(request.POST if request.method == "POST" else None, by=request.user), None
        if form.is_valid():
            made = self.issued(request, form)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": _("Issue an API key"),
            "opts": self.opts,
            "form": form,
            "made": made,
        }
        return TemplateResponse(request, "admin/accounts/apikey/issue.html", context)

    def issued(self, request, form):
        """(key, secret), or None where the form says why not."""
        try:
            return ApiKey.issue(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return None
