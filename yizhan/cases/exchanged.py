"""Cases for the national exchange (办件交换): what changed in a span of time, by page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from yizhan.cases.queries import Page, view
from yizhan.cases.stored import SELECT, from_row

CHANGED = f"""SELECT {SELECT} FROM cases_case c
    WHERE c.division = %s AND (%s::bigint IS NULL OR c.authority_id = %s) AND c.id > %s
    AND EXISTS (SELECT FROM cases_entry e WHERE e.division = c.division AND e.case_id = c.id
        AND e.at >= %s AND e.at < %s)
    ORDER BY c.id LIMIT %s"""  # noqa: S608 - constants only
DIVISIONS = "SELECT DISTINCT division FROM cases_case ORDER BY division"


@dataclass(frozen=True, kw_only=True)
class Span:
    """Whose cases, and from when until when something was done to them."""

    division: int
    since: datetime
    until: datetime
    authority_id: int | None = None  # None: of the whole division


def changed(span: Span, at: datetime, *, after: UUID | None = None, limit: int = 100) -> Page:
    """Return a page of the cases that changed in a span, as they stand, by id; ``after`` the last.

    Whoever calls has checked that the span is theirs to see.
    """
    office = span.authority_id
    values = [span.division, office, office, after or UUID(int=0), span.since, span.until]
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [*values, limit + 1])
        rows = [from_row(row) for row in cursor.fetchall()]
    mark = str(rows[limit - 1].id) if len(rows) > limit else ""
    return Page(rows=[view(row, at) for row in rows[:limit]], after=mark)


def divisions() -> list[int]:
    """Return the divisions that have cases."""
    with connection.cursor() as cursor:
        cursor.execute(DIVISIONS)
        return [int(division) for (division,) in cursor.fetchall()]
