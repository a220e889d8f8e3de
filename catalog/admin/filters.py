"""The list shows everything; the start page leads to the work to be done in it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog import waiting

STATES = {
    "waiting": (_("Waiting for signature"), lambda products: products.waiting()),
    "sent_back": (_("Sent back"), lambda products: products.sent_back()),
    "unsigned": (_("Changes not yet signed"), lambda products: products.with_unsigned_changes()),
    "never_signed": (_("Never signed"), lambda products: products.never_signed()),
    "listed": (_("Listed"), lambda products: products.listed()),
    "withdrawn": (_("Withdrawn"), lambda products: products.filter(listing=None).exclude(publications=None)),
}


class WorkFilter(admin.SimpleListFilter):
    """Without a choice: everything."""

    title = _("work")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [("all", _("All")), ("mine", _("Waiting for me")), *((key, row[0]) for key, row in STATES.items())]

    def value(self):
        return super().value() or "all"

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return waiting.waiting_for(request.user, queryset)
        if self.value() in STATES:
            return STATES[self.value()][1](queryset)
        return queryset

    def choices(self, changelist):
        for key, title in self.lookup_choices:
            yield {
                "selected": self.value() == key,
                "query_string": changelist.get_query_string({self.parameter_name: key}),
                "display": title,
            }
