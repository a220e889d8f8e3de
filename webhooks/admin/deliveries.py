"""Deliveries in the admin: which message is due, was taken, was refused or given up, and why."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.refusals import Refused
from webhooks.models import Delivery


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("Waiting")), ("delivered", _("Delivered")), ("given_up", _("Given up"))]

    def queryset(self, request, queryset):
        states = {
            "waiting": queryset.unsent(),
            "delivered": queryset.filter(delivered_at__isnull=False),
            "given_up": queryset.filter(given_up_at__isnull=False),
        }
        return states.get(self.value() or "", queryset)


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    list_display = ["made_at", "webhook", "kind", "state", "tries", "last_status", "last_error", "due_at"]
    list_filter = [StateFilter, "webhook"]
    list_select_related = ["webhook"]
    list_per_page = 50
    actions = ["send_again"]
    fields = ["webhook", "kind", "message_id", "made_at", "due_at", "tries", "delivered_at", "given_up_at"]
    fields += ["last_status", "last_error", "last_answer", "body"]

    def has_keep_permission(self, request):
        return request.user.has_perm("webhooks.keep_webhook")

    def has_view_permission(self, request, obj=None):
        return self.has_keep_permission(request) or super().has_view_permission(request, obj)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in ("state", "webhook__id__exact")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("webhook")

    @admin.display(description=gettext_lazy("state"))
    def state(self, delivery):
        if delivery.delivered_at:
            return _("delivered")
        if delivery.given_up_at:
            return _("given up")
        return _("waiting, the webhook is paused") if delivery.webhook.paused_at else _("waiting")

    @admin.action(description=gettext_lazy("Send again"), permissions=["keep"])
    def send_again(self, request, queryset):
        anew = 0
        for delivery in queryset:
            try:
                delivery.send_again(by=request.user)
                anew += 1
            except Refused as refusal:
                messages.warning(request, f"{delivery}: {refusal}")
        if anew:
            said = ngettext("%(number)d message will be sent again.", "%(number)d messages will be sent again.", anew)
            messages.success(request, said % {"number": anew})
