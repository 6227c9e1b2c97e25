"""The inboxes (待办) of the desk: by authority and stage, keyset pages, capped counts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from yizhan.cases.actors import Actor
from yizhan.cases.queries import Page, mark_of, view
from yizhan.cases.stored import SELECT, from_row
from yizhan.law.words import Stage
from yizhan.orm import marks
from yizhan.orm.marks import Mark

MOST = 1000
PAGE = 50
FIRST = Mark(datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))  # before every case
TABS: Mapping[str, tuple[str, tuple[Stage, ...]]] = {
    "received": ("待受理", (Stage.RECEIVED,)),
    "correction": ("补正中", (Stage.CORRECTION,)),
    "accepted": ("待审查", (Stage.ACCEPTED,)),
    "review": ("待决定", (Stage.REVIEW,)),
    "special": ("特殊环节", (Stage.SPECIAL,)),
    "decided": ("待送达", (Stage.GRANTED, Stage.REFUSED)),
    "ended": (
        "已办结",
        (
            Stage.DELIVERED,
            Stage.NOT_ACCEPTED,
            Stage.CLOSED,
            Stage.WITHDRAWN,
            Stage.TERMINATED,
            Stage.VOIDED,
        ),
    ),
}


def page(actor: Actor, tab: str, at: datetime, *, after: str = "", limit: int = PAGE) -> Page:
    """Return a page of an authority's cases under a tab, oldest first.

    ``after`` is the mark of the page before. A row whose stage time has moved shows as it stands.
    """
    stages = [stage.value for stage in TABS.get(tab, TABS["received"])[1]]
    since = marks.read(after) or FIRST
    statement = f"""SELECT {SELECT} FROM cases_case c
        WHERE c.division = %s AND c.authority_id = %s AND c.stage = ANY(%s)
        AND (c.received_at, c.id) > (%s, %s)
        ORDER BY c.received_at, c.id LIMIT %s"""  # noqa: S608 - constants only
    values = [int(actor.division[:6]), actor.authority_id, stages, since.at, since.id, limit + 1]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = [from_row(row) for row in cursor.fetchall()]
    more = len(rows) > limit
    shown = rows[:limit]
    mark = str(mark_of(shown[-1])) if more else ""
    return Page(rows=[view(row, at) for row in shown], after=mark)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many cases wait under each tab, counted no further than ``MOST``."""
    statement = """SELECT count(*) FROM (SELECT 1 FROM cases_case c
        WHERE c.division = %s AND c.authority_id = %s AND c.stage = ANY(%s) LIMIT %s) AS found"""
    found = {}
    with connection.cursor() as cursor:
        for tab, (_, stages) in TABS.items():
            codes = [stage.value for stage in stages]
            values = [int(actor.division[:6]), actor.authority_id, codes, MOST]
            cursor.execute(statement, values)
            found[tab] = int(cursor.fetchone()[0])
    return found
