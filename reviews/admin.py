"""Moderation: the queue, and the page on which one text is read and decided. Blind to the stars until then."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.refusals import Refused
from reviews.decision_form import DecisionForm
from reviews.models import ReviewText

State = ReviewText.State


class StateFilter(admin.SimpleListFilter):
    """Opens on the work to be done."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(State.WAITING, _("Waiting")), (State.SHOWN, _("Published")), (State.REJECTED, _("Not published"))]

    def value(self):
        return super().value() or State.WAITING

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.value() == value, "query_string": query, "display": title}

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value())


@admin.register(ReviewText)
class ReviewTextAdmin(admin.ModelAdmin):
    list_display = ["title", "product", "words", "age", "state"]
    list_filter = [StateFilter]
    list_select_related = ["review__product"]
    list_per_page = 25
    ordering = ["submitted_at", "id"]
    actions = None

    class Media:
        css = {"all": ["reviews/moderation.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request=None):
        """Nobody sorts the queue by stars through its address."""
        return False

    @admin.display(description=gettext_lazy("product"))
    def product(self, text):
        return text.review.product

    @admin.display(description=gettext_lazy("text"))
    def words(self, text):
        return format_html(
            '<div class="moderation-text" dir="auto">{}</div>',
            mark_safe(linebreaks(text.text, autoescape=True)),  # noqa: S308
        )

    @admin.display(description=gettext_lazy("sent"))
    def age(self, text):
        return _("%s ago") % timesince(text.submitted_at, depth=1)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Read one text; a POST decides on it, or says why it could not be decided."""
        text = self.text_or_404(request, object_id)
        form = DecisionForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and decided(request, form, text):
            return redirect("admin:reviews_reviewtext_changelist")
        return TemplateResponse(
            request,
            "admin/reviews/reviewtext/decision.html",
            self.admin_site.each_context(request) | self.reading(request, text, form) | (extra_context or {}),
        )

    def text_or_404(self, request, object_id) -> ReviewText:
        if not self.has_view_permission(request):
            raise PermissionDenied
        texts = ReviewText.objects.select_related("review__product", "review__author", "decided_by")
        text = texts.filter(pk=object_id).first() if object_id.isdecimal() and len(object_id) < 19 else None
        if text is None:
            raise Http404
        return text

    def reading(self, request, text, form) -> dict:
        """What the page of one text shows: what is published now beside what waits."""
        waits = text.state == State.WAITING
        return {
            "opts": self.opts,
            "title": _("Read and decide") if waits else _("A review that was decided"),
            "text": text,
            "form": form,
            "waits": waits,
            "shown": text.review.texts.shown().exclude(pk=text.pk).first(),
            "later": None if waits else text.review.waiting,
            "is_own": text.review.author_id == request.user.pk,
            "media": self.media,
        }


def decided(request, form, text) -> bool:
    """Whether the moderator's decision holds; a refusal is said in words."""
    try:
        form.decide(text, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    address = reverse("admin:reviews_reviewtext_change", args=[text.pk])
    words = _("Published: “%s”.") if form.approves else _("Not published: “%s”.")
    messages.success(request, format_html('<a href="{}">{}</a>', address, words % text.title))
    return True
