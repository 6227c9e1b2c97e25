"""Statements that every request runs: bound and planned by the server once a connection.

Django's own cursors bind in the client, so the server plans a statement anew each time; for the
large ones of the ledger planning costs more than running. The database settings let cursors that
bind in the server, and these alone are such, prepare a statement at its first run.
"""

from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.abc import Params


def rows(statement: str, values: Params) -> list[tuple[Any, ...]]:
    """Return the rows of a statement of constant text; its values are bound by place or name."""
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    database.validate_thread_sharing()
    raw: Any = psycopg.Cursor(database.connection)  # Django wraps any cursor of the driver
    wrap = database.make_debug_cursor if database.queries_logged else database.make_cursor
    with wrap(raw) as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def row(statement: str, values: Params) -> tuple[Any, ...] | None:
    """Return the first row of a statement, None where it has none."""
    return next(iter(rows(statement, values)), None)
