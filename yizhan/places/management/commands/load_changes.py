"""``manage.py load_changes``: what the codes of Guizhou meant in earlier years (L5)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from yizhan.places import changes

FILE = "data/map/changes.csv.gz"


class Command(BaseCommand):
    """Writes the history of the codes under the map; doing it again changes nothing."""

    help = "录入2020年以来的区划代码变更"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another list."""
        parser.add_argument("--file", type=Path, default=Path(settings.BASE_DIR) / FILE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was found."""
        found = changes.remember(changes.read(options["file"]))
        self.stdout.write(
            f"停用代码{found.ended}个，其中{found.inherited}个有承接代码，更名{found.renamed}个"
        )
