"""The addresses of the interface alone, for the short way."""

from django.urls import path

from yizhan.api.urls import api

urlpatterns = [path("api/v1/", api.urls)]
