"""What the clock does (到期处理): writes down what time has already done, and so tells people.

Nothing depends on it: a case is read as it stands, worker or not (L2).
"""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from yizhan.cases import services
from yizhan.cases.actors import CLOCK
from yizhan.cases.services import Request
from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.law.refusals import Conflict, WrongStage

BATCH = 100
DUE = f"""SELECT {SELECT} FROM cases_case c WHERE c.wake_at <= %s
    ORDER BY c.wake_at LIMIT %s"""  # noqa: S608 - constants only


WAITING = f"""SELECT {SELECT} FROM cases_case c WHERE c.publish_at <= %s
    ORDER BY c.publish_at LIMIT %s"""  # noqa: S608 - constants only


def settle_due(now: datetime | None = None, limit: int = BATCH) -> int:
    """Return how many cases were written down as time has left them."""
    moment = now or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(DUE, [moment, limit])
        cases = [from_row(row) for row in cursor.fetchall()]
    return sum(bool(services.settle_case(case, moment)) for case in cases)


def publish_due(now: datetime, limit: int = BATCH) -> int:
    """Return how many decisions were published on the day their item sets (H5.6, L2.11).

    Publishing is an act: where no worker ran until the term was over, it is late (R06).
    """
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [now, limit])
        cases = [from_row(row) for row in cursor.fetchall()]
    return sum(_published(case, now) for case in cases)


def _published(case: Stored, at: datetime) -> bool:
    """Return whether a decision was published; somebody who was faster leaves nothing to do."""
    asked = Request(ref=case.ref, step="publish")
    try:
        services.take(asked, CLOCK, key=f"publish-{case.id.hex}", at=at)
    except (WrongStage, Conflict):
        return False
    return True
