"""What a reader does about somebody else's published review: find it helpful, complain about it."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.refusals import Refused
from catalog.views.addresses import listed
from pharmacy.network import address_of
from reviews.models import ReviewText
from reviews.opinion_forms import ComplaintForm
from reviews.review_search import ReviewSearch
from reviews.views.public import about

require_page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_page_or_post
@listed("reviews:vote")
def vote(request, listing, _stamp, pk):
    text = published(listing, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    refusal = settle_vote(request, text.review) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return redirect(request.path)
    context = page_of(request, listing, text) | {
        "voted": text.review.votes.filter(voter=request.user).exists(),
        "refusal": refusal,
    }
    return render(request, "reviews/vote.html", context, status=409 if refusal else 200)


def settle_vote(request, review) -> str:
    """Does what the button says; why not, where it was refused. Each button may be pressed twice."""
    try:
        if request.POST.get("helpful") == "yes":
            review.vote(by=request.user, network=address_of(request))
            messages.success(request, _("Thank you. Your vote is counted."))
        elif request.POST.get("helpful") == "no":
            review.take_vote_back(by=request.user)
            messages.success(request, _("Your vote is taken back."))
        else:
            raise BadRequest("no button of the form")
    except Refused as refusal:
        return str(refusal)
    return ""


@never_cache
@require_page_or_post
@listed("reviews:complaint_new")
def complaint_new(request, listing, _stamp, pk):
    text = published(listing, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    known = text.review.complaints.filter(by=request.user, settled_at=None).exists()
    if known and request.method == "POST":
        messages.info(request, _("You have reported this review already. A person will look at it."))
        return redirect(request.path)
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and complained(request, text.review, form):
        messages.success(request, _("Thank you. A moderator will read this review again."))
        return redirect(request.path)
    context = page_of(request, listing, text) | {
        "form": form,
        "complained": known,
    }
    return render(request, "reviews/complaint_new.html", context)


def complained(request, review, form) -> bool:
    """Whether the complaint is in; where it was refused, the form says why."""
    try:
        review.complain(by=request.user, network=address_of(request), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def published(listing, pk) -> ReviewText:
    """The published text of a review of this listing, in one query; Http404 for anything else."""
    text = ReviewText.objects.of_listing(listing).filter(review=pk).first()
    if text is None:
        raise Http404
    return text


def page_of(request, listing, text) -> dict:
    return about(listing) | {
        "text": text,
        "own": text.review.author_id == request.user.pk,
        "back_url": ReviewSearch(listing).url_of(text),
    }
