"""The statements of one lifecycle, recorded from the real application for the floor to repeat."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection
from django.test import Client

from yizhan.bench.lifecycle import STEPS, Plan, key

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SERIAL = re.compile(r"〔(\d{4})〕\d{6}")


class Statement(NamedTuple):
    """One statement with its parameters, and whether it ran inside a transaction of several."""

    sql: str
    params: Sequence[Any] | None
    joined: bool


@dataclass
class Recording:
    """For each step its statements, and what is fresh in each lifecycle."""

    steps: list[list[Statement]] = field(default_factory=list)
    run: str = field(default_factory=lambda: f"{time.time_ns()}")
    number: str = ""
    case: str = ""
    tokens: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)


def record(plan: Plan) -> Recording:
    """Return the statements of one lifecycle, played through the interface in this process.

    Raises RuntimeError when a step is refused.
    """
    found, ref = Recording(fixed=[plan.version]), ""
    for step, role, said in STEPS:
        kept: list[Statement] = []
        with connection.execute_wrapper(_into(kept)):
            answer = _post(plan, (step, role, said), ref, found.run)
        ref, found.number = answer["ref"], answer["number"]
        found.steps.append(kept)
    division, _, case = ref.partition("-")
    found.case = str(UUID(hex=case))
    found.tokens = _tokens(int(division), found.case)
    found.fixed += _fixed(int(division), found.case)
    return found


def _into(kept: list[Statement]) -> Callable[..., Any]:
    """Return a wrapper that keeps each statement on its way to the database."""
    outside = len(connection.savepoint_ids) + connection.in_atomic_block

    def wrapper(execute: Callable[..., Any], *given: Any) -> Any:
        """Keep the statement and run it."""
        sql, params, _many, _context = given
        inside = len(connection.savepoint_ids) + connection.in_atomic_block
        kept.append(Statement(sql, params, joined=inside > outside))
        return execute(*given)

    return wrapper


def _post(
    plan: Plan, played: tuple[str, str, Mapping[str, Any]], ref: str, run: str
) -> dict[str, Any]:
    """Return the answer to one step."""
    step, role, said = played
    response = Client().post(
        plan.path(step, ref),
        plan.body(step, said),
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {plan.tokens[role]}",
            "Idempotency-Key": key(run, 0, step),
        },
    )
    if response.status_code not in {200, 201}:
        raise RuntimeError(response.content.decode())
    found: dict[str, Any] = msgspec.json.decode(response.content)
    return found


def _tokens(division: int, case: str) -> list[str]:
    """Return the verify tokens of the papers that the lifecycle issued."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT token FROM papers_paper WHERE division = %s AND case_id = %s", [division, case]
        )
        return [row[0] for row in cursor.fetchall()]


def _fixed(division: int, case: str) -> list[str]:
    """Return the ids that every lifecycle shares: the item and the applicant."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT item_id, applicant, submitter FROM cases_case WHERE division = %s AND id = %s",
            [division, case],
        )
        return [str(one) for one in cursor.fetchone()]
