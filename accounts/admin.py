"""Accounts. What staff may do comes from their groups, so permissions are not handed out one by one."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import api_key_admin  # noqa: F401  the keys of programs
from accounts.models import User


@admin.register(User)
class AccountAdmin(UserAdmin):
    fieldsets = (
        (None, {"fields": ("username", "password", "email", "display_name")}),
        (
            _("What this account may do"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": _("Staff sign in here; the groups say what they may do. Only pharmacists sign."),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "email", "display_name", "usable_password", "password1", "password2")}),
    )
    list_display = ("username", "display_name", "email", "is_staff", "is_active", "last_login")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("username", "display_name", "email")
    readonly_fields = ("last_login", "date_joined")
    actions = None

    def save_model(self, request, obj, form, change):
        """A new public name goes through its verb: the pages that show it change with it."""
        super().save_model(request, obj, form, change)
        if change and "display_name" in form.changed_data:
            obj.rename(obj.display_name)

    def delete_model(self, request, obj):
        obj.leave(with_reviews=False)

    def get_deleted_objects(self, objs, request):
        """An account leaves by its verb: who may delete it need not be allowed to delete each kind of its rows."""
        deleted, counts, _not_allowed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected

    def delete_view(self, request, object_id, extra_context=None):
        account = self.get_object(request, unquote(object_id))
        if account and account.is_in_the_record:
            messages.error(
                request, _("This account stands in the record of who edited, signed or moderated. Make it inactive.")
            )
            return redirect("admin:accounts_user_change", account.pk)
        return super().delete_view(request, object_id, extra_context)

    def has_change_permission(self, request, obj=None):
        """Whoever may change accounts, but not everything, must not take over one that may."""
        if obj and (obj.is_superuser or obj.is_staff) and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """As with changing: the account of a superuser is not deleted by who is none."""
        if obj and (obj.is_superuser or obj.is_staff) and not request.user.is_superuser:
            return False
        return super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser hands out rights; whoever may merely change accounts cannot raise their own."""
        own = super().get_readonly_fields(request, obj)
        return own if request.user.is_superuser else (*own, "is_staff", "is_superuser", "groups")

    def get_fieldsets(self, request, obj=None):
        """A password is a superuser's to set: who merely changes accounts must not sign in as a customer."""
        whole = super().get_fieldsets(request, obj)
        if obj is None or request.user.is_superuser:
            return whole
        return [
            (name, {**said, "fields": [one for one in said["fields"] if one != "password"]}) for name, said in whole
        ]

    def user_change_password(self, request, id, form_url=""):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)
