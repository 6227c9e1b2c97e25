"""Once (一次生效): a write beside the journal that takes effect once under its key (L3.10)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from yizhan.cases import reading
from yizhan.cases.answers import request_digest
from yizhan.cases.models import Key
from yizhan.law.refusals import Conflict

NOWHERE = 0  # the division of writes that belong to no case


def once(
    actor: str, key: str, asked: object, make: Callable[[], dict[str, Any]], *, at: datetime
) -> dict[str, Any]:
    """Return what ``make`` says, or what it said when the same was asked under this key.

    Raises Conflict when the key was used for something else, and whatever ``make`` raises.
    """
    digest = request_digest("once", asked)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [actor + key])
        kept = reading.kept(NOWHERE, actor, key)
        if kept is not None:
            return _same(kept, digest)
        answer: dict[str, Any] = msgspec.to_builtins(make())
        row = Key(division=NOWHERE, actor=actor, key=key, digest=digest, answer=answer, at=at)
        row.save(force_insert=True)
        return answer


def _same(kept: tuple[str, Any], digest: str) -> dict[str, Any]:
    """Return the answer kept; raises Conflict when it answers something else."""
    if kept[0] != digest:
        raise Conflict(
            "同一请求编号已用于另一内容的提交", clause="L3.10", remedy="请换一个请求编号"
        )
    answer: dict[str, Any] = kept[1]
    return answer
