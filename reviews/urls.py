from django.urls import path

from reviews.views import customer, opinions, public, questions, writing

app_name = "reviews"
urlpatterns = [
    path("products/<slug:slug>/reviews/", public.review_list, name="review_list"),
    path("products/<slug:slug>/reviews/new/", writing.review_new, name="review_new"),
    path("products/<slug:slug>/reviews/<number:pk>/votes/", opinions.vote, name="vote"),
    path("products/<slug:slug>/reviews/<number:pk>/complaints/new/", opinions.complaint_new, name="complaint_new"),
    path("reviews/policy/", public.policy, name="policy"),
    path("reviews/invitations/<str:token>/", writing.invitation, name="invitation"),
    path("account/reviews/", customer.my_reviews, name="my_reviews"),
    path("account/reviews/<number:pk>/withdrawal/", customer.review_withdrawal, name="review_withdrawal"),
    path("account/votes/", customer.my_votes, name="my_votes"),
    path("account/votes/<number:pk>/withdrawal/", customer.vote_withdrawal, name="vote_withdrawal"),
    path("account/data/", customer.my_data, name="my_data"),
    path("account/data/file/", customer.my_data_file, name="my_data_file"),
    path("account/questions/", questions.question_list, name="question_list"),
    path("account/questions/<number:pk>/", questions.question, name="question"),
]
