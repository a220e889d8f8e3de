"""The list of safety reports opens on what is open; the start page leads to what is late."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reviews.models import SafetyReport

OPEN, LATE, ALL = "open", "late", "all"


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(OPEN, _("Open")), (LATE, _("Late")), *SafetyReport.State.choices, (ALL, _("All"))]

    def value(self):
        return super().value() or OPEN

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.value() == value, "query_string": query, "display": title}

    def queryset(self, request, queryset):
        if self.value() == OPEN:
            return queryset.open()
        if self.value() == LATE:
            return queryset.filter(is_late=True)
        return queryset if self.value() == ALL else queryset.filter(state=self.value())


class EscalatedFilter(admin.SimpleListFilter):
    title = _("escalated")
    parameter_name = "escalated"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(is_first=self.value() == "yes")
        return queryset
