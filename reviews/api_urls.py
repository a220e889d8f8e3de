"""Reviews for programs, below /api/v1/."""

from django.urls import path

from reviews.api import account, invitations, opinions, reviews

urlpatterns = [
    path("products/<slug:slug>/reviews/", reviews.Reviews.as_view(), name="reviews"),
    path("reviews/<number:pk>/", reviews.ReviewDetail.as_view(), name="review"),
    path("reviews/<number:pk>/votes/", opinions.Votes.as_view(), name="votes"),
    path("reviews/<number:pk>/reports/", opinions.Reports.as_view(), name="reports"),
    path("invitations/", invitations.Invitations.as_view(), name="invitations"),
    path("account/", account.Account.as_view(), name="account"),
    path("account/reviews/", account.AccountReviews.as_view(), name="account_reviews"),
]
