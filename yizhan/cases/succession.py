"""Cases after a change of divisions (办件承继): those of a merged authority pass to its successor.

Numbers, papers and keys stay; who is competent, the door and the calendar are the successor's.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection

from yizhan.cases import ledger
from yizhan.cases.actors import CLOCK
from yizhan.cases.docket import Docket, docket
from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.cases.trace import trace
from yizhan.law import conduct
from yizhan.law.act import Act
from yizhan.law.words import OPEN
from yizhan.places import queries as places

BATCH = 100
HELD = f"""SELECT {SELECT} FROM cases_case c WHERE c.authority_id = %s
    ORDER BY c.stage, c.id LIMIT %s"""  # noqa: S608 - constants only
RUNNING = """SELECT count(*) FROM cases_case c
    WHERE c.authority_id = ANY(%s) AND c.stage = ANY(%s)"""


def running(authorities: Sequence[int]) -> int:
    """Return how many open cases lie with authorities."""
    with connection.cursor() as cursor:
        cursor.execute(RUNNING, [list(authorities), [stage.value for stage in OPEN]])
        return int(cursor.fetchone()[0])


def pass_on(old: int, into: int, *, basis: str, at: datetime) -> int:
    """Return how many cases of an authority have passed to its successor, ended ones too.

    Each has it in its journal; whose case still runs is told.
    """
    passed = 0
    while batch := _held(old):
        passed += sum(_pass(case, into, basis, at) for case in batch)
    return passed


def _held(authority_id: int) -> list[Stored]:
    """Return so many cases that lie with an authority."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [authority_id, BATCH])
        return [from_row(row) for row in cursor.fetchall()]


def _pass(case: Stored, into: int, basis: str, at: datetime) -> bool:
    """Return whether a case has passed; somebody who was faster leaves it for the next batch."""
    found = docket(case)
    said = {"successor": places.authority(into).name, "basis": basis}
    act = Act(step="succeed", post=CLOCK.post, at=at, actor=CLOCK.id, said=said)
    course, outcomes = conduct.conduct(case.course, act, found.rules, found.calendar)
    traced, head = trace(found, outcomes, CLOCK)
    if course.stage not in OPEN:
        traced = replace(traced, messages=())
    later = Docket(replace(case, authority_id=into), found.version)
    return ledger.change(later.changed(course, head, len(outcomes)), traced)
