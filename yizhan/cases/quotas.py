"""Quotas (数量限制): filled in the order of acceptance (L3.7, ALL 57)."""

from django.db import connection

from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.items.rules import rules
from yizhan.items.versions import VersionView
from yizhan.law.act import Act
from yizhan.law.course import Course
from yizhan.law.lapse import settle
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Stage
from yizhan.places import queries as places

SIBLINGS = f"""SELECT {SELECT} FROM cases_case c
    WHERE c.division = %s AND c.item_id = %s AND c.id <> %s"""  # noqa: S608 - constants only


def check(case: Stored, act: Act, version: VersionView) -> None:
    """Refuse an approval when the quota is used up, or an earlier acceptance waits for it (L3.7).

    Siblings are judged as they stand now: an acceptance by silence counts from its receipt.
    """
    quota = version.content.quota
    if quota is None or act.step not in {"decide", "finish"} or not act.said.get("grant", True):
        return
    _lock(case)
    courses = [_now(sibling, act, version) for sibling in _siblings(case)]
    own = _now(case, act, version)
    used = sum(
        course.stage in {Stage.GRANTED, Stage.DELIVERED} and course.granted is True
        for course in courses
    )
    waiting = sum(course.decided_at is None and _before(course, own) for course in courses)
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
    """Return the other cases of the item."""
    with connection.cursor() as cursor:
        cursor.execute(SIBLINGS, [case.division, case.item_id, case.id])
        return [from_row(row) for row in cursor.fetchall()]


def _now(case: Stored, act: Act, version: VersionView) -> Course:
    """Return the course of a case as it stands at the moment of the act."""
    calendar = places.calendar_for(str(case.division))
    return settle(case.course, rules(version.content), calendar, act.at)[0]


def _before(course: Course, own: Course) -> bool:
    """Return whether a course was accepted before another one, and is still to be decided."""
    if course.accepted_on is None or own.accepted_on is None or course.stage.ended:
        return False
    return (course.accepted_on, course.received_at) < (own.accepted_on, own.received_at)
