"""Acts that a clerk may still take back (撤销期, CNT-11): pressed, tried, held, then taken once.

Nothing legal has happened while an act is held: no line, no paper, no message. Pressing it tries
every step at the door and rolls back, so that a refusal is told at once. What time does is the
same whoever does it: the clerk's page, the clerk's next page, or the worker.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from uuid_utils.compat import uuid7

from yizhan.cases import codes, queries, reading, services
from yizhan.cases.actors import Actor, citizen, staff
from yizhan.cases.answers import Answer
from yizhan.cases.counter import HeldAct
from yizhan.cases.opening import File
from yizhan.cases.services import Request
from yizhan.cases.stored import Stored
from yizhan.law.clocks import local
from yizhan.law.groups import PERSON
from yizhan.law.refusals import Conflict, Refusal, WrongPost
from yizhan.law.steps import STEPS
from yizhan.places import queries as places

HELD, TAKEN, FAILED = "held", "taken", "failed"
CLAUSE = "L3.10"
BATCH = 100


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a clerk presses: the steps of a case in order, each with what is said.

    ``files`` come with the first step; an act with files does not wait.
    ``seen``: the version that the page showed; ``key`` makes a second sending harmless.
    """

    ref: str
    label: str
    steps: tuple[tuple[str, Mapping[str, Any]], ...]
    seen: int
    key: str
    files: tuple[File, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HeldView:
    """A held act as its clerk sees it; ``answer`` once taken, ``refusal`` in words if it failed."""

    id: UUID
    ref: str
    number: str
    label: str
    clerk: str
    user_id: int
    due_at: datetime
    state: str
    answer: Answer | None = None
    refusal: str = ""


def press(order: Order, clerk: Actor, *, at: datetime, wait: timedelta) -> Answer | HeldView:
    """Return the act held for the wait, or what it did where it may not wait.

    It may not where nothing is waited for, or where the day or a term of the case ends meanwhile:
    nobody loses a day to the undo. Raises what the steps themselves would raise.
    """
    case, kept = reading.load(order.ref, clerk.id, _key(order, order.steps[-1][0]))
    reading.check_scope(case, clerk)
    if kept or order.files or not _may_wait(case, at, wait):
        return perform(order, clerk, at=at)
    waiting = _waiting(case)
    if waiting:
        return _same(waiting, order)
    _try(order, clerk, at)
    return _hold(case, order, clerk, at + wait)


def perform(order: Order, clerk: Actor, *, at: datetime) -> Answer:
    """Return what the steps of an order did at the one door: all of them, or none."""
    seen, files, case = order.seen, order.files, queries.stored_case(order.ref)
    with transaction.atomic() if order.steps[1:] else nullcontext():
        for step, said in order.steps:
            asked = Request(ref=order.ref, step=step, said=said, files=files, seen=seen)
            actor = _actor(clerk, case, step)
            answer = services.take(asked, actor, key=_key(order, step), at=at)
            seen, files = answer.version, ()
    return answer


def at_window(clerk: Actor, person: UUID) -> Actor:
    """Return the person who stands at the window, for whom this clerk keys it in."""
    name = f"申请人（{clerk.name}窗口代录）"
    return citizen(int(clerk.id.removeprefix("u")), person, name=name)


def open_on(ref: str) -> HeldView | None:
    """Return the act that waits on a case, if any."""
    division, case_id = codes.parse_ref(ref)
    row = HeldAct.objects.filter(division=division, case_id=case_id, state=HELD).first()
    return _view(row) if row else None


def open_of(user_id: int) -> list[HeldView]:
    """Return the acts of a clerk that wait, the next one due first."""
    rows = HeldAct.objects.filter(user_id=user_id, state=HELD).order_by("due_at")
    return [_view(row) for row in rows]


def undo(held_id: UUID, user_id: int) -> None:
    """Take a held act back, as if it had never been pressed.

    Raises Conflict once it is taken: what was issued is corrected by an act on record.
    """
    gone, _ = HeldAct.objects.filter(id=held_id, user_id=user_id, state=HELD).delete()
    if not gone:
        raise Conflict(
            "这一步已经办理生效，不能撤销",
            clause=CLAUSE,
            remedy="确有错误的，请依法更正，更正会记入办理经过",
        )


def take_now(held_id: UUID, user_id: int, *, at: datetime) -> None:
    """Take a clerk's held act before its time; one that is gone already stays as it is."""
    if HeldAct.objects.filter(id=held_id, user_id=user_id, state=HELD).exists():
        _take(held_id, at)


def take_due(at: datetime, *, user_id: int | None = None) -> int:
    """Return how many acts were taken (or refused for good) because their wait is over."""
    rows = HeldAct.objects.filter(state=HELD, due_at__lte=at)
    rows = rows if user_id is None else rows.filter(user_id=user_id)
    ids = list(rows.order_by("due_at").values_list("id", flat=True)[:BATCH])
    return sum(_take(one, at) for one in ids)


def news(user_id: int) -> list[HeldView]:
    """Return what became of a clerk's acts since the last page, and forget it: told once."""
    rows = list(HeldAct.objects.filter(user_id=user_id, state__in=[TAKEN, FAILED]))
    if rows:
        HeldAct.objects.filter(user_id=user_id, id__in=[row.id for row in rows]).delete()
    return [_view(row) for row in rows]


def _key(order: Order, step: str) -> str:
    """Return the key under which the door takes one step of an order."""
    return f"{order.key}-{step}"


def _actor(clerk: Actor, case: Stored, step: str) -> Actor:
    """Return who takes a step: the clerk; or the person at the window, who does not key in."""
    own = clerk.post in STEPS[step].by or not STEPS[step].by <= PERSON
    return clerk if own else at_window(clerk, case.submitter)


def _may_wait(case: Stored, at: datetime, wait: timedelta) -> bool:
    """Return whether nothing ends before the wait is over: neither the day nor a term."""
    due = at + wait
    if not wait or local(due).date() != local(at).date():
        return False
    dues = queries.view(case, at).standing.dues.values()
    return not any(at < one.ends <= due for one in dues)


def _waiting(case: Stored) -> HeldAct | None:
    """Return the row that waits on a case, if any."""
    return HeldAct.objects.filter(division=case.division, case_id=case.id, state=HELD).first()


def _same(row: HeldAct, order: Order) -> HeldView:
    """Return the act that waits when it is the same sent again; raises Conflict for another."""
    if row.key != order.key:
        raise Conflict(
            f"{row.clerk}刚办理了“{row.label}”，还可以撤销",
            clause=CLAUSE,
            remedy="请先撤销，或者等它生效",
        )
    return _view(row)


def _try(order: Order, clerk: Actor, at: datetime) -> None:
    """Raise what the steps would raise; nothing stays but a refused attempt the law wants kept."""
    refusal: Refusal | None = None
    with transaction.atomic():
        try:
            perform(order, clerk, at=at)
            transaction.set_rollback(True)
        except Refusal as found:
            refusal = found
    if refusal:
        raise refusal


def _hold(case: Stored, order: Order, clerk: Actor, due_at: datetime) -> HeldView:
    """Return the act, written down to be taken at its time."""
    row = HeldAct(
        division=case.division,
        id=uuid7(),
        case_id=case.id,
        user_id=int(clerk.id.removeprefix("u")),
        posting_id=clerk.posting_id or 0,
        clerk=clerk.name,
        label=order.label,
        number=case.number,
        steps=msgspec.to_builtins(order.steps),
        seen=order.seen,
        key=order.key,
        due_at=due_at,
    )
    row.save(force_insert=True)
    return _view(row)


def _take(held_id: UUID, at: datetime) -> bool:
    """Return whether this call took the act; whoever holds its row is alone with it."""
    with transaction.atomic():
        rows = HeldAct.objects.filter(id=held_id, state=HELD)
        row = rows.select_for_update(skip_locked=True).first()
        if row is None:
            return False
        try:
            answer = perform(_order(row), _clerk(row, at), at=at)
            rows.update(state=TAKEN, outcome=msgspec.to_builtins(answer))
        except Refusal as refusal:
            rows.update(state=FAILED, outcome={"refusal": f"{refusal.message}。{refusal.remedy}"})
    return True


def _order(row: HeldAct) -> Order:
    """Return what was pressed."""
    steps = tuple((step, said) for step, said in row.steps)
    ref = codes.ref(row.division, row.case_id)
    return Order(ref=ref, label=row.label, steps=steps, seen=row.seen, key=row.key)


def _clerk(row: HeldAct, at: datetime) -> Actor:
    """Return the clerk in the post pressed from; raises WrongPost where it is no longer held."""
    for held in places.postings_of(row.user_id, local(at).date()):
        if held.id == row.posting_id:
            return staff(held, row.clerk)
    raise WrongPost("岗位已经变动", clause="H2.4", remedy="请由现任前台办理")


def _view(row: HeldAct) -> HeldView:
    """Return a row as its clerk sees it."""
    return HeldView(
        id=row.id,
        ref=codes.ref(row.division, row.case_id),
        number=row.number,
        label=row.label,
        clerk=row.clerk,
        user_id=row.user_id,
        due_at=row.due_at,
        state=row.state,
        answer=msgspec.convert(row.outcome, Answer) if row.state == TAKEN else None,
        refusal=row.outcome.get("refusal", ""),
    )
