from django.urls import path

from reviews.views import customer, public, writing

app_name = "reviews"
urlpatterns = [
    path("products/<slug:slug>/reviews/", public.review_list, name="review_list"),
    path("products/<slug:slug>/reviews/new/", writing.review_new, name="review_new"),
    path("reviews/invitations/<str:token>/", writing.invitation, name="invitation"),
    path("account/reviews/", customer.my_reviews, name="my_reviews"),
    path("account/reviews/<int:pk>/withdrawal/", customer.review_withdrawal, name="review_withdrawal"),
    path("account/votes/", customer.my_votes, name="my_votes"),
    path("account/votes/<int:pk>/withdrawal/", customer.vote_withdrawal, name="vote_withdrawal"),
    path("account/data/", customer.my_data, name="my_data"),
    path("account/data/file/", customer.my_data_file, name="my_data_file"),
]
