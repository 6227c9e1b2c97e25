"""Addresses of logging in and registering."""

from django.urls import path

from yizhan.accounts import login, outside

app_name = "accounts"
urlpatterns = [
    path("login/", login.login, name="login"),
    path("staff/", login.staff_login, name="staff_login"),
    path("staff/code/", login.totp, name="totp"),
    path("logout/", login.logout, name="logout"),
    path("register/", login.register, name="register"),
    path("verify/", login.verify, name="verify"),
    path("password/", login.password, name="password"),
    path("outside/", outside.start, name="outside"),
    path("outside/back/", outside.back, name="outside_back"),
    path("stay/", login.stay, name="stay"),
]
