"""``reset_totp LOGIN``: a new authenticator secret for staff who lost theirs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yizhan.accounts import authenticators
from yizhan.law.refusals import NotFound


class Command(BaseCommand):
    """Prints the new secret once; hand it over in person."""

    help = "为丢失验证器的工作人员换一个新的动态码密钥（原密钥立即失效）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the login name."""
        parser.add_argument("login", help="工作人员登录名")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the secret and print it."""
        try:
            secret = authenticators.reset(options["login"])
        except NotFound as refusal:
            raise CommandError(f"{refusal.message}：{refusal.remedy}") from None
        self.stdout.write(f"新密钥（只显示这一次，请当面交给本人）：{secret}")
