"""The shapes of requests and answers, as the interface's description shows them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, Field

from yizhan.cases.publication import Published
from yizhan.law.certificates import Aim
from yizhan.law.words import Channel, Paper, Trust, Way
from yizhan.places.queries import DivisionView


class FileIn(BaseModel):
    """One file for a material, by the digest that its upload returned."""

    material: str = Field(max_length=40)
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    name: str = Field(min_length=1, max_length=200)


class CountIn(BaseModel):
    """How many originals and copies of a material the window has counted (L4.1)."""

    originals: int = Field(default=0, ge=0, le=99)
    copies: int = Field(default=0, ge=0, le=99)


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
    aim: Aim = Aim.NEW
    certificate: UUID | None = None
    counts: dict[str, CountIn] = Field(default_factory=dict, max_length=100)


class StepIn(BaseModel):
    """What is said with a step; the fields depend on the step."""

    said: dict[str, Any] = Field(default_factory=dict)
    files: list[FileIn] = Field(default_factory=list)
    seen: int = Field(default=0, ge=0)


class IssuedPaperOut(Schema):
    """A paper of a case; ``token`` is its verify address."""

    id: UUID
    kind: Paper
    number: str
    title: str
    issued_at: datetime
    digest: str
    token: str


class PreviewOut(Schema):
    """A paper as a step would issue it."""

    kind: Paper
    number: str
    title: str
    content: dict[str, Any]


class FileOut(Schema):
    """A file that was handed in with a case."""

    id: UUID
    seq: int
    material: str
    name: str
    trust: Trust
    digest: str


class EnquiryOut(Schema):
    """What a registry knows of a material."""

    id: UUID
    material: str
    registry: str
    found: bool
    answer: str


class InboxOut(Schema):
    """How many cases wait under each tab, a thousand at most."""

    received: int
    correction: int
    accepted: int
    review: int
    special: int
    decided: int
    ended: int


class BegunOut(Schema):
    """An upload that has begun."""

    id: UUID
    offset: int
    size: int
    chunk: int


class MessageOut(Schema):
    """What the caller was told of a case, or is reminded of in ``words``."""

    topic: str
    at: datetime
    words: str = ""
    ref: str = ""
    number: str = ""
    step: str = ""
    stage: str = ""
    papers: list[str] = Field(default_factory=list)


class MessagesOut(Schema):
    """One page of messages."""

    messages: list[MessageOut]
    after: str


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


class LinePaperOut(Schema):
    """A paper that a line of the journal issued."""

    id: str
    kind: str
    number: str
    digest: str


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
    papers: list[LinePaperOut]
    exceptions: list[str]
    refused: bool
    digest: str


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


class StepOut(Schema):
    """One lawful step: who may take it, from where to where, what it may issue."""

    name: str
    label: str
    clause: str
    posts: list[str]
    source: list[str]
    target: list[str]
    papers: list[str]


class DivisionsOut(Schema):
    """One page of divisions."""

    divisions: list[DivisionView]
    after: str


class ResultsOut(Schema):
    """One page of published decisions."""

    results: list[Published]
    after: str


class ProgressOut(Schema):
    """How a case stands, for whoever knows its number and its query code (P-17)."""

    number: str
    item: str
    stage: str
    lamp: str
    authority: str
