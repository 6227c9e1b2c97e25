"""``manage.py load_authorities``: the authorities of data/authorities.csv into the database."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from yizhan.law.words import Level
from yizhan.places import services
from yizhan.places.queries import AuthorityView

FILE = "data/authorities.csv"


def read(path: Path) -> Iterator[AuthorityView]:
    """Yield the authorities of a file; the ids are not known yet (0)."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            values: dict[str, Any] = dict(row)
            values["level"] = Level(row["level"])
            values["is_centre"] = row["is_centre"] == "1"
            yield AuthorityView(id=0, **values)


class Command(BaseCommand):
    """Loads authorities; loading them again overwrites what the file says."""

    help = "录入实施机关"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another file."""
        parser.add_argument("--file", type=Path, default=Path(settings.BASE_DIR) / FILE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many."""
        n = services.save_authorities(read(options["file"]))
        self.stdout.write(f"部门{n}个")
