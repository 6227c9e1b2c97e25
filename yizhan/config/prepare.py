"""Making everything ready: tables, rights, the map, the catalogue, demo people, static files.

Done once for each state of migrations and data; a stamp in the var folder remembers which.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import get_commands
from django.db import connection

LOADS = ("load_map", "load_changes", "load_authorities", "load_demo", "load_catalogue", "load_base")
SOURCES = (
    "data/**/*",
    "yizhan/*/migrations/*.py",
    "yizhan/*/management/commands/*.py",
    "yizhan/*/static/**/*",
)
TITLES = {
    "migrate": "建立数据表",
    "load_map": "载入行政区划",
    "load_changes": "载入区划变更",
    "load_authorities": "载入部门和岗位",
    "load_catalogue": "载入事项目录",
    "load_base": "载入基本目录",
    "load_demo": "载入示例人员",
    "collectstatic": "整理静态文件",
}


class PreparationError(Exception):
    """A step failed; the message names it."""


def everything() -> None:
    """Run the steps that the state of the code and the data asks for.

    Raises PreparationError for the step that failed; the next start begins again with it.
    """
    stamp = settings.VAR_DIR / "prepared.json"
    state = _state()
    if stamp.exists() and json.loads(stamp.read_text()) == state:
        return
    django.setup()
    commands = steps()
    for number, words in enumerate(commands, 1):
        _step(words, f"［{number}/{len(commands)}］{TITLES[words[0]]}")
    stamp.write_text(json.dumps(state))


def steps() -> list[list[str]]:
    """Return the management commands that make everything ready, in their order."""
    loads = [[name] for name in LOADS if settings.DEMO or name != "load_demo"]
    return [
        ["migrate", "--no-input", "--verbosity=0"],
        *(words for words in loads if words[0] in get_commands()),
        ["collectstatic", "--no-input", "--verbosity=0"],
    ]


def clean() -> dict[str, str]:
    """Return the environment without the role that this process took on."""
    ours = {"YIZHAN_DB_ROLE", "YIZHAN_STATEMENT_MS"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def _step(words: list[str], title: str) -> None:
    """Run one command and show how long it has taken."""
    print(f"{title} …", flush=True)
    began = time.monotonic()
    child = subprocess.Popen([sys.executable, "-m", "yizhan", *words], env=clean())
    try:
        while (code := _wait(child)) is None:
            print(f"    … {time.monotonic() - began:.0f} 秒", flush=True)
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
    if code:
        raise PreparationError(f"{title}失败，原因见上。 The step {words[0]} failed, see above.")


def _wait(child: subprocess.Popen[bytes]) -> int | None:
    """Return the exit code, or None when two seconds were not enough."""
    try:
        return child.wait(2)
    except subprocess.TimeoutExpired:
        return None


def _state() -> dict[str, str]:
    """Return which database this is, and a digest of all that is loaded into it."""
    connection.ensure_connection()  # the apps are not loaded yet: the driver itself is asked
    query = "select oid::text from pg_database where datname = current_database()"
    oid = connection.connection.execute(query).fetchone()[0]
    host = connection.settings_dict["HOST"]
    name = connection.settings_dict["NAME"]
    return {
        "database": f"{host}/{name}/{oid}",
        "demo": str(settings.DEMO),
        "sources": digest(settings.BASE_DIR),
        "static": settings.STORAGES["staticfiles"]["BACKEND"],
    }


def digest(root: Path) -> str:
    """Return the digest of every file that the steps read."""
    whole = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern)):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.relative_to(root)} {content}\n".encode())
    return whole.hexdigest()
