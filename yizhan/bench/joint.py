"""Joint cases: what five departments cost beside five single cases, and races of opinions.

The item is a trial version of the run's own, decided by authorities of the demo county; it is put
on the shelf of this process and never into the catalogue.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Barrier
from time import perf_counter, time_ns
from uuid import UUID

from django.utils import timezone
from msgspec.structs import replace as with_fields
from uuid_utils.compat import uuid7

from yizhan.bench.lifecycle import Plan
from yizhan.bench.races import actor_of
from yizhan.cases import actors, queries, services
from yizhan.cases.actors import Actor
from yizhan.cases.opening import Application
from yizhan.cases.services import Request
from yizhan.items import queries as items
from yizhan.items import versions
from yizhan.items.content import Department
from yizhan.items.versions import VersionView
from yizhan.law.refusals import Refusal
from yizhan.law.words import Post
from yizhan.places import queries as places

DEPARTMENTS = 5
LANES = 3
GRANT = {"grant": True}


@dataclass(frozen=True)
class Result:
    """How the interleavings ended: how many were granted, and with every opinion."""

    count: int
    granted: int
    unsound: int

    @property
    def line(self) -> str:
        """Return the line that a run prints."""
        return (
            f"interleavings {self.count}: granted {self.granted}, "
            f"granted without all opinions {self.unsound}"
        )


class Table:
    """The departments around one joint item, and short ways through the door."""

    def __init__(self, plan: Plan, departments: int) -> None:
        """Put a joint and a single version on the shelf; look up who acts."""
        self.plan = plan
        self.run = f"joint{time_ns()}"
        self.actors = {role: actor_of(token) for role, token in plan.tokens.items()}
        base = items.version(UUID(plan.version))
        own = places.authority(base.authority_id)
        others = [
            one
            for one in places.authorities(own.division)
            if one.id != own.id and one.level is own.level
        ]
        self.offices = [own, *others[: departments - 1]]
        self.single = _shelved(base, [])
        self.joint = _shelved(
            base, [Department(code=one.code, name=one.short_name) for one in self.offices]
        )
        self.n = 0

    def chief(self, authority_id: int) -> Actor:
        """Return the chief representative of a department, for this run."""
        return replace(self.actors["chief"], id=f"chief{authority_id}", authority_id=authority_id)

    def take(self, ref: str, step: str, actor: Actor, **said: object) -> None:
        """Take a step under a key of its own."""
        key = f"{self.run}-{uuid7()}"
        services.take(Request(ref=ref, step=step, said=said), actor, key=key, at=timezone.now())

    def accepted(self, version: VersionView) -> str:
        """Return the address of a case that was handed in and accepted."""
        applicant = UUID(self.plan.applicant)
        application = Application(
            version_id=version.id,
            applicant=applicant,
            channel="window",
            materials=self.plan.materials,
        )
        person = actors.at_window(self.actors["front"], applicant)
        key = f"{self.run}-{uuid7()}"
        ref = services.submit(application, person, key=key, at=timezone.now()).ref
        self.take(ref, "accept", self.actors["front"])
        return ref

    def play_joint(self) -> None:
        """Play a joint case to its decision."""
        ref = self.accepted(self.joint)
        for office in self.offices[1:]:
            self.take(ref, "opinion", self.chief(office.id), agree=True)
        self.take(ref, "decide", self.actors["chief"], **GRANT)

    def play_single(self) -> None:
        """Play a single case to its decision."""
        ref = self.accepted(self.single)
        self.take(ref, "review", self.actors["back"], finding="符合条件")
        self.take(ref, "decide", self.actors["chief"], **GRANT)


def _shelved(base: VersionView, departments: list[Department]) -> VersionView:
    """Return a trial version that these departments decide, on the shelf of this process."""
    content = with_fields(base.content, departments=departments, quota=None)
    view = replace(base, id=uuid7(), content=content, trial=True)
    versions.SHELF.put(view)
    return view


def cost(plan: Plan, rounds: int) -> str:
    """Return the line of what a joint case of five departments costs beside five single ones."""
    table = Table(plan, DEPARTMENTS)
    table.play_joint()
    table.play_single()
    joint = _each(table.play_joint, rounds)
    single = _each(table.play_single, rounds * DEPARTMENTS)
    return (
        f"joint case of {len(table.offices)} departments: {joint:.1f} ms; "
        f"five single cases: {single * DEPARTMENTS:.1f} ms; "
        f"ratio {joint / (single * DEPARTMENTS):.2f}"
    )


def _each(play: Callable[[], None], rounds: int) -> float:
    """Return the milliseconds of one play."""
    begin = perf_counter()
    for _ in range(rounds):
        play()
    return (perf_counter() - begin) * 1000 / rounds


def interleavings(plan: Plan, count: int) -> Result:
    """Return how so many cases ended on which two opinions and the lead's grant came at once.

    In a third of them one department disagrees; the lead tries again after both have answered.
    """
    table, granted, unsound = Table(plan, LANES), 0, 0
    start, dice = Barrier(LANES), random.Random(count)  # noqa: S311 - no secret
    with ThreadPoolExecutor(LANES) as pool:
        for _ in range(count):
            ref = table.accepted(table.joint)
            agrees = [dice.random() > 1 / 6 for _ in range(LANES - 1)]
            list(pool.map(lambda lane: _lane(table, ref, start, lane, agrees), range(LANES)))  # noqa: B023
            _grant(table, ref)
            course = queries.stored_case(ref).course
            granted += bool(course.granted)
            sound = all(part.agree for part in course.parts)
            unsound += bool(course.granted) and not sound
    return Result(count, granted, unsound)


def _lane(  # noqa: PLR0917 - the lane of a race
    table: Table, ref: str, start: Barrier, lane: int, agrees: list[bool]
) -> None:
    """Let one of three act at the same moment: two departments and the lead."""
    start.wait()
    if lane == LANES - 1:
        _grant(table, ref)
        return
    office = table.offices[lane + 1]
    table.take(ref, "opinion", table.chief(office.id), agree=agrees[lane], reasons="示例理由")


def _grant(table: Table, ref: str) -> None:
    """Let the lead try to grant; the law may refuse it."""
    try:
        table.take(ref, "decide", table.actors[Post.CHIEF.value], **GRANT)
    except Refusal:
        return
