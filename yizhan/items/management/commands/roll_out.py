"""``roll_out``: a shipped service to every division of its level below one; prints the time."""

import argparse
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yizhan.items import rollouts
from yizhan.items.catalogue import Shipped


class Command(BaseCommand):
    """Rolls a standard item out, drafted and approved by two people; again changes nothing."""

    help = "把标准事项推行到下级全部区划，并显示用时。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the service, where to, and from which day."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--within", default="520000000000", help="推行范围的区划代码")
        parser.add_argument("--since", type=date.fromisoformat, default=None)
        parser.add_argument("--lot", type=int, default=rollouts.LOT)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Roll out lot by lot; say how far, how long, and what was left out; exit 1 if any was."""
        staff = get_user_model().objects.filter(is_staff_member=True).order_by("id")
        people = list(staff.values_list("id", flat=True)[:2])
        if len(people) < len(("编制", "审核")):
            raise CommandError("须有两名不同的工作人员")
        at = timezone.localtime()
        content = msgspec.json.decode(options["file"].read_bytes(), type=Shipped).content
        began = perf_counter()
        since = options["since"] or at.date()
        made = rollouts.propose(
            content, options["within"], by=people[0], at=at, effective_from=since
        )
        rollouts.approve(made.id, by=people[1], at=at)
        while rollouts.advance(at, lot=options["lot"], rollout_id=made.id):
            self._say(rollouts.progress(made.id))
        done = rollouts.progress(made.id)
        spent = perf_counter() - began
        self.stdout.write(
            f"{done.name}：共{done.total}处，新发布{done.made}，已有{done.kept}，"
            f"未完成{done.failed}，用时{spent:.1f}秒"
        )
        for code, reason in rollouts.shortfalls(made.id):
            self.stderr.write(f"{code} {reason}")
        if done.failed:
            raise CommandError(f"{done.failed}处未完成", returncode=1)

    def _say(self, progress: rollouts.Progress) -> None:
        """Print how far it is."""
        self.stdout.write(f"{progress.done}/{progress.total}")
        self.stdout.flush()
