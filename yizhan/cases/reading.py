"""Reading a case for the door (读取办件): one statement, the idempotency key with it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from yizhan.cases import codes
from yizhan.cases.actors import PERSONS, Actor
from yizhan.cases.docket import docket
from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.law import steps
from yizhan.law.clocks import local
from yizhan.law.refusals import Conflict, NotFound
from yizhan.law.words import Post
from yizhan.orm import prepared
from yizhan.places import queries as places

LOAD = f"""SELECT {SELECT}, k.digest, k.answer::text FROM cases_case c
    LEFT JOIN cases_key k ON k.division = c.division AND k.actor = %s AND k.key = %s
    WHERE c.division = %s AND c.id = %s"""  # noqa: S608 - constants only
LAST = """SELECT step, actor_name, at FROM cases_entry WHERE division = %s AND case_id = %s
    AND NOT refused ORDER BY seq DESC LIMIT 1"""
KEPT = "SELECT digest, answer::text FROM cases_key WHERE division = %s AND actor = %s AND key = %s"


def missing() -> NotFound:
    """Return the refusal for a case that is missing or not yours: the two look the same."""
    return NotFound("没有找到这个办件", clause="L3.10", remedy="请核对办件编号，或从办件列表进入")


def as_json(value: Mapping[str, Any]) -> str:
    """Return a value as JSON text for a column."""
    return msgspec.json.encode(value).decode()


def load(ref: str, actor: str, key: str) -> tuple[Stored, tuple[str, Any] | None]:
    """Return a case and the (digest, answer) kept under the actor's key, if any.

    Raises NotFound for an address that is none.
    """
    try:
        division, case_id = codes.parse_ref(ref)
    except ValueError:
        raise missing() from None
    row = prepared.row(LOAD, [actor, key, division, case_id])
    if row is None:
        raise missing()
    kept = (row[-2], msgspec.json.decode(row[-1])) if row[-2] else None
    return from_row(row[:-2]), kept


def kept(division: int, actor: str, key: str) -> tuple[str, Any] | None:
    """Return the (digest, answer) kept under a key, if any."""
    row = prepared.row(KEPT, [division, actor, key])
    return (row[0], msgspec.json.decode(row[1])) if row else None


def check_scope(case: Stored, actor: Actor) -> None:
    """Refuse a case outside the actor's scope, as if it were missing (T1, T2)."""
    if actor.post is Post.CLOCK:
        return
    if actor.post in PERSONS:
        mine = actor.person_id in {case.applicant, case.submitter}
    elif actor.post is Post.SUPERVISOR:
        mine = bool(actor.division) and places.now(case.place).startswith(actor.division[:6])
    else:
        mine = actor.authority_id == case.authority_id or _has_part(case, actor)
    if not mine:
        raise missing()


def _has_part(case: Stored, actor: Actor) -> bool:
    """Return whether the actor's authority has a part in the case beside the competent one.

    A hall sees what its front desk took in and what it hands out, nothing else (H7.1, T1).
    """
    found = docket(case)
    return actor.authority_id in found.parties | found.halls_of(actor.post)


def scoped(ref: str, actor: Actor) -> Stored:
    """Return a case in the actor's scope; raises NotFound."""
    case = load(ref, "", "")[0]
    check_scope(case, actor)
    return case


def stale(case: Stored) -> Conflict:
    """Return the refusal for somebody who came second: who did what when (L3.10)."""
    [(step, who, at)] = prepared.rows(LAST, [case.division, case.id])
    return Conflict(
        f"{who}已于{local(at):%Y年%-m月%-d日 %H:%M}对本件办理“{steps.label(step)}”，"
        "页面内容已不是最新",
        clause="L3.10",
        remedy="请刷新页面，查看最新状态后再办理；您刚才填写的内容没有生效",
    )
