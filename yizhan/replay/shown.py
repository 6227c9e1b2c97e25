"""What a step shows (推演结果): how the case stands after it, what it issued and raised."""

from collections.abc import Callable, Mapping
from typing import Any

from yizhan.cases import certificates, queries
from yizhan.law.words import Term
from yizhan.places import duty
from yizhan.replay import errands
from yizhan.replay.grammar import DUE
from yizhan.replay.scenario import Play
from yizhan.replay.world import World

SHOWN = tuple(term for term in Term if term.value in DUE)
EMPTY = (
    "state",
    "received_on",
    "accepted_on",
    "deemed",
    "clock",
    "provisional",
    "visits",
    "visits_allowed",
)


def shown(step: Play, world: World) -> dict[str, Any]:
    """Return how the case stands after a step, with what only some scenarios ask for."""
    asked = {key: ASKED[key](step, world) for key in ASKED if key in step.expect}
    return {**_case(step, world), **asked}


def _case(step: Play, world: World) -> dict[str, Any]:
    """Return how the case stands after a step; empty before there is one."""
    ref = world.refs.get(step.case)
    if ref is None:
        return {**dict.fromkeys(EMPTY), "due": dict.fromkeys(DUE), "papers": [], "exceptions": []}
    seen = world.shown.get(step.case, 0)
    view = queries.replayed(ref, step.at, after=seen)
    world.shown[step.case] = view.seq
    course, dues = view.standing.course, view.standing.dues
    return {
        "state": course.stage.value,
        "received_on": course.received_on.isoformat(),
        "accepted_on": course.accepted_on.isoformat() if course.accepted_on else None,
        "deemed": course.deemed,
        "due": {t.value: dues[t].on.isoformat() if t in dues else None for t in _terms(step)},
        "clock": course.clock.value,
        "provisional": any(due.provisional for due in dues.values()),
        "papers": view.papers,
        "exceptions": view.exceptions,
        "visits": course.visits,
        "visits_allowed": world.cast.version.content.online.visits,
    }


def _terms(step: Play) -> tuple[Term, ...]:
    """Return the terms shown, with those that only some scenarios ask for."""
    asked = step.expect.get("due") or {}
    return (*SHOWN, *(term for term in Term if term.value in asked and term not in SHOWN))


def _worth(step: Play, world: World) -> str | None:
    """Return what the certificate of a case is worth at a moment; None where it has none."""
    ref = world.refs.get(step.case)
    found = certificates.of_case(ref, step.at) if ref else None
    return found.state.value if found else None


def _held(step: Play, world: World) -> list[str]:
    """Return the materials that lie with a case."""
    ref = world.refs.get(step.case)
    return list(queries.stored_case(ref).course.held) if ref else []


def _holes(step: Play, world: World) -> list[str]:
    """Return what the roster of the window opened last lacks on the day (H2.6, R23)."""
    window, today = next(reversed(world.windows.values()), 0), step.at.date()
    lacking = duty.lacking(duty.of(window), today, 1) if window else {}
    return [gap.label for gaps in lacking.values() for gap in gaps]


ASKED: Mapping[str, Callable[[Play, World], object]] = {
    "certificate": _worth,
    "held": _held,
    "ledger": errands.ledger,
    "holes": _holes,
}
