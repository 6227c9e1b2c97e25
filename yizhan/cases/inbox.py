"""The inboxes (待办) of the desk: by authority and stage, keyset pages, capped counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from yizhan.cases.actors import Actor
from yizhan.cases.queries import CaseView, view
from yizhan.cases.stored import SELECT, from_row
from yizhan.law.words import Stage

MOST = 1000
PAGE = 50
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


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of an inbox; ``after`` asks for the next one, empty at the end."""

    rows: list[CaseView]
    after: str


def page(actor: Actor, tab: str, at: datetime, *, after: str = "", limit: int = PAGE) -> Page:
    """Return a page of an authority's cases under a tab, oldest first.

    ``after`` is the mark of the page before. A row whose stage time has moved shows as it stands.
    """
    stages = [stage.value for stage in TABS.get(tab, TABS["received"])[1]]
    since, last = _mark(after)
    statement = f"""SELECT {SELECT} FROM cases_case c
        WHERE c.division = %s AND c.authority_id = %s AND c.stage = ANY(%s)
        AND (c.received_at, c.id) > (%s::timestamptz, %s::uuid)
        ORDER BY c.received_at, c.id LIMIT %s"""  # noqa: S608 - constants only
    values = [int(actor.division[:6]), actor.authority_id, stages, since, last, limit + 1]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = [from_row(row) for row in cursor.fetchall()]
    more = len(rows) > limit
    shown = rows[:limit]
    mark = f"{shown[-1].received_at.isoformat()}_{shown[-1].id}" if more else ""
    return Page(rows=[view(row, at) for row in shown], after=mark)


def _mark(after: str) -> tuple[str, str]:
    """Return the moment and the id that a mark holds; the beginning of time for none."""
    moment, _, last = after.partition("_")
    try:
        return datetime.fromisoformat(moment).isoformat(), str(UUID(last))
    except ValueError:
        return "-infinity", str(UUID(int=0))


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
