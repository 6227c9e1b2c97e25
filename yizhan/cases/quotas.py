"""Quotas (数量限制): filled in the order of acceptance (L3.7, ALL 57)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from yizhan.cases.docket import Docket, docket
from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.law.course import Course
from yizhan.law.refusals import Unlawful
from yizhan.places import queries as places

SIBLINGS = f"""SELECT {SELECT} FROM cases_case c
    WHERE c.division = ANY(%s) AND c.item_id = %s AND c.id <> %s"""  # noqa: S608 - constants only
APPROVALS = frozenset({"decide", "finish"})


def check(found: Docket, step: str, said: Mapping[str, Any], at: datetime) -> None:
    """Refuse an approval when the quota is used up, or an earlier acceptance waits for it (L3.7).

    Siblings are judged as they stand now: an acceptance by silence counts from its receipt. Until
    the transaction ends, nobody else approves a case of this item.
    """
    quota = found.version.content.quota
    if quota is None or step not in APPROVALS or not said.get("grant", True):
        return
    _lock(found.case)
    own = found.settled(at)[0]
    courses = [docket(sibling).settled(at)[0] for sibling in _siblings(found.case)]
    used = sum(course.granted is True for course in courses)
    waiting = sum(_before(course, own) for course in courses)
    if used + waiting >= quota:
        raise Unlawful(
            "本事项有数量限制，名额已满" if used >= quota else "受理在先的申请尚未作出决定",
            clause="L3.7",
            remedy="数量有限的许可应当按照受理的先后顺序作出决定",
        )


def _lock(case: Stored) -> None:
    """Let one approval of a limited item be decided at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(case.item_id)])


def _siblings(case: Stored) -> list[Stored]:
    """Return the other cases of the item, also under the former code of its authority."""
    regions = list(places.regions_of(case.authority_id, case.division))
    with connection.cursor() as cursor:
        cursor.execute(SIBLINGS, [regions, case.item_id, case.id])
        return [from_row(row) for row in cursor.fetchall()]


def _before(course: Course, own: Course) -> bool:
    """Return whether a course was accepted before another one, and is still to be decided."""
    if course.accepted_on is None or own.accepted_on is None or course.stage.ended:
        return False
    return (course.accepted_on, course.received_at) < (own.accepted_on, own.received_at)
