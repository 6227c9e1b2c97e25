"""Organisations through the interface: registered by who represents them, handled by others."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yizhan.accounts import powers, relations
from yizhan.accounts import queries as accounts
from yizhan.accounts import services as people
from yizhan.accounts.registry import Details
from yizhan.accounts.relations import OrganisationView
from yizhan.api import edges
from yizhan.api.shapes_mine import IdOut, OrganisationOut
from yizhan.api.tokens import Keeper, Reader, caller, person
from yizhan.api.writes import written
from yizhan.law.clocks import local
from yizhan.law.identities import IdType

router = Router(tags=["账户"], auth=Keeper())


class OrganisationIn(BaseModel):
    """An organisation as its representative registers it (W2.1)."""

    name: str = Field(min_length=1, max_length=120)
    number: str = Field(min_length=1, max_length=30)
    representative: str = Field(min_length=1, max_length=100)
    address: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=30)


class MemberIn(BaseModel):
    """Who is to handle the organisation's matters."""

    person: UUID


@router.get("/organisations", response=list[OrganisationOut], summary="我的单位", auth=Reader())
def organisations(request: HttpRequest) -> HttpResponse:
    """Return the organisations that the caller acts for, each with its people (W2.1)."""
    held = caller(request)
    found = relations.organisations_of(person(held), local(held.at).date())
    return edges.answered([_organisation(one) for one in found])


def _organisation(one: OrganisationView) -> dict[str, Any]:
    """Return an organisation in the shape of the interface."""
    return {
        "id": one.organisation.id,
        "name": one.organisation.name_masked,
        "role": one.role,
        "members": [
            {"id": member.person.id, "name": member.person.name_masked, "since": member.since}
            for member in one.members
        ],
    }


@router.post("/organisations", response={201: IdOut}, summary="登记单位")
def register(request: HttpRequest, body: OrganisationIn) -> HttpResponse:
    """Return the id of the organisation that the caller represents."""
    held = caller(request)
    own = person(held)
    details = Details(kind=IdType.CREDIT, **body.model_dump(), demo=settings.DEMO)

    def make() -> dict[str, Any]:
        """Register it."""
        return {"id": people.register_organisation_of(own, details, at=held.at)}

    return written(request, held, make)


@router.post(
    "/organisations/{uuid:organisation}/members", response={204: None}, summary="授权经办人"
)
def authorise(request: HttpRequest, organisation: UUID, body: MemberIn) -> HttpResponse:
    """Return nothing once a person handles the matters of an organisation of the caller's."""
    held = caller(request)
    own, on = person(held), local(held.at).date()

    def make() -> None:
        """Let them in; an unknown person is refused."""
        accounts.person(body.person)
        powers.authorise(own, organisation, body.person, on=on)

    return written(request, held, make, HTTPStatus.NO_CONTENT)


@router.delete(
    "/organisations/{uuid:organisation}/members/{uuid:member}",
    response={204: None},
    summary="取消经办授权",
)
def dismiss(request: HttpRequest, organisation: UUID, member: UUID) -> HttpResponse:
    """Return nothing once a person no longer handles the organisation's matters."""
    held = caller(request)
    own, on = person(held), local(held.at).date()
    return written(
        request,
        held,
        lambda: powers.dismiss(own, organisation, member, on=on),
        HTTPStatus.NO_CONTENT,
    )
