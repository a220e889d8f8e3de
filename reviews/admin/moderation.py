"""Moderation in the admin: the addresses of the queue, of the page that is read, of undoing and publishing together."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path

from reviews.admin import deciding, queue, together, undoing
from reviews.admin.only_read import OnlyRead
from reviews.models import Review


@admin.register(Review)
class ReviewAdmin(OnlyRead):
    """Django's list and form of a review are replaced: a text is read as a whole, and only a verb changes it."""

    actions = None
    page_of = staticmethod(queue.page_of)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("together/", wrap(partial(together.approvals, model_admin=self)), name="reviews_review_together"),
            path("texts/<number:key>/undo/", wrap(partial(undoing.undo, model_admin=self)), name="reviews_review_undo"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        self.require_reader(request)
        return queue.queue(request, model_admin=self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self.require_reader(request)
        return deciding.review(request, object_id, model_admin=self)

    def history_view(self, request, object_id, extra_context=None):
        """The record stands on the page itself."""
        return self.change_view(request, object_id)

    def require_reader(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def frame(self, request, *, title) -> dict[str, Any]:
        """What every page of moderation hands to its template."""
        request.current_app = self.admin_site.name
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
