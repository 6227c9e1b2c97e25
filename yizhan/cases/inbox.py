"""The inboxes (待办) of the desk: what is due first, keyset pages, capped counts.

One statement walks the index of each authority and stage and merges the few rows that it needs;
a supervisor sees every authority of the division.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from yizhan.cases import claims
from yizhan.cases.actors import Actor
from yizhan.cases.queries import Page, view
from yizhan.cases.stored import SELECT, from_row
from yizhan.law.clocks import local
from yizhan.law.words import Channel, Post, Stage
from yizhan.places import queries as places

MOST = 1000
PAGE = 50
SOON = timedelta(days=3)
TABS: Mapping[str, tuple[str, tuple[Stage, ...]]] = {
    "received": ("待受理", (Stage.RECEIVED, Stage.FORWARDED)),
    "correction": ("补正中", (Stage.CORRECTION,)),
    "accepted": ("待审查", (Stage.ACCEPTED,)),
    "review": ("待决定", (Stage.REVIEW, Stage.FIRST_REVIEW)),
    "special": ("特殊环节", (Stage.SPECIAL,)),
    "joint": ("联合审批", (Stage.JOINT,)),
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
OWN = "SELECT %s::bigint AS id"
EVERY = """SELECT id FROM (WITH RECURSIVE found(id) AS (
    (SELECT authority_id FROM cases_case WHERE division = %s ORDER BY authority_id LIMIT 1)
    UNION ALL SELECT (SELECT authority_id FROM cases_case WHERE division = %s
        AND authority_id > found.id ORDER BY authority_id LIMIT 1) FROM found WHERE id IS NOT NULL
    ) SELECT id FROM found WHERE id IS NOT NULL) AS offices WHERE id <> ALL(%s::bigint[])"""
DUE = "COALESCE(c.due_on, '9999-12-31'::date)"
WALK = f"""SELECT {SELECT}, {DUE} FROM (OFFICES) a CROSS JOIN unnest(%s::text[]) s(code)
    CROSS JOIN unnest(%s::int[]) r(region)
    CROSS JOIN LATERAL (SELECT * FROM cases_case c
        WHERE c.division = r.region AND c.authority_id = a.id
        AND c.stage = s.code AND ({DUE}, c.id) AFTER (%s::date, %s::uuid) SIEVE
        ORDER BY {DUE} WAY, c.id WAY LIMIT %s) c
    ORDER BY {DUE} WAY, c.id WAY LIMIT %s"""  # noqa: S608 - constants only
COUNT = """SELECT s.code, sum(n) FROM (OFFICES) a CROSS JOIN unnest(%s::text[]) s(code)
    CROSS JOIN unnest(%s::int[]) r(region)
    CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT 1 FROM cases_case c
        WHERE c.division = r.region AND c.authority_id = a.id AND c.stage = s.code
        LIMIT %s) AS few) c GROUP BY s.code"""


@dataclass(frozen=True, kw_only=True)
class Sieve:
    """What is left of an inbox (筛选): words, the way in, how urgent, who holds it."""

    words: str = ""
    channel: str = ""
    due: str = ""
    held: str = ""

    def sql(self, actor: Actor, at: datetime) -> tuple[str, list[Any]]:
        """Return the conditions beside the index, with their values."""
        today = local(at).date()
        mine = _claim(actor, at) if self.held == "mine" else []
        wanted: list[tuple[bool, str, list[Any]]] = [
            (bool(self.words), "c.item_name LIKE %s", [f"%{_plain(self.words)}%"]),
            (self.channel in set(Channel), "c.channel = %s", [self.channel]),
            (self.due == "over", "c.due_on < %s", [today]),
            (self.due == "soon", "c.due_on BETWEEN %s AND %s", [today, today + SOON]),
            (bool(mine), "c.claimed_by = %s AND c.claimed_at > %s", mine),
            (
                self.held == "free",
                "(c.claimed_by IS NULL OR c.claimed_at <= %s)",
                [at - claims.IDLE],
            ),
        ]
        kept = [(part, values) for on, part, values in wanted if on]
        return (
            "".join(f" AND {part}" for part, _ in kept),
            [value for _, values in kept for value in values],
        )


ALL = Sieve()


def _plain(words: str) -> str:
    """Return words in which no character stands for others."""
    return words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _claim(actor: Actor, at: datetime) -> list[Any]:
    """Return the holder, and since when a claim counts."""
    return [claims.user_of(actor) if actor.staff else 0, at - claims.IDLE]


def page(  # noqa: PLR0913 - an inbox, where it begins, what is left of it
    actor: Actor,
    tab: str,
    at: datetime,
    *,
    after: str = "",
    limit: int = PAGE,
    sieve: Sieve = ALL,
) -> Page:
    """Return a page of an inbox, what is due first before the rest; ended cases newest first.

    ``after`` is the mark of the page before. A row whose stage time has moved shows as it stands.
    """
    statement, values = walk(actor, tab, at, after=after, limit=limit, sieve=sieve)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    shown = [from_row(row[:-1]) for row in rows[:limit]]
    mark = f"{rows[limit - 1][-1].isoformat()}_{shown[-1].id}" if len(rows) > limit else ""
    return Page(rows=[view(row, at) for row in shown], after=mark)


def walk(  # noqa: PLR0913 - as the page asks
    actor: Actor, tab: str, at: datetime, *, after: str, limit: int, sieve: Sieve
) -> tuple[str, list[Any]]:
    """Return the statement of a page with its values."""
    backwards = tab == "ended"
    stages = [stage.value for stage in TABS.get(tab, TABS["received"])[1]]
    offices, scope = _offices(actor)
    more, wanted = sieve.sql(actor, at)
    statement = WALK.replace("OFFICES", offices).replace("SIEVE", more)
    statement = statement.replace("AFTER", "<" if backwards else ">")
    statement = statement.replace("WAY", "DESC" if backwards else "ASC")
    since = _mark(after, backwards=backwards)
    values = [*scope, stages, _regions(actor), *since, *wanted, limit + 1, limit + 1]
    return statement, values


def _offices(actor: Actor) -> tuple[str, list[Any]]:
    """Return whose cases are listed, as a statement with its values."""
    if actor.post is Post.SUPERVISOR:
        regions, strangers = places.others(actor.division)
        values = [value for one in regions for value in (one, one, list(strangers))]
        return " UNION ".join([EVERY] * len(regions)), values
    return OWN, [actor.authority_id]


def _regions(actor: Actor) -> list[int]:
    """Return the regions under which the cases lie: a code that has changed keeps its cases."""
    if actor.post is Post.SUPERVISOR or actor.authority_id is None:
        return list(places.others(actor.division)[0])
    return list(places.regions_of(actor.authority_id, int(actor.division[:6])))


def _mark(after: str, *, backwards: bool) -> tuple[date, UUID]:
    """Return the day and the id that a mark holds; the end where a list begins for none."""
    day, _, last = after.partition("_")
    try:
        return date.fromisoformat(day), UUID(last)
    except ValueError:
        return (date.max, UUID(int=2**128 - 1)) if backwards else (date.min, UUID(int=0))


def counts(actor: Actor) -> dict[str, int]:
    """Return how many cases wait under each tab, counted no further than ``MOST``."""
    offices, scope = _offices(actor)
    codes = [stage.value for _, stages in TABS.values() for stage in stages]
    values = [*scope, codes, _regions(actor), MOST]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.replace("OFFICES", offices), values)
        found = {code: int(n) for code, n in cursor.fetchall()}
    return {
        tab: min(MOST, sum(found.get(stage.value, 0) for stage in stages))
        for tab, (_, stages) in TABS.items()
    }
