"""``migrate``: as Django's, but as the owner of the tables, with the grants renewed after it."""

from typing import Any

from django.core.management.commands import migrate

from yizhan.config import grants


class Command(migrate.Command):
    """Migrate as the owner, then give the application's role its rights."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the migrations and the grants."""
        with grants.owning():
            super().handle(*args, **options)
            grants.apply()
