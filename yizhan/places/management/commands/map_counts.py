"""``manage.py map_counts``: how many divisions each level has."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from yizhan.places import queries


class Command(BaseCommand):
    """Prints the counts per level and their sum."""

    help = "按层级统计区划"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day that is asked for."""
        parser.add_argument("--on", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per level."""
        found = queries.counts(options["on"] or timezone.localdate())
        for level, n in found.items():
            self.stdout.write(f"{level.value} {level.label}\t{n}")
        self.stdout.write(f"合计\t{sum(found.values())}")
