"""``manage.py load_demo``: the people of a demo, their posts and what they log in with."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yizhan.places import demo


class Command(BaseCommand):
    """Enters demo people; running it again adds only what is missing."""

    help = "录入示例人员"

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter them and say where the passwords are kept."""
        if not settings.DEMO:
            raise CommandError("本安装不是演示（YIZHAN_DEMO=0），不录入示例人员")
        book = demo.Book(Path(settings.VAR_DIR) / "demo.json")
        cast = demo.read(Path(settings.BASE_DIR) / "data")
        demo.load(cast, book, at=timezone.localtime(), say=self._say)
        self.stdout.write(f"登录名和密码见 {book.path}")

    def _say(self, line: str) -> None:
        """Print how far it is."""
        self.stdout.write(line)
        self.stdout.flush()
