"""The app's name, and the check that it adds."""

from django.apps import AppConfig
from django.core.checks import register

from yizhan.config import boot


class Config(AppConfig):
    """Says where the app lives."""

    name = "yizhan.config"
    label = "config"

    def ready(self) -> None:
        """Let ``check --deploy`` look at the database too."""
        register(boot.system_check, deploy=True)
