"""The shapes of services as the interface shows them: guides, forms, drafts of the catalogue."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, WithJsonSchema

from yizhan.items.forms import Field as Question
from yizhan.law.words import ItemState

ContentOut = Annotated[Any, WithJsonSchema({"x-struct": "Content"})]
MaterialOut = Annotated[Any, WithJsonSchema({"x-struct": "Material"})]
SituationOut = Annotated[Any, WithJsonSchema({"x-struct": "Situation"})]
"""Parts of a service, described from the catalogue's own shape."""


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


class GuideOut(ItemOut):
    """Everything that the version in force of a service says (P-05)."""

    content: ContentOut


class NeededOut(Schema):
    """What a situation leaves to hand in."""

    version: UUID
    situations: list[SituationOut]
    materials: list[MaterialOut]
    stops: list[str]


class FormOut(NeededOut):
    """The form of a service for one applicant, with what is known already."""

    schema_: dict[str, Any] = Field(serialization_alias="schema")
    fields: list[Question]


class VersionOut(Schema):
    """One version of a service in the catalogue office, in short."""

    id: UUID
    item_id: UUID
    code: str
    name: str
    number: int
    state: ItemState
    since: date | None
    until: date | None
    drafted_by: int
    drafted_at: datetime
    approved_by: int | None
    note: str


class VersionsOut(Schema):
    """One page of the catalogue office."""

    versions: list[VersionOut]
    after: str


class FaultOut(Schema):
    """One fault of a service against the rules."""

    path: str
    message: str
    rule: str


class WholeVersionOut(VersionOut):
    """One version of a service with what it says and what is wrong with it."""

    content: ContentOut
    faults: list[FaultOut]


class ImportOut(Schema):
    """How many services were taken in as drafts."""

    taken: int
