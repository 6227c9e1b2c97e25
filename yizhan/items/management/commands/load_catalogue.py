"""``load_catalogue``: publish the shipped services of the demo county."""

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from yizhan.items.catalogue import Desk, Outcome, load

WORDS = {"new": "已发布", "changed": "已发布新版本", "same": "没有变化", "wrong": "有错误"}
ANALYZE = "analyze items_item, items_version, items_name, items_entry"
"""A role that does not own the tables is warned and goes on."""


class Command(BaseCommand):
    """Publishes each file as version 1; files that are published already are left alone."""

    help = "发布随附的事项目录（data/catalogue/*.json）；可重复执行。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the folder, the county, the two people and the first day."""
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "data/catalogue")
        parser.add_argument("--county", default="520123", help="演示县的区划代码")
        parser.add_argument("--drafter", type=int, help="编制人的用户编号")
        parser.add_argument("--approver", type=int, help="审核人的用户编号")
        parser.add_argument("--since", type=date.fromisoformat, help="生效日期，默认本年1月1日")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the files one by one and say what became of each; exit 1 when any is wrong."""
        counts: Counter[str] = Counter()
        for outcome in load(options["folder"], self._desk(options)):
            counts[outcome.done] += 1
            self._say(outcome)
        with connection.cursor() as cursor:
            cursor.execute(ANALYZE)
        self.stdout.write(
            "，".join(f"{WORDS[done]} {counts[done]} 项" for done in WORDS if counts[done])
            or "没有事项文件"
        )
        if counts["wrong"]:
            raise CommandError(f"{counts['wrong']} 个文件有错误，未发布", returncode=1)

    def _desk(self, options: dict[str, Any]) -> Desk:
        """Return who publishes; raises CommandError when there are no two people."""
        given = [options["drafter"], options["approver"]]
        staff = get_user_model().objects.filter(is_staff_member=True).order_by("id")
        spare = [one for one in staff.values_list("id", flat=True)[:4] if one not in given]
        drafter, approver = (one or (spare.pop(0) if spare else 0) for one in given)
        if not drafter or not approver or drafter == approver:
            raise CommandError("须有两名不同的工作人员：请用 --drafter 和 --approver 指定")
        now = timezone.localtime()
        return Desk(
            drafter=drafter,
            approver=approver,
            at=now,
            since=options["since"] or date(now.year, 1, 1),
            county=options["county"],
        )

    def _say(self, outcome: Outcome) -> None:
        """Print one line a file, and one a fault."""
        out = self.stderr if outcome.faults else self.stdout
        out.write(f"{outcome.path.name}  {outcome.name}  {WORDS[outcome.done]}")
        for fault in outcome.faults:
            out.write(f"    {fault}")
