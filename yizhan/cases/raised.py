"""Exceptions (异常信息) that the journal holds: read for who must look into them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from yizhan.cases import codes
from yizhan.cases.actors import Actor
from yizhan.law import steps
from yizhan.law.words import Post

BACK = timedelta(days=30)
RAISED = """SELECT c.division, c.id, c.number, c.item_name, e.step, e.exceptions, e.at
    FROM cases_entry e JOIN cases_case c ON c.division = e.division AND c.id = e.case_id
    WHERE e.division = %s AND e.exceptions <> '[]'::jsonb AND e.at > %s
    AND (%s::bigint IS NULL OR c.authority_id = %s) ORDER BY e.at DESC LIMIT %s"""


@dataclass(frozen=True, kw_only=True)
class Raised:
    """One line of a journal that raised exceptions."""

    ref: str
    number: str
    item_name: str
    step: str
    rules: str
    at: datetime


def recent(actor: Actor, at: datetime, *, limit: int) -> list[Raised]:
    """Return the exceptions of the last thirty days, newest first.

    Of the actor's authority; a supervisor sees those of the whole division.
    """
    office = None if actor.post is Post.SUPERVISOR else actor.authority_id
    values: list[Any] = [int(actor.division[:6]), at - BACK, office, office, limit]
    with connection.cursor() as cursor:
        cursor.execute(RAISED, values)
        return [_raised(*row) for row in cursor.fetchall()]


def _raised(*row: Any) -> Raised:
    """Return one row of ``RAISED``."""
    division, case_id, number, item_name, step, rules, at = row
    return Raised(
        ref=codes.ref(division, case_id),
        number=number,
        item_name=item_name,
        step=steps.label(step),
        rules="、".join(_listed(rules)),
        at=at,
    )


def _listed(rules: Any) -> list[str]:
    """Return the rules of a line, however the driver hands JSON over."""
    return list(rules) if isinstance(rules, list) else json.loads(rules)
