"""Publishing several texts without marks at once: each is read on one page, and published by its own verb."""

from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.refusals import Refused
from reviews.admin.decision_forms import Approval
from reviews.admin.queue import is_plain, with_what_rows_show
from reviews.admin.roles import require_moderator
from reviews.models import ReviewText

MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request, *, model_admin):
    """GET shows the whole texts that were ticked; POST publishes those that are still what was shown."""
    require_moderator(request.user)
    if request.method == "POST":
        outcome = [publish(read, by=request.user) for read in request.POST.getlist("read")[:MOST]]
        context = {"published": [row for row in outcome if row["text"]], "left": [row for row in outcome if row["why"]]}
        return answer(request, model_admin, "published.html", _("Published together"), **context)
    texts = ticked(request.GET, by=request.user)
    return answer(request, model_admin, "approvals.html", _("Publish together"), texts=texts, most=MOST)


def answer(request, model_admin, template, title, **context):
    frame = model_admin.frame(request, title=title) | {"queue_address": reverse("admin:reviews_review_changelist")}
    return TemplateResponse(request, f"admin/reviews/review/{template}", frame | context)


def ticked(query: QueryDict, *, by) -> list[ReviewText]:
    """The waiting texts without a mark among those asked for, MOST at most, in the order of the queue."""
    keys = [int(key) for key in query.getlist("text") if key.isascii() and key.isdecimal() and len(key) < 19]
    texts = ReviewText.objects.waiting().filter(pk__in=keys[:MOST]).exclude(review__author=by)
    texts = texts.select_related("review__author", "condition").order_by("submitted_at", "id")
    return [text for text in with_what_rows_show(texts) if is_plain(text)]


def publish(read: str, *, by) -> dict:
    """{"text", "title", "why"} of one line "id:digest" of the form: the published text, or why it was left."""
    key, _colon, digest = read.partition(":")
    form = Approval({"read": key, "digest": digest}, key="approve")
    found = ReviewText.objects.select_related("review").filter(pk=form.cleaned_data["read"]) if form.is_valid() else []
    text = next(iter(found), None)
    if text is None:
        return {"text": None, "title": "", "why": _("The author has taken this review back.")}
    if not is_plain(text):
        return {"text": None, "title": text.title, "why": _("It does not wait any more, or something in it is marked.")}
    try:
        return {"text": form.decide(text.review, by=by), "title": text.title, "why": ""}
    except Refused as refusal:
        return {"text": None, "title": text.title, "why": str(refusal)}
