"""Addresses of logging in, registering and one's own account."""

from django.urls import path

from yizhan.accounts import login, outside, pages

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
    path("", pages.index, name="index"),
    path("authenticator/", pages.authenticator, name="authenticator"),
    path("organisations/", pages.organisations, name="organisations"),
    path("organisations/new/", pages.new_organisation, name="new_organisation"),
    path("organisations/<uuid:organisation>/new/", pages.authorise, name="authorise"),
    path("organisations/<uuid:organisation>/<uuid:member>/end/", pages.dismiss, name="dismiss"),
    path("mandates/", pages.mandates, name="mandates"),
    path("mandates/new/", pages.new_mandate, name="new_mandate"),
    path("mandates/<uuid:mandate>/end/", pages.revoke_mandate, name="revoke_mandate"),
    path("stay/", login.stay, name="stay"),
]
