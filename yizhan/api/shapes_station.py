"""The shapes of a station's errands (帮办代办): what a member sends, what is answered (H7)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, BaseModel, Field

from yizhan.api.shapes import FileIn
from yizhan.law.mandates import Action
from yizhan.law.village import Milestone, Mode
from yizhan.law.words import Way
from yizhan.stations.records import State

DIGEST = "^[0-9a-f]{64}$"
APPLYING = (Action.SUBMIT, Action.CORRECT, Action.COLLECT)


class NamedIn(BaseModel):
    """A person as the card says."""

    name: str = Field(min_length=1, max_length=60)
    number: str = Field(min_length=1, max_length=30)
    phone: str = Field(default="", max_length=30)


class EntrustedIn(BaseModel):
    """What the person signed (L4.16); ``signature`` is the digest of its upload."""

    since: date
    until: date
    read_aloud: bool
    signature: str = Field(pattern=DIGEST)
    actions: list[Action] = Field(default_factory=lambda: list(APPLYING), max_length=20)


class HourIn(BaseModel):
    """Where and when a companion waits, or the station comes to the home."""

    place: str = Field(min_length=1, max_length=120)
    at: AwareDatetime


class ErrandIn(BaseModel):
    """One errand as the device holds it; the id is made there, so that nothing is sent twice."""

    id: UUID
    mode: Mode
    code: str = Field(min_length=1, max_length=40)
    principal: NamedIn
    recorded_at: AwareDatetime
    guardian: NamedIn | None = None
    situation: dict[str, str] = Field(default_factory=dict, max_length=100)
    answers: dict[str, Any] = Field(default_factory=dict, max_length=200)
    materials: list[str] = Field(default_factory=list, max_length=100)
    files: list[FileIn] = Field(default_factory=list, max_length=100)
    way: Way = Way.HAND
    mandate: EntrustedIn | None = None
    hour: HourIn | None = None
    ready: bool = True
    confirmed: bool = False
    based_on: int = Field(default=0, ge=0, le=2**31 - 1)


class HandoverIn(BaseModel):
    """What the person signed on receiving the result; digests of uploads."""

    signature: str = Field(pattern=DIGEST)
    photo: str = Field(default="", pattern=f"{DIGEST}|^$")


class RevisitIn(BaseModel):
    """The answers to the three questions, in their order."""

    answers: list[str] = Field(min_length=3, max_length=3)


class AttachIn(BaseModel):
    """The number of the case that was applied for at the hall."""

    number: str = Field(min_length=1, max_length=40)


class ResolveIn(BaseModel):
    """Which of two versions holds: the one that came last, or the one that the station has."""

    keep: Literal["mine", "theirs"]


class MonthIn(BaseModel):
    """A month that is over, such as 2026-10."""

    month: str = Field(min_length=7, max_length=7)


class ReceiptOut(Schema):
    """What became of a record: kept, refused, filed, booked, asked, warned or conflict."""

    id: UUID
    state: str
    revision: int
    ref: str
    number: str
    query_code: str
    warning: str
    message: str
    clause: str
    remedy: str


class ReachedOut(Schema):
    """One of the seven stages of the ledger, and when it was reached."""

    milestone: Milestone
    at: datetime | None


class ErrandLineOut(Schema):
    """One line of the ledger; the person is masked."""

    id: UUID
    mode: Mode
    state: State
    item: str
    person: str
    agent: str
    number: str
    recorded_at: datetime
    hour: datetime | None
    place: str
    reached: list[ReachedOut]


class ErrandsOut(Schema):
    """One page of a month's ledger; ``after`` asks for the next, empty at the end."""

    errands: list[ErrandLineOut]
    after: str


class ErrandOut(ErrandLineOut):
    """One errand with what can be done next."""

    ref: str
    query_code: str
    stage: str
    revision: int
    conflict: bool
    mandate: UUID | None
    arrived_at: datetime | None
    finished_at: datetime | None
    may_hand: bool
    may_revisit: bool
    message: str
    clause: str
    remedy: str


class WaitingOut(Schema):
    """What waits at a station."""

    unfinished: int
    conflicts: int
    to_hand_over: int
    to_revisit: int
    rounds: int


class ReportOut(Schema):
    """A month that a station has reported to its township."""

    station: str
    month: date
    lines: int
    sent_at: datetime


class ReportedOut(Schema):
    """How many lines were reported."""

    lines: int
