from django.urls import path

from accounts import security_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("name/", views.name, name="name"),
    path("leave/", views.leave, name="leave"),
    path("signup/again/", security_views.signup_again, name="signup_again"),
    path("devices/", security_views.devices, name="devices"),
    path("second-step/app/picture.svg", security_views.app_picture, name="app_picture"),
]
