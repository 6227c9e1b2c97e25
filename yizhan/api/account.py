"""The account through the interface: tokens, mandates, contact."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yizhan.accounts import powers, tokens
from yizhan.accounts import queries as accounts
from yizhan.accounts import services as people
from yizhan.accounts.queries import MandateView
from yizhan.accounts.tokens import Grant, Scope, TokenView
from yizhan.api import edges
from yizhan.api.shapes_mine import ContactOut, IdOut, IssuedOut, PostingOut
from yizhan.api.tokens import Caller, Keeper, Reader, caller, person
from yizhan.api.writes import sent_key, written
from yizhan.law.clocks import local
from yizhan.law.mandates import Action
from yizhan.law.refusals import Unlawful
from yizhan.places import queries as places

router = Router(tags=["账户"], auth=Keeper())


class MandateIn(BaseModel):
    """A mandate (L4.16): who may do what for whom, from when to when, on what evidence."""

    principal: UUID | None = None
    agent: UUID
    actions: list[Action] = Field(min_length=1, max_length=20)
    items: list[str] = Field(default_factory=list, max_length=100)
    since: date
    until: date
    evidence: str = Field(min_length=1, max_length=2000)


class TokenIn(BaseModel):
    """A token to be made: what it opens, until when, for which of one's posts."""

    scopes: list[Scope] = Field(min_length=1, max_length=len(Scope))
    expires: datetime
    posting: int | None = Field(default=None, ge=1, le=2**62)


class ContactIn(BaseModel):
    """Phone and address, which everybody keeps up to date themselves (W2.3)."""

    phone: str = Field(max_length=30)
    address: str = Field(max_length=200)


@router.get("/mandates", response=list[MandateView], summary="委托", auth=Reader())
def mandates(request: HttpRequest) -> HttpResponse:
    """Return the mandates that the caller gave or holds, newest first."""
    return edges.answered(accounts.mandates_of(person(caller(request))))


@router.post("/mandates", response={201: IdOut}, summary="委托他人办理")
def give(request: HttpRequest, body: MandateIn) -> HttpResponse:
    """Return the id of the new mandate."""
    held = caller(request)
    own = person(held)
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

    return written(request, held, make)


@router.delete("/mandates/{uuid:mandate}", response={204: None}, summary="解除委托")
def revoke(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Return nothing once the mandate has ended."""
    held = caller(request)
    own = person(held)
    return written(
        request,
        held,
        lambda: powers.revoke_mandate(mandate, own, at=held.at),
        HTTPStatus.NO_CONTENT,
    )


@router.get("/contact", response=ContactOut, summary="我的联系方式", auth=Reader())
def contact(request: HttpRequest) -> HttpResponse:
    """Return the caller's own phone and address, in clear: they are their own."""
    known = accounts.prefill(person(caller(request)))
    return edges.answered({"phone": known["person.phone"], "address": known["person.address"]})


@router.put("/contact", response=ContactOut, summary="更新联系方式")
def change_contact(request: HttpRequest, body: ContactIn) -> HttpResponse:
    """Return the contact as it is now (W2.3)."""
    held = caller(request)
    own = person(held)

    def make() -> dict[str, str]:
        """Change the contact."""
        people.change_contact_of(own, phone=body.phone, address=body.address)
        return body.model_dump()

    return written(request, held, make, HTTPStatus.OK)


@router.get("/postings", response=list[PostingOut], summary="我的岗位", auth=Reader())
def postings(request: HttpRequest) -> HttpResponse:
    """Return every post that the login behind the token holds today (H2.1)."""
    held = caller(request)
    found = places.postings_of(_user(held), local(held.at).date())
    return edges.answered(
        [
            {
                "id": one.id,
                "post": one.post,
                "post_label": one.post.label,
                "authority": places.authority(one.authority_id).name,
                "division": one.division,
            }
            for one in found
        ]
    )


@router.get("/tokens", response=list[TokenView], summary="我的令牌")
def issued(request: HttpRequest) -> HttpResponse:
    """Return the living tokens of the login, never their text, the newest first."""
    held = caller(request)
    return edges.answered(tokens.tokens_of(_user(held), held.at))


@router.post("/tokens", response={201: IssuedOut}, summary="签发令牌")
def issue(request: HttpRequest, body: TokenIn) -> HttpResponse:
    """Return a token that opens no more than this one; staff choose one of their posts.

    Its text is shown once: the same request again has an empty text and makes no second token.
    """
    held = caller(request)
    sent_key(request)
    shown: list[str] = []

    def make() -> dict[str, Any]:
        """Make the token; its text is not kept."""
        shown.append(tokens.derive(_text(request), _grant(held, body), at=held.at))
        return {"token": "", "expires": body.expires}

    answer = written(request, held, make)
    if not shown:
        return answer
    return edges.answered({"token": shown[0], "expires": body.expires}, HTTPStatus.CREATED)


def _grant(held: Caller, body: TokenIn) -> Grant:
    """Return what a new token opens; raises Unlawful for a post that is not one's own today."""
    posting = body.posting or held.actor.posting_id
    mine = {one.id for one in places.postings_of(_user(held), local(held.at).date())}
    if posting is not None and posting not in mine:
        raise Unlawful(
            "您今天没有这个岗位", clause="H2.1", remedy="请从“我的岗位”中选择", field="posting"
        )
    return Grant(
        scopes=tuple(one.value for one in body.scopes),
        expires=local(body.expires),
        posting_id=posting,
        person_id=held.actor.person_id,
    )


@router.delete("/tokens/{int:token}", response={204: None}, summary="吊销令牌")
def end(request: HttpRequest, token: int) -> HttpResponse:
    """Return nothing once the token is dead."""
    held = caller(request)
    return written(
        request,
        held,
        lambda: tokens.end(token, _user(held), at=held.at),
        HTTPStatus.NO_CONTENT,
    )


def _user(held: Caller) -> int:
    """Return the login behind a token."""
    return int(held.actor.id.removeprefix("u"))


def _text(request: HttpRequest) -> str:
    """Return the text of the token that was sent."""
    return request.headers.get("Authorization", "").partition(" ")[2]
