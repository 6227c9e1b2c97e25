"""``form_weight``: fields that the hall fills in and fields that are typed, item by item (P-12)."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yizhan.items.weights import shipped, weights
from yizhan.law.words import Applicant


class Command(BaseCommand):
    """Prints every form of a catalogue, the heaviest first, and how many keep the goal."""

    help = "逐个事项列出表单预填和手填的项数（自然人：预填不少于一半，手填不超过8项），最重的在前。"
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the folder of the catalogue, and for whom."""
        folder = settings.BASE_DIR / "data/catalogue"
        parser.add_argument("--folder", type=Path, default=folder, help="事项库文件夹")
        parser.add_argument("--legal", action="store_true", help="按法人计算（手填不超过15项）")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the table; exit 1 when a form is too heavy."""
        audience = Applicant.LEGAL if options["legal"] else Applicant.NATURAL
        found = weights(shipped(options["folder"]), audience)
        for one in found:
            self.stdout.write(str(one))
        good = sum(one.holds for one in found)
        self.stdout.write(f"{audience.label}：{len(found)} 个事项，{good} 个达标")
        if found:
            self.stdout.write(f"手填最多：{max(found, key=lambda one: one.form.typed)}")
            self.stdout.write(f"预填最少：{min(found, key=lambda one: one.form.share)}")
        if good < len(found):
            raise CommandError(f"{len(found) - good} 个事项不达标", returncode=1)
