"""A decision on one review: find it, check the form, call the verb, go on. A refusal says who was quicker."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import MODERATORS
from catalog.refusals import NotWaiting, NotWhatWasRead, Refused
from reviews.admin import reading
from reviews.admin.decision_forms import FORMS, Approval
from reviews.admin.queue import neighbours, page_of
from reviews.admin.undoing import undoable
from reviews.models import Decision, Review, ReviewText

State = ReviewText.State


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, key, *, model_admin):
    """Read one review. A POST decides on the text that was read, or says why it could not be decided."""
    found = review_or_none(key)
    if found is None:
        return gone(request, key, model_admin=model_admin)
    form = None
    if request.method == "POST":
        form = form_of(request, found)
        as_asked(request, found, form)  # nobody decides on what they may not read
        if form.is_valid() and (answer := decided(request, form, found)):
            return answer
        found = review_or_none(key)
        if found is None:
            return gone(request, key, model_admin=model_admin)
    return reading.page(request, as_asked(request, found, form), model_admin=model_admin)


def review_or_none(key) -> Review | None:
    """The review with all that its page reads of it: four queries."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    reviews = Review.objects.with_product_names().select_related("author", "reply__by")
    return reviews.prefetch_related("texts__decided_by", "texts__condition").filter(pk=key).first()


def as_asked(request, found, form) -> reading.Reading:
    """Raises Http404 where nothing of the review is for this account's eyes."""
    asked, walk = request.GET.get("text", ""), "walk" in request.GET
    if form:
        read = standing(found, form.data.get("read"))
        asked, walk = str(read.pk) if read else "", bool(form.data.get("walk"))
    again = "again" in request.GET or (form is not None and form.key in ("take_down", "mask"))
    seen = reading.Reading(found, request.user, asked, again=again, walk=walk, bound=form)
    if seen.text is None:
        raise Http404
    return seen


def form_of(request, found) -> Approval:
    """The form that was sent, for the text that it names as that is now. Raises PermissionDenied and BadRequest."""
    key = request.POST.get("decision", "")
    if key not in FORMS:
        raise BadRequest("decision")
    kind = FORMS[key]
    if not request.user.has_perm(kind.permission) or (
        kind.permission == "reviews.moderate_review" and not request.user.belongs_to(MODERATORS)
    ):
        raise PermissionDenied
    return kind(request.POST, key=key, text=standing(found, request.POST.get("read")))


def standing(found, key) -> ReviewText | None:
    """The text of this key, while it waits or is published."""
    texts = [text for text in found.texts.all() if text.state in (State.WAITING, State.SHOWN)]
    return next((text for text in texts if str(text.pk) == key), None)


def decided(request, form, found):
    """The way on, once the verb has done it; None where it refused, which the form then says."""
    try:
        text = form.decide(found, by=request.user)
    except Refused as refusal:
        told = meanwhile(found, by=request.user) if isinstance(refusal, NotWaiting | NotWhatWasRead) else ""
        form.add_error(None, f"{refusal} {told}".strip())
        return None
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    undo = undoable(request.user)
    if undo is None or undo["text"].pk != text.pk:
        messages.success(request, form.done % text.title)
    return redirect(way_on(request, form, text))


def meanwhile(found, *, by) -> str:
    """Who did what last: "Mona, 2 minutes ago: published."."""
    last = Decision.objects.filter(review_number=found.pk).select_related("by").first()
    if last is None or last.by_id == by.pk:
        return ""
    told = {
        "who": last.by.display_name if last.by else _("The author"),
        "age": timesince(last.at, depth=1),
        "what": last.get_act_display(),
    }
    return _("%(who)s, %(age)s ago: %(what)s.") % told


def way_on(request, form, text) -> str:
    walk = form.cleaned_data["walk"]
    if form.stays:
        return page_of(text, walk=walk)
    _before, after = neighbours(text, by=request.user) if walk else (None, None)
    if walk and after is None:
        after = ReviewText.objects.to_moderate().exclude(review__author=request.user).first()
    return page_of(after, walk=True) if after else reverse("admin:reviews_review_changelist")


def gone(request, key, *, model_admin):
    """A kind word where the record knows the review; Http404 where nobody ever wrote one of this number."""
    if not Decision.objects.filter(review_number=key).exists():
        raise Http404
    context = model_admin.frame(request, title=_("The author has taken this review back"))
    return TemplateResponse(request, "admin/reviews/review/gone.html", context, status=404)
