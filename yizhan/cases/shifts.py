"""What one shift hands to the next (交接班, CNT-12), and what a clerk has done today."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import connection

from yizhan.cases import claims, inbox, queries
from yizhan.cases.actors import Actor
from yizhan.cases.claims import Claim
from yizhan.cases.queries import CaseView
from yizhan.law import steps
from yizhan.law.clocks import local
from yizhan.law.words import Term

MOST = 200
DONE = """SELECT step, count(*) FROM cases_entry
    WHERE recorded_at >= %s AND division = %s AND actor = %s AND NOT refused
    GROUP BY step ORDER BY count(*) DESC, step"""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """The three lists: what is held and by whom, results not handed out, terms to answer."""

    holds: tuple[tuple[CaseView, Claim | None], ...]
    undelivered: tuple[CaseView, ...]
    clocks: tuple[CaseView, ...]


def handover(actor: Actor, at: datetime) -> Handover:
    """Return what is open at the windows of the actor's authority, at most 200 of each."""
    held = claims.held_cases(actor, at, own=False)
    names = claims.holders(held, at)
    received = inbox.page(actor, "received", at, limit=MOST).rows
    return Handover(
        holds=tuple((queries.view(row, at), names.get(row.id)) for row in held),
        undelivered=tuple(inbox.page(actor, "decided", at, limit=MOST).rows),
        clocks=tuple(one for one in received if Term.NOTICE in one.standing.dues),
    )


def done_today(actor: Actor, at: datetime) -> list[tuple[str, int]]:
    """Return what the actor has done since midnight: each step in words, and how often."""
    midnight = datetime.combine(local(at).date(), time.min, tzinfo=local(at).tzinfo)
    with connection.cursor() as cursor:
        cursor.execute(DONE, [midnight, int(actor.division[:6]), actor.id])
        return [(steps.label(step), int(count)) for step, count in cursor.fetchall()]
