"""How often something is tried in a while (T55): fixed windows, one statement, any process.

Kept in the database, because each process would count alone. The key is hashed: who tried from
where cannot be read from the table.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection

from yizhan.accounts import seals

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
SWEPT = 4  # ended windows that each count takes away, so that the table does not grow
COUNT = (
    "with swept as (delete from accounts_attempt where key in (select key from accounts_attempt"
    " where ends <= %(at)s and key <> %(key)s limit %(swept)s for update skip locked))"
    " insert into accounts_attempt as held (key, ends, count) values (%(key)s, %(ends)s, 1)"
    " on conflict (key) do update set ends = excluded.ends, count ="
    " case when held.ends = excluded.ends then held.count + 1 else 1 end returning count"
)
FORGIVE = "update accounts_attempt set count = count - 1 where key = %s and ends = %s and count > 0"


def check(name: str, key: str, *, limit: int, window: timedelta, at: datetime) -> bool:
    """Return whether this try is within the limit; it is counted either way.

    ``name`` is what is tried, ``key`` by whom or from where. At most ``limit`` tries pass in each
    window; windows follow each other on the clock. Call it outside a transaction that may be
    rolled back, or the try is forgotten.
    """
    said: dict[str, str | int | datetime] = {
        "key": _hashed(name, key),
        "ends": _ends(window, at),
        "at": at,
        "swept": SWEPT,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, said)
        row = cursor.fetchone()
    return bool(row[0] <= limit)


def forgive(name: str, key: str, *, window: timedelta, at: datetime) -> None:
    """Take back a try that was counted in this window: it succeeded, so nobody guessed."""
    with connection.cursor() as cursor:
        cursor.execute(FORGIVE, (_hashed(name, key), _ends(window, at)))


def _hashed(name: str, key: str) -> str:
    """Return under what a try is counted."""
    return seals.index(f"{name}\n{key}")


def _ends(window: timedelta, at: datetime) -> datetime:
    """Return the end of the window that a moment lies in."""
    return EPOCH + ((at - EPOCH) // window + 1) * window
