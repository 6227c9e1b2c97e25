"""Statements that every request runs: bound and planned by the server once a connection.

Django's own cursors bind in the client, so the server plans a statement anew each time; for the
large ones of the ledger planning costs more than running.
"""

from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.abc import Params


class Prepared(psycopg.Cursor[tuple[Any, ...]]):
    """A cursor whose statements are prepared at their first run on a connection."""

    def execute(
        self,
        query: Any,
        params: Params | None = None,
        *,
        prepare: bool | None = True,
        binary: bool | None = None,
    ) -> "Prepared":
        """Return the cursor after the statement has run; other cursors stay unprepared."""
        self.connection.prepare_threshold = 0
        try:
            super().execute(query, params, prepare=prepare, binary=binary)
        finally:
            self.connection.prepare_threshold = None
        return self


def cursor() -> CursorWrapper:
    """Return a cursor for a statement of constant text; close it, or use it in ``with``."""
    connection.ensure_connection()
    connection.validate_thread_sharing()
    raw: Any = Prepared(connection.connection)  # Django wraps any cursor of the driver
    if connection.queries_logged:
        return connection.make_debug_cursor(raw)
    return connection.make_cursor(raw)
