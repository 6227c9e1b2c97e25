"""``manage.py load_map``: the divisions of Guizhou from data/map into the database."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from yizhan.law.refusals import Conflict
from yizhan.places import map as maps

FILE = "data/map/guizhou.csv.gz"
AS_OF = "2023-06-30"  # the day of the bureau's list


class Command(BaseCommand):
    """Loads a map; loading it again, or under a later one, changes nothing."""

    help = "录入贵州省区划"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another file and its day."""
        parser.add_argument("--file", type=Path, default=Path(settings.BASE_DIR) / FILE)
        parser.add_argument("--as-of", type=date.fromisoformat, default=AS_OF)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what changed."""
        self.stdout.write("正在录入区划……", ending="")
        self.stdout.flush()
        try:
            loaded = maps.load(options["file"], as_of=options["as_of"])
        except Conflict as later:
            self.stdout.write(f"{later.message}，保持不变")
            return
        self.stdout.write(f"新增{loaded.opened}条，停用{loaded.closed}条")
