"""What each database role may do: the owner makes the tables, the application uses them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import sql

from yizhan.config.database import APP_ROLE, OWNER_ROLE, make_roles

APPEND_ONLY = (
    "accounts_look",
    "cases_entry",
    "exchange_enquiry",
    "exchange_rejected",
    "papers_certificateevent",
    "papers_sealuse",
    "places_swap",
)
"""Tables whose rows the application may add and read, but never change or delete."""

ONCE_WRITTEN = {"papers_paper": ("rendered_at", "file_digest", "status")}
"""Tables whose rows are never deleted, and of which only these columns may change."""

READ_ONLY = ("django_migrations",)
"""Tables that only the owner writes."""

_OWNER, _APP = sql.Identifier(OWNER_ROLE), sql.Identifier(APP_ROLE)


@contextmanager
def owning() -> Iterator[None]:
    """Run the block as the owner of the tables, whichever role the connection began with.

    Raises a database error when the login may neither make the roles nor take on the owner's.
    """
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("set role none")
        make_roles(connection.connection)
        cursor.execute("select has_schema_privilege(%s, 'public', 'create')", [OWNER_ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(sql.SQL("grant create, usage on schema public to {}").format(_OWNER))
        cursor.execute(sql.SQL("set role {}").format(_OWNER))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset role")


def apply() -> None:
    """Give the application's role its rights on every table there is; to be run as the owner.

    Applying again changes nothing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (
            "grant usage on schema public to {}",
            "grant select, insert, update, delete on all tables in schema public to {}",
            "grant usage, select on all sequences in schema public to {}",
        ):
            cursor.execute(sql.SQL(statement).format(_APP))
        present = set(connection.introspection.table_names(cursor))
        for table in present.intersection(APPEND_ONLY):
            _take("update, delete, truncate", table)
        for table in present.intersection(ONCE_WRITTEN):
            _take("update, delete, truncate", table)
            _give_update(table, ONCE_WRITTEN[table])
        for table in present.intersection(READ_ONLY):
            _take("insert, update, delete, truncate", table)


def _take(rights: str, table: str) -> None:
    """Take rights on a table from the application's role."""
    statement = sql.SQL("revoke {} on {} from {}, public")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(sql.SQL(rights), sql.Identifier(table), _APP))


def _give_update(table: str, columns: tuple[str, ...]) -> None:
    """Let the application's role change some columns of a table."""
    statement = sql.SQL("grant update ({}) on {} to {}")
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        cursor.execute(statement.format(names, sql.Identifier(table), _APP))
