"""Addresses of uploads."""

from django.urls import path

from yizhan.materials import uploads

app_name = "materials"
urlpatterns = [
    path("uploads/", uploads.begin, name="begin"),
    path("uploads/<uuid:upload_id>/", uploads.one, name="upload"),
    path("uploads/<uuid:upload_id>/finish/", uploads.finish, name="finish"),
]
