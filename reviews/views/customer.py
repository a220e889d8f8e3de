"""What a customer does with their own reviews: write, see what became of them, take back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.refusals import Refused
from catalog.views.addresses import listed
from pharmacy import markets
from reviews.forms import ReviewForm
from reviews.models import Review, ReviewText

require_page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_page_or_post
@listed("reviews:review_new")
def review_new(request, listing, _stamp):
    if not listing.shows_reviews:
        return render(request, "reviews/not_shown.html", {"listing": listing}, status=403)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    earlier = ReviewText.objects.filter(review__author=request.user, review__product=listing.product_id).first()
    form = ReviewForm.about(earlier, data=request.POST if request.method == "POST" else None)
    if form.is_valid() and posted(form, by=request.user, listing=listing):
        messages.success(request, _("Thank you. A person will read your review before anybody else sees it."))
        return redirect("reviews:my_reviews")
    context = {
        "listing": listing,
        "market": markets.MARKETS[listing.market],
        "form": form,
        "earlier": earlier,
        "shown": earlier and earlier.review.shown,
    }
    return render(request, "reviews/review_new.html", context)


def posted(form, *, by, listing) -> bool:
    """Whether the review waits now; where it was refused, the form says why."""
    try:
        Review.post(by=by, listing=listing, consent=form.consent_wording, **form.review())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@never_cache
@require_safe
@login_required
def my_reviews(request):
    reviews = request.user.reviews.with_product_names().prefetch_related("texts")
    return render(request, "reviews/my_reviews.html", {"reviews": reviews})


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
