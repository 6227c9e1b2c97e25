"""What others have a part in (联合与上下级办件): opinions owed, cases from the level below.

Both lists are walked along an index of their own, what is due first before the rest.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from yizhan.cases.actors import Actor
from yizhan.cases.queries import Page, view
from yizhan.cases.stored import SELECT, from_row
from yizhan.law.words import OPEN

PAGE = 50
TABS: Mapping[str, tuple[str, str]] = {
    "opinions": ("部门意见", "c.awaited @> ARRAY[%(office)s]::bigint[]"),
    "below": (
        "下级报送",
        "c.authority_id = %(office)s AND c.division <> %(own)s AND c.stage = ANY(%(open)s)",
    ),
}
DUE = "COALESCE(c.due_on, '9999-12-31'::date)"
FIRST = (date.min, UUID(int=0))


def page(actor: Actor, tab: str, at: datetime, *, after: str = "", limit: int = PAGE) -> Page:
    """Return a page of the cases in which an authority has a part, what is due first.

    ``after`` is the mark of the page before; raises KeyError for a tab that is none.
    """
    since, last = _mark(after)
    statement = f"""SELECT {SELECT}, {DUE} FROM cases_case c WHERE {TABS[tab][1]}
        AND ({DUE}, c.id) > (%(since)s, %(last)s)
        ORDER BY {DUE}, c.id LIMIT %(most)s"""  # noqa: S608 - constants only
    values = {
        "office": actor.authority_id,
        "own": int(actor.division[:6]),
        "open": [stage.value for stage in OPEN],
        "since": since,
        "last": last,
        "most": limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    shown = [from_row(row[:-1]) for row in rows[:limit]]
    mark = f"{rows[limit - 1][-1].isoformat()}_{shown[-1].id}" if len(rows) > limit else ""
    return Page(rows=[view(row, at) for row in shown], after=mark)


def is_mark(after: str) -> bool:
    """Return whether a text is the mark of a page, or none at all."""
    return not after or _mark(after) != FIRST


def _mark(after: str) -> tuple[date, UUID]:
    """Return the day and the id that a mark holds; the first ones for none."""
    day, _, last = after.partition("_")
    try:
        return date.fromisoformat(day), UUID(last)
    except ValueError:
        return FIRST
