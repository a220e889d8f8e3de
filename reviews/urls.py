from django.urls import path

from reviews.views import customer, public

app_name = "reviews"
urlpatterns = [
    path("products/<slug:slug>/reviews/", public.review_list, name="review_list"),
    path("products/<slug:slug>/reviews/new/", customer.review_new, name="review_new"),
    path("account/reviews/", customer.my_reviews, name="my_reviews"),
    path("account/reviews/<int:pk>/withdrawal/", customer.review_withdrawal, name="review_withdrawal"),
]
