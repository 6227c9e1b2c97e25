"""Claims (认领): who has taken a case to work on; no step of law, so the journal stays silent.

A claim ends by itself after half an hour; whoever claims again meanwhile keeps it alive.
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
from yizhan.cases.stored import Stored
from yizhan.law.refusals import Conflict

IDLE = timedelta(minutes=30)
CLAUSE = "L3.10"
HELD = """SELECT c.id, u.id, u.name, c.claimed_at FROM cases_case c
    JOIN accounts_user u ON u.id = c.claimed_by
    WHERE c.division = ANY(%s) AND c.id = ANY(%s) AND c.claimed_at > %s"""


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
    case = _case(ref, actor)
    rows = Case.objects.filter(division=case.division, id=case.id)
    free = rows.filter(
        Q(claimed_by=None) | Q(claimed_by=_user(actor)) | Q(claimed_at__lte=at - IDLE)
    )
    if not free.update(claimed_by=_user(actor), claimed_at=at):
        raise Conflict(
            "此件已由其他工作人员认领", clause=CLAUSE, remedy="请先与认领人联系，或只读查看"
        )


def release(ref: str, actor: Actor) -> None:
    """Give a case back; raises NotFound for a foreign case, Conflict where another holds it."""
    case = _case(ref, actor)
    mine = Case.objects.filter(division=case.division, id=case.id, claimed_by=_user(actor))
    if not mine.update(claimed_by=None, claimed_at=None):
        raise Conflict("此件不在您名下", clause=CLAUSE, remedy="请刷新页面查看认领人")


def holders(cases: Iterable[Stored], at: datetime) -> dict[UUID, Claim]:
    """Return who holds which of the cases now, in one statement."""
    wanted = list(cases)
    places, ids = [case.division for case in wanted], [case.id for case in wanted]
    values: list[Any] = [places, ids, at - IDLE]
    with connection.cursor() as cursor:
        cursor.execute(HELD, values)
        return {row[0]: Claim(user_id=row[1], name=row[2], at=row[3]) for row in cursor.fetchall()}


def _user(actor: Actor) -> int:
    """Return the login of a member of staff."""
    return int(actor.id.removeprefix("u"))


def _case(ref: str, actor: Actor) -> Stored:
    """Return a case in the actor's scope; raises NotFound."""
    case = reading.load(ref, "", "")[0]
    reading.check_scope(case, actor)
    return case
