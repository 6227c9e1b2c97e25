"""The app's name."""

from django.apps import AppConfig


class Config(AppConfig):
    """Says where the app lives."""

    name = "yizhan.village"
    label = "village"
