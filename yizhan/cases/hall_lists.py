"""What a hall has in hand for others (通办清单): taken in, to hand over, to hand out (H7.1).

Only the front desk of a hall has these lists, and only of what went through its own hands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from yizhan.cases import lamps
from yizhan.cases.actors import Actor
from yizhan.cases.queries import CaseView, Page, mark_of, view
from yizhan.cases.stored import SELECT, from_row
from yizhan.law.words import OPEN, Post, Stage, Term
from yizhan.orm import marks
from yizhan.orm.marks import Mark
from yizhan.places import duty, halls
from yizhan.places import queries as places

PAGE = 50
DECIDED = [Stage.GRANTED.value, Stage.REFUSED.value]
WAITS = (
    "c.received_by = %(hall)s AND c.course->'handover'->>'at' IS NULL AND c.stage = ANY(%(open)s)"
)


@dataclass(frozen=True)
class Tab:
    """One list: its word, whose cases are on it, and whether the newest come first."""

    word: str
    where: str
    newest: bool = False


TABS: Mapping[str, Tab] = {
    "handover": Tab("待移交", WAITS),
    "hand_out": Tab("待签收、待领取", "c.collect_at = %(hall)s AND c.stage = ANY(%(decided)s)"),
    "taken_in": Tab("代收件", "c.received_by = %(hall)s", newest=True),
}
ENDS = {True: ("<", "DESC", Mark(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1)))}
ENDS[False] = (">", "ASC", Mark(datetime.min.replace(tzinfo=UTC), UUID(int=0)))


def tabs(actor: Actor) -> Mapping[str, Tab]:
    """Return the lists of an actor: a hall's front desk has them, others have none (H7.1)."""
    if actor.post is not Post.FRONT or actor.authority_id is None:
        return {}
    hall = halls.is_hall(places.authority(actor.authority_id))
    return TABS if hall or duty.items_at(actor.authority_id) is not None else {}


def page(actor: Actor, tab: str, at: datetime, *, after: str = "", limit: int = PAGE) -> Page:
    """Return a page of a hall's list; what has waited longest first, or the newest.

    ``after`` is the mark of the page before. Empty for whoever has no such list.
    """
    found = tabs(actor).get(tab)
    if found is None:
        return Page(rows=[], after="")
    sign, way, begin = ENDS[found.newest]
    mark = marks.read(after) or begin
    statement = f"""SELECT {SELECT} FROM cases_case c WHERE c.division = %(own)s AND {found.where}
        AND (c.received_at, c.id) {sign} (%(since)s, %(last)s)
        ORDER BY c.received_at {way}, c.id {way} LIMIT %(most)s"""  # noqa: S608 - constants only
    values = {
        "own": int(actor.division[:6]),
        "hall": actor.authority_id,
        "open": [stage.value for stage in OPEN],
        "decided": DECIDED,
        "since": mark.at,
        "last": mark.id,
        "most": limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = [from_row(row) for row in cursor.fetchall()]
    more = str(mark_of(rows[limit - 1])) if len(rows) > limit else ""
    return Page(rows=[view(row, at, actor.authority_id) for row in rows[:limit]], after=more)


def lamp(found: CaseView) -> lamps.Lamp | None:
    """Return the lamp of the handover while a hall still owes it (H7.1)."""
    if Term.HANDOVER not in found.standing.dues:
        return None
    return lamps.of_term(Term.HANDOVER, found.standing, found.docket.calendar, found.at)
