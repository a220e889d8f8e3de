"""Moderation: the queue, and the page on which a review is read and decided. Blind to the stars until then."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect
from django.template.defaultfilters import linebreaks_filter
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.refusals import Refused
from reviews.admin.decision_forms import Approval, Rejection
from reviews.models import Review, ReviewText

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
        return queryset.filter(submitted_at__isnull=False)


def chosen_state(request) -> str:
    state = request.GET.get(StateFilter.parameter_name)
    return state if state in State.values else State.WAITING


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    list_display = ["title", "medicine", "words", "age"]
    list_filter = [StateFilter]
    list_per_page = 25
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
        """Nobody sifts the queue by stars through its address."""
        return lookup == StateFilter.parameter_name

    def get_queryset(self, request):
        """Reviews with the title, words and day of their last text in the state that is looked at."""
        last = ReviewText.objects.filter(review=OuterRef("pk"), state=chosen_state(request)).order_by("-id")
        columns = {name: Subquery(last.values(name)[:1]) for name in ("title", "text", "submitted_at")}
        return Review.objects.with_product_names().annotate(**columns).order_by(*self.get_ordering(request))

    def get_ordering(self, request):
        return ["submitted_at" if chosen_state(request) == State.WAITING else "-submitted_at"]

    @admin.display(description=gettext_lazy("title"))
    def title(self, review):
        return review.title

    @admin.display(description=gettext_lazy("medicine"))
    def medicine(self, review):
        return review.product_name

    @admin.display(description=gettext_lazy("text"))
    def words(self, review):
        return format_html('<div class="moderation-text" dir="auto">{}</div>', linebreaks_filter(review.text))

    @admin.display(description=gettext_lazy("sent"))
    def age(self, review):
        return _("%s ago") % timesince(review.submitted_at, depth=1)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Reviews")} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Read one review; a POST decides on the text that was read, or says why it could not be decided."""
        review = self.review_or_404(request, object_id)
        data = request.POST if request.method == "POST" else None
        rejects = data is not None and "reject" in data
        form = Rejection(data) if rejects else Approval(data)
        if form.is_valid() and decided(request, form, review):
            return redirect("admin:reviews_review_changelist")
        context = self.admin_site.each_context(request) | self.reading(review, by=request.user)
        context |= {"form": form, "rejection": form if rejects else Rejection()}
        return TemplateResponse(request, "admin/reviews/review/decision.html", context)

    def review_or_404(self, request, object_id) -> Review:
        if not self.has_view_permission(request):
            raise PermissionDenied
        reviews = Review.objects.with_product_names().select_related("author").prefetch_related("texts__decided_by")
        review = reviews.filter(pk=object_id).first() if object_id.isdecimal() and len(object_id) < 19 else None
        if review is None:
            raise Http404
        return review

    def reading(self, review, *, by) -> dict:
        """What the page shows: what waits, what is published beside it, and what became of earlier texts."""
        texts = {state: [text for text in review.texts.all() if text.state == state] for state in State}
        waiting = next(iter(texts[State.WAITING]), None)
        return {
            "opts": self.opts,
            "title": _("Read and decide") if waiting else _("A review that was decided"),
            "media": self.media,
            "review": review,
            "waiting": waiting,
            "shown": next(iter(texts[State.SHOWN]), None),
            "rejected": texts[State.REJECTED],
            "is_own": review.author_id == by.pk,
        }


def decided(request, form, review) -> bool:
    """Whether the moderator's decision holds; a refusal is said in words."""
    try:
        text = form.decide(review, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, form.done % text.title)
    return True
