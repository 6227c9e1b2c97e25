"""Asks between colleagues (内部请示): hand a case over, extend its limit, hurry up.

None is a step of law: the head extends by the step ``extend`` alone, and a case changes hands by a
claim. An ask about a case that has moved on is no longer shown.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from uuid_utils.compat import uuid7

from yizhan.cases import claims, codes, reading
from yizhan.cases.actors import Actor
from yizhan.cases.colleagues import Ask, AskKind
from yizhan.cases.stored import Stored
from yizhan.law import steps
from yizhan.law.refusals import Conflict, Incomplete, Refusal, Unlawful
from yizhan.law.words import Post

CLAUSE = "L3.10"
MOST = 50
WAITING = """SELECT a.kind, a.reason, a.by, a.by_name, a.asked_at, c.id, c.division, c.number,
        c.item_name, c.claimed_by
    FROM cases_ask a JOIN cases_case c ON c.division = a.division AND c.id = a.case_id
    WHERE a.division = %s AND a.authority_id = %s AND a.answered_at IS NULL
    AND CASE a.kind WHEN 'handover' THEN c.claimed_by = %s AND c.claimed_at > %s
        WHEN 'extension' THEN c.stage IN ('accepted', 'review', 'special')
            AND coalesce((c.course->>'extension')::int, 0) = 0
        ELSE c.decided_at IS NULL END
    ORDER BY a.asked_at LIMIT %s"""


@dataclass(frozen=True, kw_only=True)
class AskView:
    """One ask that waits: what, by whom, why, about which case."""

    kind: AskKind
    reason: str
    by: int
    by_name: str
    asked_at: datetime
    ref: str
    number: str
    item_name: str
    holder: int | None


def ask(ref: str, actor: Actor, kind: AskKind, reason: str, *, at: datetime) -> None:
    """Ask a colleague about a case.

    Raises NotFound for a foreign case, Unlawful where there is nothing to ask for, Conflict where
    the same was asked already.
    """
    case = reading.scoped(ref, actor)
    _check(case, actor, kind, at)
    row = Ask(
        division=case.division,
        id=uuid7(),
        case_id=case.id,
        authority_id=case.authority_id,
        kind=kind.value,
        reason=reason,
        by=claims.user_of(actor),
        by_name=actor.name,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            f"此件已有未答复的“{kind.label}”", clause=CLAUSE, remedy="请等待答复"
        ) from None


def _check(case: Stored, actor: Actor, kind: AskKind, at: datetime) -> None:
    """Refuse an ask that nobody could answer."""
    if kind is AskKind.HANDOVER:
        held = claims.holders([case], at).get(case.id)
        if held is None or held.by(actor):
            raise Unlawful("此件没有被他人认领", clause=CLAUSE, remedy="请直接认领")
    if kind is AskKind.EXTENSION:
        open_to_head = {step.name for step in steps.open_to(case.course, Post.HEAD)}
        if "extend" not in open_to_head or case.course.extension:
            raise Unlawful(
                "此件现在不能延长期限", clause="L2.6", remedy="受理后、决定前可以延长一次"
            )


def settle(
    ref: str, actor: Actor, kind: AskKind, answer: tuple[bool, str], *, at: datetime
) -> None:
    """Answer an ask with yes or no and words; a hand-over that is granted moves the claim.

    Raises Unlawful for one whom nobody asked, Incomplete for a no without words, Conflict where
    nothing waits any more.
    """
    case = reading.scoped(ref, actor)
    granted, words = answer
    _check_may_answer(case, actor, kind, at)
    if not granted and not words:
        raise Incomplete("不同意的，请写明理由", clause=CLAUSE, remedy="请填写答复", field="words")
    with transaction.atomic():
        row = (
            Ask.objects.select_for_update()
            .filter(division=case.division, case_id=case.id, kind=kind.value, answered_at=None)
            .first()
        )
        if row is None:
            raise _nothing()
        Ask.objects.filter(division=row.division, id=row.id).update(
            granted=granted, answer=words, answered_by=actor.name, answered_at=at
        )
        if granted and kind is AskKind.HANDOVER:
            claims.hand_over(case, actor, row.by, at=at)


def _check_may_answer(case: Stored, actor: Actor, kind: AskKind, at: datetime) -> None:
    """Refuse an answer of somebody who was not asked."""
    if kind is AskKind.HANDOVER:
        held = claims.holders([case], at).get(case.id)
        if held is None or not held.by(actor):
            raise Unlawful("只有认领人可以答复转交请求", clause=CLAUSE, remedy="请联系认领人")
    if kind is AskKind.EXTENSION and actor.post is not Post.HEAD:
        raise Unlawful("延期申请由机关负责人答复", clause="L2.6", remedy="请联系机关负责人")


def _nothing() -> Refusal:
    """Return the refusal where nothing waits for an answer."""
    return Conflict("没有等待答复的请示", clause=CLAUSE, remedy="请刷新页面查看")


def close(ref: str, actor: Actor, kind: AskKind, *, at: datetime) -> None:
    """Mark what was asked as granted, where it was: the step itself has answered it."""
    case = reading.scoped(ref, actor)
    rows = Ask.objects.filter(division=case.division, case_id=case.id, kind=kind.value)
    rows.filter(answered_at=None).update(granted=True, answered_by=actor.name, answered_at=at)


def waiting(actor: Actor, at: datetime) -> list[AskView]:
    """Return what waits in the actor's authority: hand-overs only of what the actor holds."""
    values: list[Any] = [int(actor.division[:6]), actor.authority_id]
    values += [claims.user_of(actor), at - claims.IDLE, MOST]
    with connection.cursor() as cursor:
        cursor.execute(WAITING, values)
        return [_view(row) for row in cursor.fetchall()]


def _view(row: tuple[Any, ...]) -> AskView:
    """Return one row of ``WAITING``."""
    kind, reason, by, by_name, asked_at, case_id, division, number, item_name, holder = row
    return AskView(
        kind=AskKind(kind),
        reason=reason,
        by=by,
        by_name=by_name,
        asked_at=asked_at,
        ref=codes.ref(division, case_id),
        number=number,
        item_name=item_name,
        holder=holder,
    )


def of_case(case: Stored) -> list[dict[str, Any]]:
    """Return everything that was asked about a case with its answer, oldest first."""
    rows = Ask.objects.filter(division=case.division, case_id=case.id).order_by("asked_at")
    return [{**row, "label": AskKind(row["kind"]).label} for row in rows.values()]
