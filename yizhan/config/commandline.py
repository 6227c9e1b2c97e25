"""The command line: a few commands of our own; any other word is a management command."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from yizhan.config.database import APP_ROLE, OWNER_ROLE

INTERACTIVE_MS = "2000"
OWNERS = frozenset({"flush", "grant", "makemigrations", "migrate", "sqlmigrate"})


class Command(NamedTuple):
    """One command: ``module:function``, what it does in a line, and whether it needs the apps."""

    target: str
    says: str
    statement_ms: str = "0"
    apps: bool = True


COMMANDS = {
    "up": Command("yizhan.config.up:up", "准备数据库和数据，启动网站和后台任务", apps=False),
    "serve": Command("yizhan.config.up:serve", "只启动网站", INTERACTIVE_MS),
    "work": Command("yizhan.config.up:work", "只运行后台任务"),
    "code": Command("yizhan.config.welcome:code", "显示示例人员此刻的动态码"),
    "token": Command(
        "yizhan.config.first_token:main", "签发接口令牌：yizhan token 登录名 --scopes …"
    ),
    "replay": Command("yizhan.replay.command:main", "推演办件脚本：yizhan replay FILE…"),
    "verify": Command(
        "yizhan.papers.command:verify", "凭公钥核验文书：yizhan verify public.pem 文件或二维码文字"
    ),
    "exchange": Command("yizhan.exchange.command:main", "导出、导入国家数据交换表"),
    "divisions": Command("yizhan.adjustments.command:main", "预演、施行区划调整"),
    "audit": Command("yizhan.cases.audit:main", "核对办件日志是否完整"),
    "bench": Command("yizhan.bench.command:main", "测量每秒办件数，与裸底比较"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command named first; return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words else "help"
    if name == "help" and not words[1:]:
        return _help()
    command = COMMANDS.get(name)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizhan.config.settings")
    os.environ.setdefault("YIZHAN_DB_ROLE", OWNER_ROLE if name in OWNERS else APP_ROLE)
    if command is None:
        return _manage(words)
    os.environ.setdefault("YIZHAN_STATEMENT_MS", command.statement_ms)
    return _function(command)(words[1:])


def _help() -> int:
    """Show the commands."""
    lines = [f"  {name:<8} {command.says}" for name, command in COMMANDS.items()]
    print("yizhan 一站\n\n", "\n".join(lines), "\n\n  其余为 Django 管理命令，如 migrate、check。")
    return 0


def _manage(words: list[str]) -> int:
    """Run a management command of Django or of an app."""
    import_module("django.core.management").execute_from_command_line(["yizhan", *words])
    return 0


def _function(command: Command) -> Callable[[list[str]], int]:
    """Return the function of a command; the apps are loaded before its module where it asks."""
    if command.apps:
        import_module("django").setup()
    module, _, name = command.target.partition(":")
    function: Callable[[list[str]], int] = getattr(import_module(module), name)
    return function
