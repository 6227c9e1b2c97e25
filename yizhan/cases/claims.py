"""Claims (认领): who has taken a case to work on; no step of law, so the journal stays silent.

A claim ends by itself half an hour after its holder last opened the case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from yizhan.cases import reading
from yizhan.cases.actors import Actor
from yizhan.cases.models import Case
from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.law.refusals import Conflict

IDLE = timedelta(minutes=30)
FRESH = timedelta(minutes=5)
CLAUSE = "L3.10"
HELD = """SELECT c.id, u.id, u.name, c.claimed_at FROM cases_case c
    JOIN accounts_user u ON u.id = c.claimed_by
    WHERE c.division = ANY(%s) AND c.id = ANY(%s) AND c.claimed_at > %s"""


MOST = 100


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Who holds a case, and since when."""

    user_id: int
    name: str
    at: datetime

    def by(self, actor: Actor) -> bool:
        """Return whether an actor holds it."""
        return actor.id == f"u{self.user_id}"


def claim(ref: str, actor: Actor, *, at: datetime) -> None:
    """Take a case, or keep it alive; compare and set.

    Raises NotFound for a foreign case, Conflict where somebody else holds it.
    """
    case = reading.scoped(ref, actor)
    rows = Case.objects.filter(division=case.division, id=case.id)
    free = rows.filter(
        Q(claimed_by=None) | Q(claimed_by=user_of(actor)) | Q(claimed_at__lte=at - IDLE)
    )
    if not free.update(claimed_by=user_of(actor), claimed_at=at):
        raise Conflict(
            "此件已由其他工作人员认领", clause=CLAUSE, remedy="请先与认领人联系，或只读查看"
        )


def release(ref: str, actor: Actor) -> None:
    """Give a case back; raises NotFound for a foreign case, Conflict where another holds it."""
    case = reading.scoped(ref, actor)
    mine = Case.objects.filter(division=case.division, id=case.id, claimed_by=user_of(actor))
    if not mine.update(claimed_by=None, claimed_at=None):
        raise _not_yours()


def holders(cases: Iterable[Stored], at: datetime) -> dict[UUID, Claim]:
    """Return who holds which of the cases now, in one statement."""
    wanted = list(cases)
    places, ids = [case.division for case in wanted], [case.id for case in wanted]
    values: list[Any] = [places, ids, at - IDLE]
    with connection.cursor() as cursor:
        cursor.execute(HELD, values)
        return {row[0]: Claim(user_id=row[1], name=row[2], at=row[3]) for row in cursor.fetchall()}


def held_cases(actor: Actor, at: datetime, *, own: bool) -> list[Stored]:
    """Return the cases that the clerk (``own``) or the whole authority holds, oldest hold first."""
    whose = "AND c.claimed_by = %s" if own else "AND c.claimed_by IS NOT NULL"
    statement = f"""SELECT {SELECT} FROM cases_case c
        WHERE c.division = %s AND c.authority_id = %s AND c.claimed_at > %s {whose}
        ORDER BY c.claimed_at LIMIT %s"""  # noqa: S608 - constants only
    values: list[Any] = [int(actor.division[:6]), actor.authority_id, at - IDLE]
    values += [user_of(actor), MOST] if own else [MOST]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [from_row(row) for row in cursor.fetchall()]


def keep(case: Stored, actor: Actor, *, at: datetime) -> None:
    """Keep one's own claim alive while the case is being worked on; others' stay as they are."""
    rows = Case.objects.filter(division=case.division, id=case.id, claimed_by=user_of(actor))
    rows.filter(claimed_at__gt=at - IDLE, claimed_at__lt=at - FRESH).update(claimed_at=at)


def hand_over(case: Stored, actor: Actor, to: int, *, at: datetime) -> None:
    """Give a case that one holds to a colleague; raises Conflict where another holds it."""
    mine = Case.objects.filter(division=case.division, id=case.id, claimed_by=user_of(actor))
    if not mine.update(claimed_by=to, claimed_at=at):
        raise _not_yours()


def user_of(actor: Actor) -> int:
    """Return the login of a member of staff."""
    return int(actor.id.removeprefix("u"))


def _not_yours() -> Conflict:
    """Return the refusal for a case that another holds, or nobody."""
    return Conflict("此件不在您名下", clause=CLAUSE, remedy="请刷新页面查看认领人")
