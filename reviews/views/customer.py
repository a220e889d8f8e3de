"""What a customer sees of their own in the account, and takes back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews import my_data as kept
from reviews import retention
from reviews.models import ReviewText

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
    review = get_object_or_404(request.user.reviews.with_product_names(), pk=pk)
    if request.method == "POST":
        review.withdraw(by=request.user)
        messages.success(request, _("Your review is deleted."))
        return redirect("reviews:my_reviews")
    return render(request, "reviews/review_withdrawal.html", {"review": review})


@never_cache
@require_safe
@login_required
def my_votes(request):
    return render(request, "reviews/my_votes.html", {"votes": kept.votes(request.user)})


@never_cache
@require_POST
@login_required
def vote_withdrawal(request, pk):
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
