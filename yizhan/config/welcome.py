"""What is printed when the platform runs: where to look and whom to log in as."""

import base64
import json
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_otp.oath import TOTP

from yizhan.materials import store


def people() -> list[dict[str, Any]]:
    """Return the demo people as ``load_demo`` left them: role, name, login, password, url."""
    path = settings.VAR_DIR / "demo.json"
    if not settings.DEMO or not path.exists():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text())
    return found


def text(address: str) -> str:
    """Return the lines to print for a site that answers at an address."""
    lines = ["", f"一站已启动 Yizhan is running:  {address}/", ""]
    if people():
        lines += ["示例人员 Demo people（登录名 / 密码 login / password）"]
        lines += [_line(one, address) for one in people() if one.get("featured", True)]
    if any(person.get("totp_secret") for person in people()):
        lines += ["", "动态码 One-time code:  .venv/bin/yizhan code 登录名"]
    alarm = store.alarm()
    lines += ["", f"注意 Warning: {alarm}"] if alarm else []
    return "\n".join([*lines, "", "按 Ctrl-C 停止 Press Ctrl-C to stop.", ""])


def _line(person: dict[str, Any], address: str) -> str:
    """Return the line of one person."""
    factor = "  ＋动态码" if person.get("totp_secret") else ""
    where = address + person.get("url", "/")
    return (
        f"  {person['role']} {person['name']}  {person['login']} / {person['password']}"
        f"{factor}  {where}"
    )


def code(words: Sequence[str]) -> int:
    """Print the one-time code of a demo person; return the exit code."""
    secrets = {person["login"]: person.get("totp_secret") for person in people()}
    secret = secrets.get(words[0]) if words else None
    if not secret:
        known = "、".join(login for login, value in secrets.items() if value)
        print(f"没有这个示例人员的动态码。可用登录名：{known or '无'}", file=sys.stderr)
        return 1
    totp = TOTP(base64.b32decode(secret))
    totp.time = timezone.now().timestamp()
    print(f"{totp.token():06}")
    return 0
