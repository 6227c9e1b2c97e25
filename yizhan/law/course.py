"""The course of a case (办件经过): what has happened so far, as the law needs to know it.

Immutable. Nothing in it is a deadline: deadlines are derived from it by ``law.clocks``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from yizhan.law.words import OPEN, Channel, Clock, Stage


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One row of the one-time notice (L4.2)."""

    material: str
    problem: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Pause:
    """One special procedure (H5.1): its first day, the working days told, its last day."""

    kind: str
    first: date
    days: int
    last: date | None = None
    finding: str = ""


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """The right to a hearing (L2.12): told, asked for, its chair."""

    told: date
    asked: date | None = None
    chair: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """What has happened to one case."""

    stage: Stage
    channel: Channel
    received_at: datetime
    held: tuple[str, ...] = ()
    needed: tuple[str, ...] | None = None  # by the person's situation; None: as the list says
    mended: bool = False
    receipt_at: datetime | None = None
    prereview_at: datetime | None = None
    notices: int = 0
    notified_at: datetime | None = None
    defects: tuple[Defect, ...] = ()
    told: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    corrected_at: datetime | None = None
    correction_told: date | None = None
    accepted_at: datetime | None = None
    accepted_on: date | None = None
    acceptance_noticed: bool = False
    deemed: bool = False
    batch_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    hearing: Hearing | None = None
    extension: int = 0
    reviewers: tuple[str, ...] = ()
    reviewed_at: datetime | None = None
    decided_at: datetime | None = None
    granted: bool | None = None
    certified: bool = False
    originals_ok: bool = False
    delivered_at: datetime | None = None
    published_at: datetime | None = None
    rating: int | None = None
    rerating: int | None = None  # 追评
    visits: int = 0
    raised: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()

    @property
    def received_on(self) -> date:
        """Return the day of intake 收件之日."""
        return self.received_at.date()

    @property
    def correction_complete(self) -> bool:
        """Return whether all that the notice named has been corrected (H4.7)."""
        return bool(self.notices) and all(d.material in self.corrected for d in self.defects)

    @property
    def running(self) -> tuple[Pause, ...]:
        """Return the special procedures that still run."""
        return tuple(pause for pause in self.pauses if pause.last is None)

    @property
    def clock(self) -> Clock:
        """Return whether the time limit of the decision runs."""
        if self.stage not in OPEN:
            return Clock.ENDED
        if self.accepted_on is None:
            return Clock.IDLE
        return Clock.STOPPED if self.running else Clock.RUNNING

    @property
    def open_stage(self) -> Stage:
        """Return the stage of an accepted, undecided case from its own facts."""
        if self.running:
            return Stage.SPECIAL
        return Stage.REVIEW if self.reviewed_at else Stage.ACCEPTED
