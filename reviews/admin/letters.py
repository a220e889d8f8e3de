"""The outbox: which letter is due, was sent or given up. Whom it goes to is told by the public name alone."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.refusals import Refused
from reviews.admin.only_read import OnlyRead
from reviews.models import Letter


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("Waiting")), ("sent", _("Sent")), ("given_up", _("Given up"))]

    def queryset(self, request, queryset):
        states = {
            "waiting": queryset.unsent(),
            "sent": queryset.filter(sent_at__isnull=False),
            "given_up": queryset.given_up(),
        }
        return states.get(self.value() or "", queryset)


@admin.register(Letter)
class LetterAdmin(OnlyRead):
    list_display = ["kind", "to", "language", "state", "due_at", "tries", "last_error"]
    list_display_links = None
    fields = ["kind", "language", "due_at", "tries", "last_error", "sent_at", "given_up_at"]
    list_filter = [StateFilter, "kind", "language"]
    list_select_related = ["recipient"]
    list_per_page = 50
    actions = ["send_again"]

    def lookup_allowed(self, lookup, value, request=None):
        """The filters that are shown, and no other lookup: nobody picks out the letters of one customer."""
        return lookup in ("state", "kind__exact", "language__exact")

    def has_moderate_permission(self, request):
        return request.user.has_perm("reviews.moderate_review")

    @admin.display(description=gettext_lazy("to"))
    def to(self, letter):
        return letter.recipient.display_name

    @admin.display(description=gettext_lazy("state"))
    def state(self, letter):
        if letter.sent_at:
            return _("sent")
        return _("given up") if letter.given_up_at else _("waiting")

    @admin.action(description=gettext_lazy("Send again what was given up"), permissions=["moderate"])
    def send_again(self, request, queryset):
        anew = 0
        for letter in queryset:
            try:
                letter.send_again(by=request.user)
                anew += 1
            except Refused as refusal:
                messages.warning(request, str(refusal))
        said = ngettext("%(number)d letter will be sent again.", "%(number)d letters will be sent again.", anew)
        messages.success(request, said % {"number": anew})
