"""``change_divisions``: load a list of division changes, or recode one place; all follow (L5)."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yizhan.items import carrying
from yizhan.places import changes
from yizhan.places import map as maps


class Command(BaseCommand):
    """Writes the change, then moves authorities and items; doing it again changes nothing."""

    help = "录入区划变更，并把部门、岗位、窗口、事项和在办件转到新代码。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a list with its two days, or an old and a new code."""
        parser.add_argument("--list", type=Path, help="变更清单（CSV）")
        parser.add_argument("--before", type=date.fromisoformat, default=date(2020, 6, 30))
        parser.add_argument("--on", type=date.fromisoformat, default=date(2023, 6, 30))
        parser.add_argument("--recode", nargs=2, metavar=("旧代码", "新代码"))
        parser.add_argument("--name", default="")
        parser.add_argument("--kind", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it and say what moved and what has to be done by hand."""
        if options["list"]:
            rows = changes.read(options["list"])
            found = changes.load(rows, since=options["before"], on=options["on"])
            self.stdout.write(
                f"停用代码{found.ended}个，其中{found.inherited}个有承接代码，更名{found.renamed}个"
            )
        if options["recode"]:
            old, new = options["recode"]
            named = {"name": options["name"], "kind": options["kind"]}
            n = maps.recode(old, new, on=options["on"], **named)
            self.stdout.write(f"改码{n}个区划")
        carried, items = carrying.carry(on=timezone.localdate())
        self.stdout.write(f"转移部门{len(carried.moved)}个、事项{items}个")
        for _, why in carried.stuck:
            self.stderr.write(why)
