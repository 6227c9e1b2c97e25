"""``grant``: give the application's role its rights on every table."""

from typing import Any

from django.core.management.base import BaseCommand

from yizhan.config import grants


class Command(BaseCommand):
    """Renew the rights of the application's role; applying again changes nothing."""

    help = "授予应用角色数据表权限（日志表只可新增、查看）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the grants as the owner."""
        with grants.owning():
            grants.apply()
        self.stdout.write("已授权。")
