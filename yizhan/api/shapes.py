"""The shapes of requests and answers, as the interface's description shows them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, Field

from yizhan.law.words import Channel, Way


class FileIn(BaseModel):
    """One file for a material, by the digest that its upload returned."""

    material: str = Field(max_length=40)
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    name: str = Field(min_length=1, max_length=200)


class ApplicationIn(BaseModel):
    """An application: the item by its version, or by its code as in force today."""

    item: str = ""
    version: UUID | None = None
    applicant: UUID | None = None
    channel: Channel = Channel.ONLINE
    materials: list[str] = Field(default_factory=list)
    files: list[FileIn] = Field(default_factory=list)
    answers: dict[str, Any] = Field(default_factory=dict)
    situation: dict[str, str] = Field(default_factory=dict)
    way: Way = Way.HAND


class StepIn(BaseModel):
    """What is said with a step; the fields depend on the step."""

    said: dict[str, Any] = Field(default_factory=dict)
    files: list[FileIn] = Field(default_factory=list)
    seen: int = Field(default=0, ge=0)


class PaperOut(Schema):
    """A paper that was issued."""

    id: str
    kind: str
    number: str
    title: str


class AnswerOut(Schema):
    """What a step did."""

    ref: str
    number: str
    query_code: str
    stage: str
    clause: str
    version: int
    papers: list[PaperOut]
    exceptions: list[str]


class LampOut(Schema):
    """The lamp: its light, words, last day."""

    light: str
    words: str
    on: date | None
    provisional: bool


class CaseOut(Schema):
    """A case as it stands now."""

    ref: str
    number: str
    item: str
    authority: str
    applicant: str
    stage: str
    stage_label: str
    clock: str
    received_on: date
    accepted_on: date | None
    deemed: bool
    due: dict[str, date]
    provisional: bool
    lamp: LampOut
    visits: int
    visits_allowed: int
    version: int
    open_steps: list[str] = Field(default_factory=list)


class CasesOut(Schema):
    """One page of cases; ``after`` asks for the next, empty at the end."""

    cases: list[CaseOut]
    after: str


class LineOut(Schema):
    """One line of the journal."""

    seq: int
    step: str
    label: str
    clause: str
    stage: str
    post: str
    actor: str
    at: datetime
    papers: list[dict[str, Any]]
    exceptions: list[str]
    refused: bool
    digest: str


class ItemOut(Schema):
    """One service in short."""

    code: str
    name: str
    version: UUID
    number: int
    division: str
    level: str
    department: str
    promised: str
    statutory: str
    visits: int


class ItemsOut(Schema):
    """One page of services."""

    items: list[ItemOut]
    after: str


class ClauseOut(Schema):
    """One clause."""

    id: str
    chapter: str
    title: str
    text: str
    source: str
    kept_by: str


class VerdictOut(Schema):
    """Whether a paper is genuine, and what it says in public."""

    verdict: str
    label: str
    facts: dict[str, str] = Field(default_factory=dict)
