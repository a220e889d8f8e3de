"""Undo: a moderator takes back their own last decision within a minute."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.refusals import Refused
from reviews.admin.roles import require_moderator
from reviews.models import Decision, ReviewText
from reviews.models.moderation import TIME_TO_UNDO, UNDOING


def undoable(user, text=None) -> dict | None:
    """{"text", "act", "seconds"} of this moderator's last decision, or of that on a text, while it can be undone."""
    lately = Decision.objects.filter(by=user, at__gt=timezone.now() - TIME_TO_UNDO)
    last = (lately.filter(text_number=text.pk) if text else lately).first()
    if last is None or last.act not in UNDOING:
        return None
    decided = ReviewText.objects.filter(pk=last.text_number).first()
    left = TIME_TO_UNDO - (timezone.now() - last.at)
    return {"text": decided, "act": last.get_act_display(), "seconds": int(left.total_seconds())} if decided else None


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, key, *, model_admin):
    require_moderator(request.user)
    text = ReviewText.objects.select_related("review").filter(pk=key).first()
    if text is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            text.review.undo(by=request.user, text=text)
            messages.success(request, _("Undone: “%s”.") % text.title)
            return redirect(model_admin.page_of(text))
        except Refused as error:
            refusal = error
    context = model_admin.frame(request, title=_("Undo a decision")) | {
        "text": text,
        "undo": undoable(request.user, text),
        "refusal": refusal,
        "address": model_admin.page_of(text),
    }
    return TemplateResponse(request, "admin/reviews/review/undo.html", context)
