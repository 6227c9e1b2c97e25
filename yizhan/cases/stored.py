"""A case as it is stored, and its course as the law reads it."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import msgspec

from yizhan.cases import codes
from yizhan.law import clocks
from yizhan.law.act import Outcome
from yizhan.law.calendar import Calendar
from yizhan.law.course import Course
from yizhan.law.item import Rules
from yizhan.law.lapse import next_moment, settle
from yizhan.law.words import Applicant, Stage, Term

_decoder = msgspec.json.Decoder(Course)
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One row of the cases; ``course`` is JSON text until it is asked for."""

    division: int
    id: UUID
    number: str
    query_code: str
    serial: int
    authority_id: int
    place: str
    item_id: UUID
    version_id: UUID
    item_name: str
    about: UUID | None
    applicant: UUID
    applicant_kind: str
    applicant_name: str
    applicant_id_masked: str
    submitter: UUID
    received_by: int | None
    collect_at: int | None = None
    channel: str
    way: str
    stage: str
    course_text: str
    received_at: datetime
    version: int
    seq: int
    head: str

    @cached_property
    def course(self) -> Course:
        """Return the course as it was last written."""
        return _decoder.decode(self.course_text)

    @property
    def ref(self) -> str:
        """Return the opaque address of the case."""
        return codes.ref(self.division, self.id)

    @property
    def year(self) -> int:
        """Return the year of the case's serial, as its number says it."""
        return int(self.number[9:13])

    @property
    def kind(self) -> Applicant:
        """Return whether the applicant is a natural or a legal person."""
        return Applicant(self.applicant_kind)


COLUMNS = tuple("course" if field.name == "course_text" else field.name for field in fields(Stored))
NAMES = tuple(field.name for field in fields(Stored))
SELECT = ", ".join(f"c.{column}" for column in COLUMNS)


def from_row(row: tuple[Any, ...]) -> Stored:
    """Return a case from a row of ``SELECT``."""
    return Stored(**dict(zip(NAMES, row, strict=False)))


def dump(course: Course) -> str:
    """Return a course as JSON text."""
    return _encoder.encode(course).decode()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a case stands at a moment: what time has done since it was written included."""

    course: Course
    acts: tuple[Outcome, ...]
    dues: dict[Term, clocks.Due]

    @property
    def stage(self) -> Stage:
        """Return the stage, true at that moment."""
        return self.course.stage

    @property
    def decide_by(self) -> clocks.Due | None:
        """Return the end that a lamp looks at: the promise, else what runs first."""
        for term in (Term.PROMISED, Term.NOTICE, Term.CORRECTION, Term.SPECIAL, Term.DELIVERY):
            if term in self.dues:
                return self.dues[term]
        return None


def standing(course: Course, rules: Rules, calendar: Calendar, now: datetime) -> Standing:
    """Return how a course stands now, even if nobody has looked at it for days (L2, H4.6)."""
    settled, acts = settle(course, rules, calendar, now)
    return Standing(course=settled, acts=acts, dues=clocks.dues(settled, rules, calendar))


def _publish_at(course: Course, rules: Rules, calendar: Calendar) -> datetime | None:
    """Return when the worker publishes the decision; None where nothing waits for it (L2.11)."""
    if course.decided_at is None or course.published_at or rules.publish_after is None:
        return None
    return clocks.midnight(calendar.add(course.decided_at.date(), rules.publish_after))


def hints(course: Course, rules: Rules, calendar: Calendar) -> dict[str, object]:
    """Return the columns that only help the indexes."""
    found = Standing(course=course, acts=(), dues=clocks.dues(course, rules, calendar))
    due: date | None = found.decide_by.on if found.decide_by else None
    return {
        "stage": course.stage.value,
        "accepted_on": course.accepted_on,
        "due_on": due,
        "wake_at": next_moment(course, rules, calendar),
        "decided_at": course.decided_at,
        "published": course.published_at is not None,
        "publish_at": _publish_at(course, rules, calendar),
    }
