"""Carrying a plan out (施行): the map, authorities, staff, items, tokens, cases; or only trying it.

Both go the same way; what is only tried is rolled back.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yizhan.accounts import tokens
from yizhan.cases import succession
from yizhan.items import carrying, coverage
from yizhan.items.carrying import Followed
from yizhan.law.clocks import local, midnight
from yizhan.places import plans, shelf
from yizhan.places.plans import Plan, Shift

MOST = 200  # lines of a report that are kept


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be carried out: the rows, their day, the ground, and on whose word."""

    shifts: Sequence[Shift]
    on: date
    basis: str
    by: int


def preview(wanted: Wanted, at: datetime) -> dict[str, Any]:
    """Return what a plan would do on its day; nothing stays of it.

    Raises Invalid for a plan that does not fit the map.
    """
    with _tried():
        return _done(wanted, max(at, midnight(wanted.on)), passing=False)


@transaction.atomic
def carry_out(wanted: Wanted, at: datetime) -> dict[str, Any]:
    """Return what a plan has done; its day has come.

    Raises Invalid for a plan that does not fit the map any more.
    """
    report = _done(wanted, at, passing=True)
    coverage.recount(on=local(at).date())
    return report


@contextmanager
def _tried() -> Iterator[None]:
    """Roll back what the block does, and forget what was read of it."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        shelf.forget()


def _done(wanted: Wanted, at: datetime, *, passing: bool) -> dict[str, Any]:
    """Return the report of a plan, after doing it; cases pass on where that is asked."""
    made = plans.plan(wanted.shifts, wanted.on)
    plans.write(made)
    followed = carrying.carry(by=wanted.by, at=at)
    found = followed.authorities
    concerned = [*(one.id for one in found.moved), *(one.id for one in found.merged)]
    running = succession.running(concerned)
    passed = 0
    if passing:
        basis = wanted.basis
        passed = sum(
            succession.pass_on(one.id, one.into, basis=basis, at=at) for one in found.merged
        )
    moved_tokens = tokens.follow(found.postings, at=at)
    counts = {"cases": running, "passed": passed, "tokens": moved_tokens}
    return {**_report(made, followed), **counts}


def _report(made: Plan, followed: Followed) -> dict[str, Any]:
    """Return what became of divisions, authorities and items, in words and numbers."""
    found = followed.authorities
    moved = [[one.name, one.old, one.new, one.window, one.window_now] for one in found.moved[:MOST]]
    return {
        "counts": {kind.value: n for kind, n in made.counts().items()},
        "rows": [_line(made, row) for row in made.shifts[:MOST]],
        "moved": moved,
        "merged": [[one.name, one.old, one.into_name] for one in found.merged[:MOST]],
        "stuck": [why for _, why in found.stuck[:MOST]],
        "authorities": len(found.moved) + len(found.merged),
        "postings": len(found.postings),
        "items": followed.items,
        "ended": followed.ended,
    }


def _line(made: Plan, row: Shift) -> list[str]:
    """Return one row in words: what it does, codes and names before and after."""
    was = made.standing.get(row.old)
    into = made.standing.get(row.new)
    name = row.name or (was.name if was else "") or (into.name if into else "")
    before = was.name if was else ""
    return [made.kind_of(row).label, row.old, before, row.new, name if row.new else ""]
