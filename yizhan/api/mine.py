"""What is the caller's own: who they are, for whom they act, mandates, certificates, materials."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Header
from pydantic import BaseModel, Field

from yizhan.accounts import powers
from yizhan.accounts import queries as accounts
from yizhan.api import edges
from yizhan.api.tokens import READ, WRITE, Caller, caller, person
from yizhan.cases.once import once
from yizhan.law.clocks import local
from yizhan.law.mandates import Action
from yizhan.materials import queries as materials
from yizhan.papers import queries as papers

router = Router(tags=["我的"])


class MandateIn(BaseModel):
    """A mandate (L4.16): who may do what for whom, from when to when, on what evidence."""

    principal: UUID | None = None
    agent: UUID
    actions: list[Action] = Field(min_length=1, max_length=20)
    items: list[str] = Field(default_factory=list, max_length=100)
    since: date
    until: date
    evidence: str = Field(min_length=1, max_length=2000)


@router.get("/me", response=dict[str, Any], summary="我是谁")
def me(request: HttpRequest) -> HttpResponse:
    """Return whom the token speaks for, at which post, and what it opens."""
    held = caller(request)
    actor = held.actor
    return edges.answered(
        {
            "actor": actor.id,
            "post": actor.post,
            "post_label": actor.post.label,
            "person": actor.person_id,
            "posting": actor.posting_id,
            "authority": actor.authority_id,
            "division": actor.division,
            "scopes": sorted(held.scopes),
        }
    )


@router.get("/persons", response=list[dict[str, Any]], summary="我可以代谁办事")
def persons(request: HttpRequest) -> HttpResponse:
    """Return the caller, then everybody whom they may act for today, masked (L3.11)."""
    held = caller(request)
    own = person(held, READ)
    others = accounts.applicants_for(own, local(held.at).date())
    return edges.answered([accounts.person(own), *others])


@router.get("/mandates", response=list[dict[str, Any]], summary="委托")
def mandates(request: HttpRequest) -> HttpResponse:
    """Return the mandates that the caller gave or holds, newest first."""
    return edges.answered(accounts.mandates_of(person(caller(request), READ)))


@router.post("/mandates", response={201: dict[str, Any]}, summary="委托他人办理")
def give(
    request: HttpRequest,
    body: MandateIn,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return the id of the new mandate."""
    held = caller(request)
    own = person(held, WRITE)
    terms = powers.Terms(
        principal=body.principal or own,
        agent=body.agent,
        actions=tuple(body.actions),
        items=tuple(body.items),
        since=body.since,
        until=body.until,
        evidence_text=body.evidence,
    )

    def make() -> dict[str, Any]:
        """Give the mandate; nobody learns from the answer whether an agent exists."""
        accounts.person(body.agent)
        return {"id": powers.give_mandate(own, terms, at=held.at)}

    key = edges.key(idempotency_key)
    answer = once(held.actor.id, key, terms, make, at=held.at)
    return edges.answered(answer, HTTPStatus.CREATED)


@router.delete("/mandates/{uuid:mandate}", response={204: None}, summary="解除委托")
def revoke(
    request: HttpRequest,
    mandate: UUID,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return nothing once the mandate has ended."""
    held = caller(request)
    own = person(held, WRITE)

    def make() -> dict[str, Any]:
        """End the mandate."""
        powers.revoke_mandate(mandate, own, at=held.at)
        return {}

    once(held.actor.id, edges.key(idempotency_key), f"revoke {mandate}", make, at=held.at)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@router.get("/certificates", response=list[dict[str, Any]], summary="我的证照")
def certificates(request: HttpRequest) -> HttpResponse:
    """Return the caller's certificates with what each is worth today, newest first (L2.15)."""
    held = caller(request)
    on = local(held.at).date()
    found = papers.certificates_of(person(held, READ))
    names = ("id", "paper_id", "kind", "name", "number", "oid", "valid_from", "valid_until")
    return edges.answered(
        [
            {**{name: getattr(one, name) for name in names}, "state": papers.standing(one, on)}
            for one in found
        ]
    )


@router.get("/materials", response=list[dict[str, Any]], summary="我的材料")
def held_materials(request: HttpRequest) -> HttpResponse:
    """Return everything that the caller holds, newest first."""
    return edges.answered(materials.holdings(person(caller(request), READ)))


def owner(held: Caller, scope: str) -> materials.Owner:
    """Return the caller as the owner of uploads."""
    actor = held.needs(scope)
    return materials.Owner(user_id=int(actor.id.removeprefix("u")), person_id=actor.person_id)
