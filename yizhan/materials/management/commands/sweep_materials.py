"""``manage.py sweep_materials``: remove expired uploads and files that no row names."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yizhan.materials import tasks


class Command(BaseCommand):
    """Sweeps once, as the worker does by itself."""

    help = "清理过期的上传和没有登记的材料文件"

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and say how many were removed."""
        self.stdout.write(f"已清理 {tasks.sweep(timezone.now())} 个文件。")
