"""What colleagues do about a case beside its steps: ask, answer, note a material, fetch one."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yizhan.api.shapes import EnquiryOut
from yizhan.api.tokens import Writer, caller, post
from yizhan.api.writes import sent_key, written
from yizhan.cases import asks, checks
from yizhan.cases.colleagues import AskKind
from yizhan.exchange import sharing
from yizhan.exchange.sharing import Wish
from yizhan.law.words import Post

router = Router(tags=["案卷"], auth=Writer())
ASKERS = (Post.BACK, Post.CHIEF)
ANSWERERS = (*ASKERS, Post.HEAD)
LONGEST = 500


class AskIn(BaseModel):
    """What is asked of a colleague, and why."""

    kind: AskKind
    reason: str = Field(min_length=1, max_length=LONGEST)


class ReplyIn(BaseModel):
    """The answer to what was asked; a no needs words."""

    kind: AskKind
    granted: bool
    words: str = Field(default="", max_length=LONGEST)


class CheckIn(BaseModel):
    """What was found of one material; what does not meet needs a reason."""

    material: str = Field(min_length=1, max_length=40)
    meets: bool
    opinion: str = Field(default="", max_length=LONGEST)


class EnquiryIn(BaseModel):
    """Which material is fetched, and why; the applicant sees the reason (P-16)."""

    material: str = Field(min_length=1, max_length=40)
    reason: str = Field(min_length=1, max_length=200)


@router.post("/cases/{ref}/asks", response={204: None}, summary="内部请示")
def ask(request: HttpRequest, ref: str, body: AskIn) -> HttpResponse:
    """Return nothing once a colleague was asked to hand over, to extend, to hurry (BCK-03)."""
    held = caller(request)
    actor = post(held, *ASKERS)
    return written(
        request,
        held,
        lambda: asks.ask(ref, actor, body.kind, body.reason, at=held.at),
        HTTPStatus.NO_CONTENT,
    )


@router.post("/cases/{ref}/replies", response={204: None}, summary="答复请示")
def reply(request: HttpRequest, ref: str, body: ReplyIn) -> HttpResponse:
    """Return nothing once what a colleague asked is answered."""
    held = caller(request)
    actor = post(held, *ANSWERERS)
    said = (body.granted, body.words.strip())
    return written(
        request,
        held,
        lambda: asks.settle(ref, actor, body.kind, said, at=held.at),
        HTTPStatus.NO_CONTENT,
    )


@router.post("/cases/{ref}/checks", response={204: None}, summary="逐项审查")
def check(request: HttpRequest, ref: str, body: CheckIn) -> HttpResponse:
    """Return nothing once the conclusion on a material is kept (BCK-04)."""
    held = caller(request)
    actor = post(held, *ASKERS)
    found = (body.meets, body.opinion.strip())
    return written(
        request,
        held,
        lambda: checks.note(ref, actor, body.material, found, at=held.at),
        HTTPStatus.NO_CONTENT,
    )


@router.post("/cases/{ref}/enquiries", response={201: EnquiryOut}, summary="查询共享数据")
def enquire(request: HttpRequest, ref: str, body: EnquiryIn) -> HttpResponse:
    """Return what the registries know of a material; what is found lies with the case (H7.1)."""
    held = caller(request)
    actor, key = post(held), sent_key(request)

    def make() -> dict[str, Any]:
        """Ask them; the question stays on record."""
        wish = Wish(ref=ref, material=body.material, reason=body.reason)
        came = sharing.enquire(wish, actor, key=f"{key}-fetch", at=held.at)
        names = ("id", "material", "registry", "found", "answer")
        return {name: getattr(came, name) for name in names}

    return written(request, held, make)
