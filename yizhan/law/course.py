"""The course of a case (办件经过): what has happened so far, as the law needs to know it.

Immutable. Nothing in it is a deadline: deadlines are derived from it by ``law.clocks``.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from yizhan.law.certificates import About
from yizhan.law.words import OPEN, Channel, Clock, Stage


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One row of the one-time notice (L4.2)."""

    material: str
    problem: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many originals and copies of a material were handed in at the window (L4.1)."""

    material: str
    originals: int
    copies: int


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
    """The right to a hearing (L2.12): told, asked for, called with its chair, recorded."""

    told: date
    asked: date | None = None
    chair: str = ""
    called: date | None = None
    held_on: date | None = None
    recorded: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """One department's part in a joint case (H5.3): pushed when, and its opinion once it is in."""

    unit: str
    name: str
    pushed_at: datetime
    agree: bool | None = None
    reasons: str = ""
    signer: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Handover:
    """The handover of what another hall took in (H7.1): which hall, in how many days, when done."""

    unit: str
    name: str
    days: int
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Pickup:
    """The hall where the result is collected (H7.1): sent there when, signed for when."""

    unit: str
    name: str
    sent_at: datetime | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Course:
    """What has happened to one case."""

    stage: Stage
    channel: Channel
    received_at: datetime
    about: About | None = None  # the certificate that a change or a renewal is about
    held: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
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
    handlers: tuple[str, ...] = ()  # who received and accepted it: they do not decide (L3.2)
    reviewers: tuple[str, ...] = ()
    reviewed_at: datetime | None = None
    decided_at: datetime | None = None
    granted: bool | None = None
    deemed_renewed: bool = False
    certified: bool = False
    originals_ok: bool = False
    delivered_at: datetime | None = None
    published_at: datetime | None = None
    rating: int | None = None
    rerating: int | None = None  # 追评
    visits: int = 0
    parts: tuple[Part, ...] = ()
    handed_up_at: datetime | None = None
    handover: Handover | None = None  # taken in at another hall than the competent authority's
    pickup: Pickup | None = None  # handed out at another hall
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
    def silent(self) -> tuple[Part, ...]:
        """Return the parts without an opinion; silence is never consent (L2.7)."""
        return tuple(part for part in self.parts if part.agree is None)

    @property
    def clock(self) -> Clock:
        """Return whether the time limit of the decision runs."""
        if self.stage not in OPEN or self.accepted_on is None:
            return Clock.IDLE if self.stage in OPEN else Clock.ENDED
        return Clock.STOPPED if self.running else Clock.RUNNING

    @property
    def open_stage(self) -> Stage:
        """Return the stage of an accepted, undecided case from its own facts."""
        if self.running:
            return Stage.SPECIAL
        if self.parts:
            return Stage.JOINT
        if self.reviewed_at is None:
            return Stage.ACCEPTED
        return Stage.FIRST_REVIEW if self.reviewed_at == self.handed_up_at else Stage.REVIEW


def handled(course: Course, actor: str) -> Course:
    """Return the course that remembers who has received or accepted the case (L3.2)."""
    hands = dict.fromkeys((*course.handlers, *filter(None, [actor])))
    return replace(course, handlers=tuple(hands))


def in_transit(course: Course) -> bool:
    """Return whether the hall that took a case in has not handed it over yet (H7.1)."""
    return course.handover is not None and course.handover.at is None
