"""``search_quality``: how often the right service is among the first three (P-03)."""

import argparse
import csv
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yizhan.items import queries
from yizhan.places.queries import ancestors

FIRST = 3
GOAL = 0.9
SLOWEST = 0.95


class Command(BaseCommand):
    """Asks every question of the golden set and prints the share answered in the first three."""

    missed = 0
    help = "用口语问题集检验搜索：正确事项排在前三的比例（目标不低于90%）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the set of questions, and where the person is."""
        golden = settings.BASE_DIR / "tests/items/golden.csv"
        parser.add_argument("--golden", type=Path, default=golden)
        parser.add_argument("--at", default="520123000000", help="所在区划代码")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what was missed, the share and the time; exit 1 below the goal."""
        with options["golden"].open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        line = [options["at"], *ancestors(options["at"])]
        times = sorted(self._ask(row, line) for row in rows)
        right = len(rows) - self.missed
        slow = times[int(len(times) * SLOWEST)] * 1000
        self.stdout.write(
            f"{len(rows)}问，{right}问的事项在前三（{right / len(rows):.1%}），P95 {slow:.1f} 毫秒"
        )
        if right < GOAL * len(rows):
            raise CommandError(f"低于目标{GOAL:.0%}", returncode=1)

    def _ask(self, row: dict[str, str], line: list[str]) -> float:
        """Return the seconds that a question took; a miss is printed and counted."""
        start = perf_counter()
        hits = queries.search(row["query"], line, on=timezone.localdate(), limit=FIRST)
        spent = perf_counter() - start
        if row["base_code"] not in {hit.view.content.base_code for hit in hits}:
            self.missed += 1
            found = "、".join(f"{hit.view.name}[{hit.matched}]" for hit in hits)
            self.stdout.write(f"未进前三：{row['query']}（{row['base_code']}）→ {found}")
        return spent
