"""Playing a scenario (推演): through the one door, on a simulated clock, then rolled back."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yizhan.adjustments import services as adjustments
from yizhan.cases import certificates, halls, queries, services
from yizhan.cases.opening import Application
from yizhan.cases.services import Request
from yizhan.law.certificates import Aim
from yizhan.law.refusals import Refusal
from yizhan.places import services as places
from yizhan.places import shelf
from yizhan.places.queries import AuthorityView
from yizhan.replay import beside
from yizhan.replay.aside import aside
from yizhan.replay.cast import cast
from yizhan.replay.scenario import Play, Scenario
from yizhan.replay.shown import shown
from yizhan.replay.world import World

SITE = ("现场", "实地")


def play(scenario: Scenario, file: str) -> list[dict[str, Any]]:
    """Return one line for each step; nothing stays in the database or on the disk."""
    lines: list[dict[str, Any]] = []
    try:
        with aside(), transaction.atomic():
            places.try_overlay(scenario.division, scenario.overlay, at=scenario.steps[0].at)
            lines.extend(_lines(scenario, World(scenario, cast(scenario)), file))
            transaction.set_rollback(True)
    finally:
        shelf.forget()
    return lines


def _lines(scenario: Scenario, world: World, file: str) -> Iterator[dict[str, Any]]:
    """Yield what each step did."""
    for step in scenario.steps:
        taken = _taken(step, world)
        head = {
            "file": file,
            "step": step.n,
            "case": step.case,
            "at": step.at.strftime("%Y-%m-%d %H:%M:%S"),
            "do": step.do,
        }
        yield {**head, **taken, **shown(step, world)}


def _taken(step: Play, world: World) -> dict[str, Any]:
    """Return the outcome, the clause and the message of one step."""
    ref = world.refs.get(step.case)
    if world.changes:
        adjustments.carry_due(step.at)
    passed = _time_passes(step, ref)
    if step.do == "pass":
        return {"outcome": "done", "clause": passed, "message": None}
    try:
        clause = STEPS.get(step.do, _take)(step, world)
    except Refusal as refusal:
        if ref:
            _settled(ref, step.at)
        words = f"{refusal.message}。{refusal.remedy}" if refusal.remedy else refusal.message
        return {"outcome": "refused", "clause": refusal.clause, "message": words}
    return {"outcome": "done", "clause": clause, "message": None}


def _time_passes(step: Play, ref: str | None) -> str | None:
    """Return the clause of what time has done by now, written down as the worker does.

    A correction on its way by post is waited for (L1.6).
    """
    if ref is None or (step.do == "correct" and step.said.get("posted")):
        return None
    return _settled(ref, step.at)


def _settled(ref: str, at: datetime) -> str | None:
    """Return the clause of the last thing that time did; what moved the case goes first."""
    acts = services.settle_case(queries.stored_case(ref), at)
    moved = [act for act in acts if act.step != "overdue"] or acts
    return moved[-1].clause if moved else None


def _submit(step: Play, world: World) -> str:
    """Return the clause under which a new case was received."""
    application = Application(
        version_id=world.cast.version.id,
        applicant=world.cast.applicant,
        channel=str(step.said.get("channel", "window")),
        materials=tuple(str(one) for one in step.said.get("materials", ())),
        aim=str(step.said.get("aim", Aim.NEW.value)),
        certificate=_certificate(step, world),
        hall=_hall(step, world, "hall").id if "hall" in step.said else None,
        collect_at=_hall(step, world, "collect").code if "collect" in step.said else "",
    )
    actor = world.cast.actor(step.who, step.do, None, on=step.at.date())
    answer = services.submit(application, actor, key=_key(step), at=step.at)
    world.began(step, answer.ref)
    return answer.clause


def _hall(step: Play, world: World, key: str) -> AuthorityView:
    """Return the hall that a scenario names (H7.1)."""
    return world.cast.offices.named(str(step.said[key]))


def _certificate(step: Play, world: World) -> UUID | None:
    """Return the certificate that an application is about: that of case ``of``, else of ``a``."""
    ref = world.refs.get(str(step.said.get("of", "a")))
    found = certificates.of_case(ref, step.at) if ref and "aim" in step.said else None
    return found.row.id if found else None


def _take(step: Play, world: World) -> str:
    """Return the clause under which a step was taken."""
    ref, actor = world.ref(step), world.actor(step)
    request = Request(ref=ref, step=step.do, said={**_said(step), **_of_halls(step, world, ref)})
    return services.take(request, actor, key=_key(step), at=step.at).clause


def _of_halls(step: Play, world: World, ref: str) -> Mapping[str, Any]:
    """Return where a result goes, and what is read off its paper, unless a scenario says it."""
    numbers, code = halls.result_numbers(ref), queries.stored_case(ref).query_code
    filled: dict[str, dict[str, Any]] = {
        "send_result": {"to": _hall(step, world, "to").code} if "to" in step.said else {},
        "sign_for": {"number": step.said.get("number") or (numbers[-1] if numbers else "")},
        "deliver": {"query_code": step.said.get("query_code") or code},
    }
    return filled.get(step.do, {})


def _key(step: Play) -> str:
    """Return the idempotency key of a step."""
    return f"{step.case}-{step.n}"


def _said(step: Play) -> Mapping[str, Any]:
    """Return what is said, with what a scenario need not write out."""
    said = dict(step.said)
    if "materials" in said:
        said["materials"] = tuple(str(one) for one in said["materials"])
    return said | FILLED.get(step.do, lambda _: {})(said)


def _filled_special(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a result as signed and sealed unless the scenario speaks of it (H5.2)."""
    spoken = "signed" in said or "sealed" in said
    defaults = {"signed": not spoken, "sealed": not spoken, "finding": "符合要求"}
    return {name: value for name, value in defaults.items() if name not in said}


def _filled_review(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finding, and whether it was made on site (L3.2)."""
    finding = str(said.get("finding", "符合法定条件"))
    on_site = said.get("on_site", any(word in finding for word in SITE))
    return {"finding": finding, "on_site": on_site}


def _filled_elsewhere(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the address of the competent authority when only its name is written (H4.3)."""
    authority = str(said.get("authority") or "")
    return {"address": said.get("address") or (f"{authority}窗口" if authority else "")}


FILLED = {
    "special_done": _filled_special,
    "review": _filled_review,
    "not_competent": _filled_elsewhere,
}
STEPS = {"submit": _submit, **beside.STEPS}
