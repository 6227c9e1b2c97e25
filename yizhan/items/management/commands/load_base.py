"""``load_base``: the basic catalogue (基本目录) from JSON or a workbook."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yizhan.items import bases
from yizhan.items.mistakes import BadImport


class Command(BaseCommand):
    """Makes the file the basic catalogue; loading it again changes nothing."""

    help = "录入基本目录（JSON 或 xlsx）；可重复执行。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take another file."""
        shipped = settings.BASE_DIR / "data/base/catalogue.json"
        parser.add_argument("file", type=Path, nargs="?", default=shipped)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load and say how many; exit 1 with every mistake."""
        data = options["file"].read_bytes()
        try:
            rows = bases.from_xlsx(data) if data[:2] == b"PK" else bases.from_json(data)
        except BadImport as error:
            for one in error.mistakes:
                self.stderr.write(f"{one.sheet} {one.row} {one.column}：{one.message}")
            raise CommandError(error.message, returncode=1) from error
        n = bases.replace(rows, on=timezone.localdate())
        self.stdout.write(f"基本目录{n}项")
