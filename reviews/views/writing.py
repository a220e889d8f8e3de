"""Writing a review, by oneself or through an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from catalog.refusals import Refused
from catalog.views.addresses import listed
from pharmacy.network import address_of
from reviews import draft
from reviews.forms import ReviewForm
from reviews.models import Invitation, Review, ReviewText
from reviews.views.public import about

LOST = gettext_lazy(
    "This invitation does not work: perhaps a part of its link was lost on the way. Nothing is sent yet. Open the link "
    "again, or send the review without it: then it is not marked as verified."
)
require_page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_page_or_post
@sensitive_post_parameters()
@listed("reviews:review_new")
def review_new(request, listing, _stamp):
    if not listing.shows_reviews:
        return render(request, "reviews/not_shown.html", about(listing), status=403)
    if not request.user.is_authenticated:
        return signed_out(request, listing)
    asked = request.GET.get("invitation", "")
    invitation = Invitation.of_token(asked)
    earlier = ReviewText.objects.filter(review__author=request.user, review__product=listing.product_id).first()
    sent, typed = (request.POST, None) if request.method == "POST" else (None, draft.take(request, listing))
    form = ReviewForm.about(earlier, data=sent, typed=typed, by=request.user, listing=listing)
    if form.is_valid() and (form.is_from_a_robot or posted(form, request, invitation)):
        messages.success(request, _("Thank you. A person will read your review before anybody else sees it."))
        return redirect("reviews:my_reviews")
    context = page_of(form, earlier, typed, invitation)
    if asked and not context["invitation"] and str(LOST) not in form.non_field_errors():
        context["lost"] = LOST  # the form that is shown now goes without it
    return render(request, "reviews/review_new.html", context)


def signed_out(request, listing):
    """To the sign-in page and back; what was typed waits for them here."""
    response = redirect_to_login(request.get_full_path())
    if request.method == "POST":
        draft.keep(request, response, listing)
    return response


def posted(form, request, invitation) -> bool:
    """Whether the review waits now; where it was refused, the form says why.

    Nobody who comes with an invitation is to find out afterwards that it did not count.
    """
    if invitation is None and request.GET.get("invitation"):
        form.add_error(None, LOST)
        return False
    try:
        Review.post(
            by=form.by,
            listing=form.listing,
            consent=form.consent_wording,
            invitation=invitation,
            network=address_of(request),
            **form.review(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def page_of(form, earlier, typed, invitation) -> dict:
    """An invitation that holds no more is left out of the form's address: sent again, the review goes without it."""
    return about(form.listing) | {
        "form": form,
        "earlier": earlier,
        "shown": earlier and earlier.review.shown,
        "was_signed_out": typed is not None,
        "invitation": invitation if invitation and invitation.holds_for(form.listing.product_id, form.by) else None,
    }


@never_cache
@require_safe
@login_required
def invitation(request, token):
    """From a link in the pharmacy's letter to the form of its medicine. Every link that does not work says the same."""
    found = Invitation.of_token(token)
    listing = found and found.listing
    if listing is None or not found.holds_for(listing.product_id, request.user):
        return render(request, "reviews/invitation_over.html", status=404)
    query = QueryDict(mutable=True)
    query["invitation"] = token
    return redirect(f"{reverse('reviews:review_new', args=[listing.slug])}?{query.urlencode()}")
