"""Guardianships through the interface: recorded, seen and ended by the front desk; one's own.

A ward is named by the number on the card, never by an id: nobody can try ids.
"""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yizhan.accounts import guardians, queries, relations
from yizhan.accounts.registry import Details
from yizhan.accounts.relations import GuardianshipView
from yizhan.api import edges
from yizhan.api.shapes_mine import MadeOut
from yizhan.api.tokens import Caller, Reader, Writer, caller, person, post
from yizhan.api.writes import written
from yizhan.law.guardians import Ended, Ending, Evidence, Guarding, Kin
from yizhan.law.identities import IdType
from yizhan.law.mandates import CLAUSE, Ground, Period
from yizhan.law.refusals import NotFound
from yizhan.law.words import Post

router = Router(tags=["窗口"], auth=Writer())


class CardIn(BaseModel):
    """The number on a card that lies on the counter."""

    number: str = Field(min_length=1, max_length=30)
    kind: IdType = IdType.RESIDENT


class NamedCardIn(CardIn):
    """A card with the name on it."""

    name: str = Field(min_length=1, max_length=60)


class GuardianshipIn(BaseModel):
    """A ward and a guardian, both with their cards, and the document that ties them (L3.11)."""

    ward: NamedCardIn
    guardian: NamedCardIn
    ground: Ground
    kin: Kin
    document: Evidence
    words: str = Field(min_length=1, max_length=200)
    since: date
    until: date | None = None

    @property
    def guarding(self) -> Guarding:
        """Return what is recorded."""
        return Guarding(
            ground=self.ground,
            kin=self.kin,
            document=self.document,
            words=self.words,
            period=Period(self.since, self.until),
        )


class EndingIn(BaseModel):
    """Which guardianship of the ward ends, why, and which document shows it."""

    ward: CardIn
    guardianship: int = Field(ge=1, le=2**62)
    why: Ending
    words: str = Field(min_length=1, max_length=200)


@router.get(
    "/guardianships", response=list[GuardianshipView], summary="我的监护关系", auth=Reader()
)
def own(request: HttpRequest) -> HttpResponse:
    """Return the guardianships on either side of which the caller stands, masked (L3.11)."""
    return edges.answered(relations.guardianships_of(person(caller(request))))


@router.post("/counter/guardianships", response={201: MadeOut}, summary="窗口登记监护关系")
def enter(request: HttpRequest, body: GuardianshipIn) -> HttpResponse:
    """Return the number of the guardianship that the front desk recorded on both cards."""
    held = caller(request)
    staff = _front(held)
    ward, guardian = _details(body.ward), _details(body.guardian)

    def make() -> dict[str, Any]:
        """Record it, with both persons, or nothing."""
        _, made = guardians.enter(ward, guardian, body.guarding, staff, at=held.at)
        return {"id": made}

    return written(request, held, make)


@router.post(
    "/counter/guardianships/looks",
    response={201: list[GuardianshipView]},
    summary="窗口查看监护关系",
)
def look(request: HttpRequest, body: CardIn) -> HttpResponse:
    """Return the guardianships over whoever's card it is; the look stays on record (P-16).

    It is no repeatable write: each look is a line of its own.
    """
    held = caller(request)
    staff = _front(held)
    found = guardians.seen(_person(body), staff, at=held.at)
    return edges.answered(found, HTTPStatus.CREATED)


@router.post("/counter/guardianships/endings", response={204: None}, summary="窗口终止监护关系")
def end(request: HttpRequest, body: EndingIn) -> HttpResponse:
    """Return nothing once the guardianship has ended; another ward's is not found."""
    held = caller(request)
    staff = _front(held)
    ended = Ended(body.why, body.words)

    def make() -> None:
        """End it."""
        guardians.end(_person(body.ward), body.guardianship, ended, staff, at=held.at)

    return written(request, held, make, HTTPStatus.NO_CONTENT)


def _front(held: Caller) -> int:
    """Return the login of the front desk behind a token; raises WrongPost for others."""
    return int(post(held, Post.FRONT).id.removeprefix("u"))


def _details(card: NamedCardIn) -> Details:
    """Return a card as the register takes one."""
    return Details(name=card.name, number=card.number, kind=card.kind, demo=settings.DEMO)


def _person(card: CardIn) -> UUID:
    """Return whose card it is; raises NotFound for a number that nobody has registered."""
    found = queries.find_person(card.number, card.kind)
    if found is None:
        raise NotFound("这个号码没有登记过", clause=CLAUSE, remedy="请核对证件号码", field="number")
    return found
