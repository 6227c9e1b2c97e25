"""What the clock does (到期处理): writes down what time has already done, and so tells people.

Nothing depends on it: a case is read as it stands, worker or not (L2).
"""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from yizhan.cases import services
from yizhan.cases.stored import SELECT, from_row

BATCH = 100
DUE = f"""SELECT {SELECT} FROM cases_case c WHERE c.wake_at <= %s
    ORDER BY c.wake_at LIMIT %s"""  # noqa: S608 - constants only


def settle_due(now: datetime | None = None, limit: int = BATCH) -> int:
    """Return how many cases were written down as time has left them."""
    moment = now or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(DUE, [moment, limit])
        cases = [from_row(row) for row in cursor.fetchall()]
    return sum(bool(services.settle_case(case, moment)) for case in cases)
