"""Rows that staff read, and that verbs alone change: no add, change or delete form of the admin's own."""

from django.contrib import admin


class OnlyRead(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
