"""What a customer sees of their own in the account, and takes back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews import my_data as kept
from reviews import retention
from reviews.models import Decision, Review, ReviewText, Vote

require_page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@login_required
def my_reviews(request):
    texts = Prefetch("texts", ReviewText.objects.select_related("condition", "original"))
    reviews = request.user.reviews.with_product_names().prefetch_related(texts)
    return render(request, "reviews/my_reviews.html", {"reviews": reviews.select_related("reply")})


@never_cache
@require_page_or_post
@login_required
def review_withdrawal(request, pk):
    review = request.user.reviews.with_product_names().filter(pk=pk).first()
    if review is None:
        return already_deleted(request, pk)
    if request.method == "POST":
        review.withdraw(by=request.user)
        messages.success(request, _("Your review is deleted."))
        return redirect("reviews:my_reviews")
    return render(request, "reviews/review_withdrawal.html", {"review": review})


def already_deleted(request, pk):
    """A second click, or a step back: whose it was nobody knows any more. Http404 for what is another's, or none."""
    was_deleted = Decision.objects.filter(review_number=pk, act=Decision.Act.DELETED).exists()
    if not was_deleted or Review.objects.filter(pk=pk).exists():
        raise Http404
    messages.info(request, _("This review is deleted already."))
    return redirect("reviews:my_reviews")


@never_cache
@require_safe
@login_required
def my_votes(request):
    return render(request, "reviews/my_votes.html", {"votes": kept.votes(request.user)})


@never_cache
@require_POST
@login_required
def vote_withdrawal(request, pk):
    if not Vote.objects.filter(pk=pk).exists():  # pressed twice
        messages.info(request, _("This vote is taken back already."))
        return redirect("reviews:my_votes")
    vote = get_object_or_404(request.user.review_votes.select_related("review"), pk=pk)
    vote.review.take_vote_back(by=request.user)
    messages.success(request, _("Your vote is taken back."))
    return redirect("reviews:my_votes")


@never_cache
@require_safe
@login_required
def my_data(request):
    return render(request, "reviews/my_data.html", {"times": retention.in_words()})


@never_cache
@require_safe
@login_required
def my_data_file(request):
    answer = JsonResponse(kept.everything(request.user), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="my-data-{timezone.now():%Y-%m-%d}.json"'
    return answer
