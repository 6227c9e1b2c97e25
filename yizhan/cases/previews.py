"""Drafts (文书草稿): what a step would say on paper if it were taken now; nothing is written."""

from datetime import datetime
from typing import Any

from yizhan.cases import halls, reading
from yizhan.cases.actors import Actor
from yizhan.cases.docket import docket
from yizhan.cases.services import Request
from yizhan.cases.trace import trace
from yizhan.law import conduct
from yizhan.law.act import Act


def drafts(request: Request, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Return the papers that a step would issue: each with title, number and content.

    Raises what the step itself would raise; a refused attempt is not kept.
    """
    case, _ = reading.load(request.ref, actor.id, "")
    reading.check_scope(case, actor)
    if request.seen and request.seen != case.version:
        raise reading.stale(case)
    found = docket(case)
    act = Act(
        step=request.step,
        post=actor.post,
        at=at,
        actor=actor.id,
        name=actor.name,
        principal=actor.principal,
        unit=found.unit_of(actor.authority_id),
        said={**request.given, **halls.said(found, request.step, request.said, actor)},
    )
    _, outcomes = conduct.conduct(case.course, act, found.rules, found.calendar)
    traced, _ = trace(found, outcomes[-1:], actor)
    return [dict(row) for row in traced.papers]
